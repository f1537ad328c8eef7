import Dataswarm
import PipelineEngine
import PipelineGraph
import PipelineRecord
import Testing

/// What other runs have, and what an item waits for that another of its own run is about.
@Suite struct OthersTests {
    private func plan(pools: [Pool] = [], @PipelineBuilder _ content: () -> [Statement]) throws -> Plan {
        try Planned([Pipeline("p", content: content)], pools: pools).plan
    }

    @Test func whatIsUnderWayInTheRunIsWaitedForAndThenAskedFor() throws {
        let plan = try plan { Task("find", work) }
        var engine = Engine(plan, limits: Limits(jobs: 8))
        #expect(engine.start(at: 0) == [.claim(item: 0, isNewAttempt: true)])
        #expect(engine.extend(with: plan, at: 0).effects == [])
        #expect(engine.isPreceded(1))
        _ = engine.handle([.claimed(item: 0, .granted(number: 1))], at: 0)
        let effects = engine.handle([.ended(item: 0, .exited(0))], at: 1)
        #expect(effects.last == .claim(item: 1, isNewAttempt: true))
        #expect(engine.handle([.claimed(item: 1, .done)], at: 1) == [.takeOver(item: 1)])
        #expect(engine.isFinished)
    }

    /// Nobody would tell it of the pool, for nobody stands in its line any more.
    @Test func aPoolIsAskedForAnewWhenWhoWaitedForItIsGone() throws {
        let pools = [Pool("hive", slots: 1)]
        let plan = try plan(pools: pools) {
            Task("first", work, pool: "hive")
            Task("second", work, pool: "hive")
        }
        var engine = Engine(plan, limits: Limits(jobs: 8, pools: pools))
        #expect(engine.start(at: 0) == [.claim(item: 0, isNewAttempt: true)])
        #expect(engine.handle([.claimed(item: 0, .full(pool: "hive"))], at: 0) == [])
        let effects = engine.handle([.doneElsewhere(item: 0)], at: 1)
        #expect(effects == [.withdraw(item: 0), .takeOver(item: 0), .claim(item: 1, isNewAttempt: true)])
    }

    /// Otherwise it would begin at the end of the line each time, and two such runs would keep each other for ever.
    @Test func thePlaceInALineIsKeptWhileAnotherAsksWithTheOnlyJob() throws {
        let pools = [Pool("hive", slots: 1)]
        let plan = try plan(pools: pools) {
            Task("held", work, priority: 1)
            Task("query", work, pool: "hive")
        }
        var engine = Engine(plan, limits: Limits(jobs: 1, pools: pools))
        #expect(engine.start(at: 0) == [.claim(item: 0, isNewAttempt: true)])
        #expect(engine.handle([.claimed(item: 0, .held)], at: 0) == [.claim(item: 1, isNewAttempt: true)])
        #expect(engine.handle([.claimed(item: 1, .full(pool: "hive"))], at: 0) == [])
        #expect(engine.handle([.othersChanged], at: 1) == [.claim(item: 0, isNewAttempt: true)])
        #expect(engine.handle([.claimed(item: 0, .held)], at: 1) == [.claim(item: 1, isNewAttempt: true)])
        #expect(engine.handle([.claimed(item: 1, .full(pool: "hive"))], at: 1) == [])
    }

    /// A task that has a job asks, and those behind it leave the line, in which they would keep other runs waiting.
    @Test func whoCannotStartForWantOfAJobLeavesTheLine() throws {
        let pools = [Pool("hive", slots: 1)]
        let plan = try plan(pools: pools) {
            Task("held", work, priority: 1)
            Task("query", work, pool: "hive")
        }
        var engine = Engine(plan, limits: Limits(jobs: 1, pools: pools))
        _ = engine.start(at: 0)
        _ = engine.handle([.claimed(item: 0, .held)], at: 0)
        _ = engine.handle([.claimed(item: 1, .full(pool: "hive"))], at: 0)
        _ = engine.handle([.othersChanged], at: 1)
        let effects = engine.handle([.claimed(item: 0, .granted(number: 1))], at: 1)
        #expect(effects == [.execute(item: 0, number: 1), .withdraw(item: 1)])
    }

    /// That nobody needs the resource any more is heard with the very answer that lets it be created.
    @Test func whatIsGrantedIsUnderWayWhateverElseIsHeardWithIt() throws {
        let database = Resource("database", create: Shell("create"), destroy: Shell("drop"))
        let plan = try plan { Task("load", work, uses: [database]) }
        let place = { (name: String) in plan.items.firstIndex { $0.name == name }! }
        let (creation, load) = (place("p.database.create"), place("p.load"))
        var engine = Engine(plan, limits: Limits(jobs: 8))
        #expect(engine.start(at: 0) == [.claim(item: creation, isNewAttempt: true)])
        let effects = engine.handle(
            [.doneElsewhere(item: load), .claimed(item: creation, .granted(number: 1))], at: 0)
        #expect(effects == [.execute(item: creation, number: 1), .takeOver(item: load), .end(item: creation)])
    }

    @Test func aProbeThatIsTakenUpGivesBackTheSlotsOfTheLookBefore() throws {
        let pools = [Pool("hive", slots: 1)]
        let plan = try plan(pools: pools) { Task("wait", WaitForFile("flag"), pool: "hive") }
        var engine = Engine(plan, limits: Limits(jobs: 8, pools: pools))
        let history = ItemHistory(attempts: 1, failures: 0, running: (number: 1, since: 5))
        #expect(engine.start(at: 0, after: { _ in history }) == [.rest(item: 0)])
        #expect(engine.handle([.tick], at: 1) == [.claim(item: 0, isNewAttempt: false)])
    }

    @Test func whatHasFailedBeforeTheRunIsTakenUpIsNotTriedAgain() throws {
        let plan = try plan {
            let find = Task("find", work)
            Task("dump", work, depList: [find])
        }
        var engine = Engine(plan, limits: Limits(jobs: 8))
        var history = ItemHistory(attempts: 1, failures: 1)
        history.hasFailed = true
        let effects = engine.start(at: 0, after: { $0.task == "p.find" ? history : nil })
        #expect(effects == [.change(item: 1, .upstreamFailed, reason: "p.find failed")])
        #expect(engine.isFinished && engine.state(of: 0) == .failed)
    }
}
