import Dataswarm
import Testing

@Suite struct SingleDependencyTests {
    private let fetch = Task("fetch", NoOp())

    private func names(_ nodes: [Node]) -> [String] { nodes.map(\.name) }

    @Test func aListOfOneNeedsNoBrackets() {
        #expect(names(Task("rank", NoOp(), depList: fetch).dependencies) == ["fetch"])
        #expect(names(Group("ranks", depList: fetch) {}.dependencies) == ["fetch"])
        #expect(names(Resource("r", create: NoOp(), destroy: NoOp(), depList: fetch).dependencies) == ["fetch"])
        #expect(
            names(Resource("r", create: NoOp(), destroy: { _ in NoOp() }, depList: fetch).dependencies) == ["fetch"])
    }

    @Test func whateverCanBeWaitedForIsOne() {
        let group = Group("group") { fetch }
        let pipeline = Pipeline("pipeline") { fetch }
        #expect(names(Task("a", NoOp(), depList: group).dependencies) == ["group"])
        #expect(names(Task("a", NoOp(), depList: pipeline).dependencies) == ["pipeline"])
        #expect(names(Task("a", NoOp(), depList: pipeline.fetch).dependencies) == ["fetch"])
        #expect(names(Task("a", NoOp(), depList: fetch.last(7)).dependencies) == ["fetch"])
        #expect(names(Task("a", NoOp(), depList: .task("other.task")).dependencies) == ["other.task"])
        #expect(Task("a", NoOp(), depList: .previous).dependencies.count == 1)
    }

    /// All that the longer initialisers say is passed on.
    @Test func itIsTheSameTask() {
        func graph(_ task: Task) -> [UInt8] {
            Definitions(pipelines: [Pipeline("p", file: "f", line: 1) { task }]).graphJSON
        }
        let listed = Task(
            "t", NoOp(), depList: [fetch], owner: "o", retries: .upTo(1), timeout: .seconds(1), holdAfterFailures: 2,
            skipOn: 99,
            pool: "p", priority: 3, tags: ["t"], documentation: "d", environment: ["A": "a"], workingFolder: "w",
            when: .allDone, file: "f", line: 2)
        let single = Task(
            "t", NoOp(), depList: fetch, owner: "o", retries: .upTo(1), timeout: .seconds(1), holdAfterFailures: 2,
            skipOn: 99,
            pool: "p", priority: 3, tags: ["t"], documentation: "d", environment: ["A": "a"], workingFolder: "w",
            when: .allDone, file: "f", line: 2)
        #expect(graph(listed) == graph(single))
    }

    @Test func aNumberOfRetriesIsThatMany() {
        let retries: Retries = 3
        #expect(retries == .upTo(3))
    }
}
