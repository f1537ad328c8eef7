import Dataswarm
import PipelineGraph
import PipelineRecord
import Testing

/// Which resources a plan creates and destroys.
@Suite struct ResourcePlanTests {
    /// wait; find → load → check, of which the last two use a database that waits for `wait`; and one without.
    private let graph = Fixture.graph(
        Pipeline("p", schedule: .daily) {
            let wait = Task("wait", NoOp())
            let database = Resource("db", create: Shell("create \(.ds)"), destroy: Shell("drop"), depList: [wait])
            let find = Task("find", Shell("find"))
            let load = Task("load", Shell("load"), depList: [find], uses: [database])
            Task("check", Shell("check \(database.output)"), depList: [load], uses: [database])
            Task("other", Shell("other"))
        })
    private let left = [LiveResource(name: "p.db", ds: "2016-04-26", run: 12, since: 0)]

    private func plan(only: [String] = [], records: [TaskRecord] = [], live: [LiveResource] = []) throws -> Plan {
        let request = PlanRequest(
            ds: try Datestamp("2016-04-26"), selection: try Selection(only: only, in: graph))
        return try Plan(
            graph, request, records: Dictionary(uniqueKeysWithValues: records.map { ($0.task, $0) }), live: live)
    }

    @Test func isThereForUsersThatRun() throws {
        let plan = try plan()
        #expect(
            Set(plan.lines) == [
                "p.wait: run, not run yet", "p.find: run, not run yet", "p.db.create: run, p.load uses it",
                "p.load: run, not run yet", "p.check: run, not run yet",
                "p.db.destroy: run, once all that use it have ended",
                "p.other: run, not run yet",
            ])
        #expect(plan.runCount == 7)
        #expect(plan.stepCount == 2)
        for (place, item) in plan.items.enumerated() {
            #expect((item.upstream + item.uses).allSatisfy { $0 < place })
        }
        let destruction = try #require(plan.items.first { $0.name == "p.db.destroy" })
        #expect(destruction.upstream.map { plan.items[$0].name } == ["p.db.create", "p.load", "p.check"])
        #expect(destruction.settings.timeout == .minutes(10))
        let load = try #require(plan.items.first { $0.name == "p.load" })
        #expect(load.upstream.map { plan.items[$0].name } == ["p.find"])
        #expect(load.uses.map { plan.items[$0].name } == ["p.db.create"])
    }

    @Test func isNotThereForWhatIsDoneAndIsNoReasonToRunAgain() throws {
        let records = graph.records(after: try plan())
        #expect(try plan(records: records).runCount == 0)
        #expect(try plan(records: records).stepCount == 0)
        // A resource whose creation succeeded later than its users does not make them run.
        let later = records.changing("p.db.create") { $0.successOrder = 99 }
        #expect(try plan(records: later).runCount == 0)
        let one = try plan(records: records.changing("p.check") { $0.state = .failed })
        #expect(
            one.lines.filter { $0.contains(": run") } == [
                "p.db.create: run, p.check uses it", "p.check: run, failed before",
                "p.db.destroy: run, once all that use it have ended",
            ])
        #expect(
            one.warnings == [
                "'p.check' runs on a new 'p.db', without what p.load has put there: where it needs that, say --only +p.check --force."
            ])
        #expect(try plan().warnings == [])
        let destruction = try #require(one.items.first { $0.name == "p.db.destroy" })
        #expect(destruction.upstream.map { one.items[$0].name } == ["p.db.create", "p.check"])
    }

    @Test func comesAlongWithAUserAndNotWithWhatItWaitsFor() throws {
        #expect(
            try plan(only: ["load"]).lines.map { $0.split(separator: ":")[0] } == [
                "p.db.create", "p.load", "p.db.destroy",
            ])
        #expect(try plan(only: ["load"]).warnings.contains("'p.wait' has not run for 2016-04-26: assumed to be done."))
        #expect(try plan(only: ["other"]).stepCount == 0)
        #expect(try graph.selected("+load") == "p.find p.wait p.load")
        #expect(try graph.selected("1+load") == "p.find p.wait p.load")
        #expect(try graph.selected("wait+") == "p.wait p.load p.check")
        #expect(try graph.selected("@find") == "p.find p.wait p.load p.check")
        #expect(try graph.selected() == "p.find p.wait p.load p.check p.other")
    }

    @Test func whatIsLeftIsDestroyedWhateverIsSelected() throws {
        let plan = try plan(only: ["other"], live: left)
        #expect(plan.lines == ["p.db.destroy: run, left by run 12", "p.other: run, not run yet"])
        #expect(plan.items[0].upstream.isEmpty)
    }

    @Test func whatIsLeftIsDestroyedBeforeItIsCreatedAnew() throws {
        let plan = try plan(only: ["load"], live: left)
        #expect(
            plan.lines == [
                "p.db.destroy: run, left by run 12", "p.db.create: run, p.load uses it", "p.load: run, not run yet",
                "p.db.destroy: run, once all that use it have ended",
            ])
        #expect(plan.items.map(\.upstream) == [[], [0], [], [1, 2]])
        #expect(plan.items.map(\.uses) == [[], [], [1], []])
        #expect(plan.items.map { $0.resource?.creation } == [nil, nil, nil, 1])
    }

    @Test func whatIsLeftOfAnotherKindIsTold() throws {
        var stranger = left[0]
        stranger.name = "q.cluster"
        #expect(
            try plan(only: ["other"], live: [stranger]).warnings == [
                "'q.cluster' was created by run 12 and not destroyed, and no pipeline defines it any more: do away with it by hand, and say 'driver clear q.cluster --ds 2016-04-26'."
            ])
        var same = left[0]
        same.invocation = InvocationRecord.text(
            of: try #require(try plan(only: ["load"]).items.first { $0.name == "p.db.create" }).invocation)
        #expect(try plan(only: ["other"], live: [same]).warnings.isEmpty)
        same.invocation = same.invocation?.replacing("2016-04-26", with: "elsewhere")
        #expect(
            try plan(only: ["other"], live: [same]).warnings == [
                "'p.db' was created by run 12 with another command than it would be now (argument 4): see to it that its destruction destroys what is there."
            ])
    }
}
