import Dataswarm
import PipelineGraph
import Testing

/// Everything that follows from the table of settings knows each of them.
@Suite struct SettingTableTests {
    private static let everything = Settings(
        owner: "me", retries: .upTo(2), timeout: .seconds(1), holdAfterFailures: 2, skipOn: [99], pool: ["hive"],
        priority: 2,
        tags: ["tag"], documentation: "words", environment: ["A": "b"], workingFolder: "here", when: .allDone)

    /// A property that the table does not have would be lost in a layer above.
    @Test func eachPropertyIsInTheTable() {
        #expect(Mirror(reflecting: Self.everything).children.count == Setting.all.count)
        #expect(Settings().overridden(by: Self.everything) == Self.everything)
        #expect(Self.everything.overridden(by: Settings()) == Self.everything)
    }

    @Test func eachIsWrittenAndRead() throws {
        let pipeline = Pipeline("p") {
            Defaults(
                owner: "me", retries: .upTo(2), timeout: .seconds(1), holdAfterFailures: 2, skipOn: [99],
                pool: ["hive"], priority: 2,
                tags: ["tag"], environment: ["A": "b"], workingFolder: "here", when: .allDone)
            Task("t", NoOp(), documentation: "words")
        }
        let graph = try graph(of: [pipeline], pools: [Pool("hive", slots: 1)])
        #expect(graph.settings(of: 0) == Self.everything)
    }

    @Test func eachHasARowInAnExplanation() throws {
        let graph = try graph(of: [Pipeline("p") { Task("t", NoOp()) }])
        let lines = Explanation(
            of: 0, in: graph, under: [SettingsLayer(kind: .commandLine, location: "", settings: Self.everything)]
        ).lines
        #expect(lines.count { $0.hasSuffix("(command line)") } == Setting.all.count)
    }
}
