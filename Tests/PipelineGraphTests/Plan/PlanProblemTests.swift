import Dataswarm
import PipelineGraph
import Testing

/// What keeps a plan from being made.
struct PlanProblemTests {
    @Test(arguments: [
        (
            Schedule.daily, "2016-04",
            "The pipeline 'p' runs by the day, and 2016-04 is a month: name a ds such as 2016-04-26."
        ),
        (
            .hourly, "2016-04-26",
            "The pipeline 'p' runs by the hour, and 2016-04-26 is a day: name a ds such as 2016-04-26T07."
        ),
        (
            .monthly, "2016-04-26",
            "The pipeline 'p' runs by the month, and 2016-04-26 is a day: name a ds such as 2016-04."
        ),
    ])
    func theGranularityMustBeThePipelines(_ schedule: Schedule, _ ds: String, _ sentence: String) {
        let graph = Fixture.graph(Pipeline("p", schedule: schedule) { Task("t", NoOp()) })
        let error = #expect(throws: PlanError.self) { try graph.plan(ds: ds) }
        #expect(error?.problems == [sentence])
    }

    @Test func onlyPipelinesThatAreSelectedCount() throws {
        let graph = Fixture.graph(
            Pipeline("days", schedule: .daily) { Task("d", NoOp()) },
            Pipeline("hours", schedule: .hourly) { Task("h", NoOp()) },
            Pipeline("hand") { Task("x", NoOp()) })
        #expect(try graph.plan(only: ["d", "x"]).runCount == 2)
        #expect(try graph.plan(only: ["h", "x"], ds: "2016-04-26T07").runCount == 2)
        let error = #expect(throws: PlanError.self) { try graph.plan() }
        #expect(error?.problems.count == 1)
    }

    @Test func aMacroWithoutAValueNamesItsTask() throws {
        let graph = Fixture.graph(
            Pipeline("p") {
                let a = Task("a", Command("echo", "\(.ds - 6.days)"), file: "Pipelines/P.swift", line: 3)
                Task("b", Command("echo", "\(.ds, .hour)"), depList: [a], file: "Pipelines/P.swift", line: 4)
            })
        let error = try #require(throws: PlanError.self) { try graph.plan(ds: "2016-04") }
        #expect(
            error.problems == [
                "Pipelines/P.swift:3: error: 'p.a': 2016-04 is a month and cannot be shifted by days: shift it by months or more, or start from a day (2016-04-26).",
                "Pipelines/P.swift:4: error: 'p.b': 2016-04 is a month, too coarse for the format 'hour': start from an hour (2016-04-26T07).",
            ])
    }

    @Test func ofManyProblemsTheFirstAreTold() throws {
        let graph = Fixture.graph(
            Pipeline("p") { (0..<60).map { Task("t\($0)", Command("echo", "\(.ds, .hour)")) } })
        let error = try #require(throws: PlanError.self) { try graph.plan() }
        #expect(error.problems.count == 51)
        #expect(error.problems.last == "10 more tasks cannot be rendered.")
    }
}
