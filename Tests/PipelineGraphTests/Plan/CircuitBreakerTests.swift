import Dataswarm
import PipelineGraph
import PipelineRecord
import Testing

/// Tasks that have failed on many ds in a row.
@Suite struct CircuitBreakerTests {
    private let graph = Fixture.graph(
        Pipeline("p") {
            Defaults(holdAfterFailures: 3)
            let t = Task("t", NoOp())
            Task("after", NoOp(), depList: [t])
            Task("free", NoOp(), holdAfterFailures: 0)
        })

    private func streaks(_ failures: Int) -> [String: Streak] {
        let streak = Streak(failures: failures, ds: "2016-04-25")
        return ["p.t": streak, "p.free": streak]
    }

    @Test func asManyAsAreAllowedHoldATask() throws {
        let plan = try graph.plan(streaks: streaks(3))
        let sentence =
            "it failed for 3 ds in a row, lastly 2016-04-25; 'driver release p.t' or --force lets it run again"
        #expect(
            plan.lines.sorted() == ["p.after: run, not run yet", "p.free: run, not run yet", "p.t: hold, \(sentence)"])
        #expect(plan.warnings == ["'p.t' is held: \(sentence)."])
    }

    @Test func fewerDoNot() throws {
        #expect(try graph.plan(streaks: streaks(2)).warnings == [])
        #expect(try graph.plan(streaks: streaks(2)).runCount == 3)
    }

    @Test func oneIsPutInOtherWords() throws {
        let plan = try graph.plan(streaks: streaks(1)) { $0.overrides = Settings(holdAfterFailures: 1) }
        #expect(
            plan.decision(on: "p.t")?.description
                == "hold, it failed for 2016-04-25; 'driver release p.t' or --force lets it run again")
    }

    /// The command line's layer is the highest, in both directions.
    @Test func theCommandLineDecides() throws {
        #expect(
            try graph.plan(streaks: streaks(2)) { $0.overrides = Settings(holdAfterFailures: 2) }.items.count(
                where: \.isHeld) == 2)
        #expect(
            try graph.plan(streaks: streaks(9)) { $0.overrides = Settings(holdAfterFailures: 0) }.runCount == 3)
    }

    @Test func forceRunsIt() throws {
        #expect(try graph.plan(streaks: streaks(3)) { $0.force = true }.runCount == 3)
    }

    @Test func whatIsDoneIsNotHeld() throws {
        let records = graph.records(after: try graph.plan())
        #expect(try graph.plan(records: records, streaks: streaks(3)).skipCount == 3)
    }

    /// A task that is lost again and again is held for that first: its remedy is another.
    @Test func lossesComeFirst() throws {
        let record = TaskRecord(task: "p.t", ds: "2016-04-26", state: .failed, attempts: 3, lostInARow: 3)
        let plan = try graph.plan(records: [record], streaks: streaks(3))
        #expect(plan.decision(on: "p.t") == .hold(.lost(times: 3, task: "p.t", ds: "2016-04-26")))
    }
}
