import Dataswarm
import PipelineGraph
import Testing

/// Tasks that are made in a pipeline's closure and are no part of it.
@Suite struct ForgottenTests {
    private static let other = Pipeline("other") { Task("theirs", NoOp()) }

    private static func warnings(_ pipelines: Pipeline...) throws -> [String] {
        try Graph.load(Definitions(pipelines: pipelines).graphJSON).warnings
    }

    @Test func aTaskThatNothingListsIsTold() throws {
        let pipeline = Pipeline("p") {
            let forgotten = Task("forgotten", NoOp(), file: "Pipelines/P.swift", line: 7)
            let _ = forgotten
            Task("end", NoOp())
        }
        #expect(pipeline.forgotten.map(\.name) == ["forgotten"])
        #expect(
            try Self.warnings(pipeline) == [
                "Pipelines/P.swift:7: warning: 'forgotten' is no part of the pipeline 'p': nothing lists it, or it "
                    + "belongs to another. Let it stand as a statement of its own pipeline, wait for it, use it, or take it away."
            ])
    }

    @Test func whatIsWaitedForNearOrFarIsNot() throws {
        let pipeline = Pipeline("p") {
            let first = Task("first", NoOp())
            let group = Group("group", depList: [first]) { Task("member", NoOp()) }
            Task("end", NoOp(), depList: [group])
        }
        #expect(try Self.warnings(pipeline).isEmpty)
    }

    @Test func aTaskOfAnotherPipelineAsAStatementIsTold() throws {
        let pipeline = Pipeline("p") {
            Self.other.task(named: "theirs")!
            Task("own", NoOp())
        }
        #expect(pipeline.tasks.map(\.name) == ["own"])
        #expect(try Self.warnings(pipeline, Self.other).count == 1)
    }

    /// Whoever forgets `depList` reads from a task that nothing lists: that is what is said, and not that it is not there.
    @Test func aTaskThatIsReadAndNotWaitedForIsNamedAsSuch() throws {
        let pipeline = Pipeline("p") {
            let load = Task("load", Shell("true > \(.output)/x"))
            Task("read", Shell("cat \(load.output)/x"), file: "P.swift", line: 3)
        }
        #expect(
            problems(of: [pipeline]) == [
                "P.swift:3: error: 'p.read' reads the output of 'p.load' but does not wait for it: add it to its depList."
            ])
    }

    @Test func whatIsReadOfAPipelineThatIsNotListedIsNamedAsSuch() throws {
        let pipeline = Pipeline("p") {
            Task("read", Shell("cat \(Self.other.theirs.output)/x"), file: "P.swift", line: 3)
        }
        #expect(
            problems(of: [pipeline]) == [
                "P.swift:3: error: 'p.read' reads the output of 'other.theirs', and no pipeline 'other' is listed: add it to the Definitions(…)."
            ])
    }
}
