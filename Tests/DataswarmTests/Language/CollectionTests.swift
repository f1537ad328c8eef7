import Dataswarm
import Testing

/// Which tasks a pipeline has and in which order: the closure of its ends.
@Suite struct CollectionTests {
    @Test func onlyTheEndsNeedToStand() {
        let pipeline = Pipeline("p") {
            let find = Task("find", NoOp())
            let count = Task("count", NoOp(), depList: [find])
            let dump = Task("dump", NoOp(), depList: [find, count])
            Task("post", NoOp(), depList: [dump])
        }
        #expect(pipeline.tasks.map(\.name) == ["find", "count", "dump", "post"])
    }

    @Test func aTaskStandsOnceAndAfterWhatItWaitsFor() {
        let pipeline = Pipeline("p") {
            let top = Task("top", NoOp())
            let left = Task("left", NoOp(), depList: [top])
            let right = Task("right", NoOp(), depList: [top])
            let bottom = Task("bottom", NoOp(), depList: [right, left])
            bottom
            left
            Task("end", NoOp(), depList: [bottom, top])
            bottom
        }
        #expect(pipeline.tasks.map(\.name) == ["top", "right", "left", "bottom", "end"])
    }

    @Test func theOrderIsThatOfStatementsAndDependencies() {
        func describe() -> [String] {
            let pipeline = Pipeline("p") {
                let many = (0..<200).map { Task("t\($0)", NoOp()) }
                for index in stride(from: 0, to: 200, by: 3) {
                    Task("e\(index)", NoOp(), depList: [many[199 - index], many[index], many[(index * 7) % 200]])
                }
            }
            return pipeline.tasks.map(\.name)
        }
        let first = describe()
        #expect(first.prefix(6) == ["t199", "t0", "e0", "t196", "t3", "t21"])
        for _ in 0..<5 { #expect(describe() == first) }
    }

    @Test func aTaskOutsideOfAllClosuresBelongsToEachPipelineThatListsIt() {
        let shared = Task("shared", NoOp(), depList: [Task("below", NoOp())])
        let first = Pipeline("first") { Task("a", NoOp(), depList: [shared]) }
        let second = Pipeline("second") { shared }
        #expect(first.tasks.map(\.name) == ["below", "shared", "a"])
        #expect(second.tasks.map(\.name) == ["below", "shared"])
    }

    @Test func aTaskOfAnotherPipelineStaysThere() throws {
        let source = Pipeline("source") { Task("dump", NoOp(), depList: [Task("find", NoOp())]) }
        let dump = try #require(source.task(named: "dump"))
        let reader = Pipeline("reader") { Task("read", NoOp(), depList: [dump]) }
        #expect(reader.tasks.map(\.name) == ["read"])
        #expect(reader.task(named: "read")?.dependencies.map(\.name) == ["dump"])
        #expect(source.task(named: "dupm") == nil)
    }

    @Test func previousAndNamedTasksAreNoTasksOfThePipeline() {
        let pipeline = Pipeline("p") { Task("a", NoOp(), depList: [.previous, .task("other.b")]) }
        #expect(pipeline.tasks.map(\.name) == ["a"])
        #expect(pipeline.groups.isEmpty)
    }

    @Test func places() throws {
        let line = #line + 1
        let pipeline = Pipeline("p") { Task("a", NoOp()) }
        #expect(pipeline.location.description == "DataswarmTests/CollectionTests.swift:\(line)")
        #expect(pipeline.task(named: "a")?.location == SourceLocation(file: #fileID, line: line))
    }
}

/// Sizes at which a recursive walk or a recursive release would overflow the stack.
@Suite struct LongChainTests {
    private static let length = 100_000

    @Test func ofTasks() {
        let pipeline = Pipeline("p") {
            var last = Task("t0", NoOp())
            for index in 1..<Self.length { last = Task("t\(index)", NoOp(), depList: [last]) }
            return [.nodes([last])]
        }
        #expect(pipeline.tasks.count == Self.length)
        #expect(pipeline.tasks.first?.name == "t0")
        #expect(pipeline.tasks.last?.name == "t\(Self.length - 1)")
    }

    @Test func ofTasksThatNoPipelineHolds() {
        var last = Task("t0", NoOp())
        for index in 1..<Self.length { last = Task("t\(index)", NoOp(), depList: [last]) }
        #expect(last.dependencies.count == 1)
    }

    /// Each group's task waits for the group before.
    @Test func ofGroups() {
        let pipeline = Pipeline("p") {
            var last: [Node] = []
            for index in 0..<Self.length {
                let before = last
                last = [Group("g\(index)") { Task("t\(index)", NoOp(), depList: before) }]
            }
            return [.nodes(last)]
        }
        #expect(pipeline.groups.count == Self.length && pipeline.tasks.count == Self.length)
    }
}
