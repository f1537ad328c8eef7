import Dataswarm
import PipelineEngine
import PipelineGraph
import PipelineRecord
import Testing

/// The turns of pipelines in a run that takes up one ds after the other.
@Suite struct TurnTests {
    private static func pipeline(_ name: String) -> Pipeline {
        Pipeline(name) {
            let a = Task("a", work)
            Task("b", work, depList: [a])
        }
    }

    private func plan(_ ds: String, _ pipelines: [Pipeline]) throws -> Plan {
        let graph = try Graph.load(Definitions(pipelines: pipelines).graphJSON)
        return try Plan(graph, PlanRequest(ds: try Datestamp(ds), selection: Selection(all: graph)), records: [:])
    }

    private func rule(limit: Int = 1) -> TurnRule {
        TurnRule { item in
            TurnRule.Turn(pipeline: String(item.name.prefix { $0 != "." }), ds: item.ds, limit: limit)
        }
    }

    /// Grants all claims and ends all attempts, and hears what comes of that.
    private func endAll(_ effects: [Effect], _ engine: inout Engine) -> [Effect] {
        var next: [Effect] = []
        for effect in effects {
            switch effect {
            case .claim(let item, _): next += engine.handle([.claimed(item: item, .granted(number: 1))], at: 0)
            case .execute(let item, _): next += engine.handle([.ended(item: item, .exited(0))], at: 0)
            default: break
            }
        }
        return next
    }

    private func claims(_ effects: [Effect], _ engine: Engine) -> [String] {
        effects.compactMap { if case .claim(let item, _) = $0 { engine.plan.items[item].key.description } else { nil } }
    }

    @Test func aLaterTurnWaitsForTheEarlierOne() throws {
        var engine = Engine(
            try plan("2016-04-25", [Self.pipeline("p")]), limits: Limits(jobs: 8), turns: rule())
        var effects = engine.start(at: 0)
        #expect(claims(effects, engine) == ["p.a@2016-04-25"])
        let more = engine.extend(with: try plan("2016-04-26", [Self.pipeline("p")]), at: 0, turns: rule())
        #expect(more.effects == [])
        #expect(engine.turns(of: "p") == 2)
        var begun: [String] = []
        while !effects.isEmpty {
            effects = endAll(effects, &engine)
            begun += claims(effects, engine)
        }
        #expect(begun == ["p.b@2016-04-25", "p.a@2016-04-26", "p.b@2016-04-26"])
        #expect(engine.isFinished)
        #expect(engine.turns(of: "p") == 0)
    }

    /// Of two turns that are under way the older one's tasks come first, however long the way that is left to others.
    @Test func theOlderDatestampComesFirst() throws {
        let pipelines = [Self.pipeline("p")]
        var engine = Engine(try plan("2016-04-25", pipelines), limits: Limits(jobs: 1), turns: rule(limit: 2))
        var effects = engine.start(at: 0)
        _ = engine.extend(with: try plan("2016-04-26", pipelines), at: 0, turns: rule(limit: 2))
        var begun = claims(effects, engine)
        while !effects.isEmpty {
            effects = endAll(effects, &engine)
            begun += claims(effects, engine)
        }
        #expect(begun == ["p.a@2016-04-25", "p.b@2016-04-25", "p.a@2016-04-26", "p.b@2016-04-26"])
    }

    /// An order is no reason for standing still: here an earlier turn waits for a later one.
    @Test func whereNothingElseGoesOnATurnIsAdmitted() throws {
        let pipeline = Pipeline("p") {
            let a = Task("a", work)
            Task("b", work, depList: [a])
        }
        let later = try Datestamp("2016-04-26")
        let backwards = TurnRule { item in
            TurnRule.Turn(pipeline: "p", ds: item.name == "p.b" ? item.ds : later, limit: 1)
        }
        var engine = Engine(try plan("2016-04-25", [pipeline]), limits: Limits(jobs: 8), turns: backwards)
        var effects = engine.start(at: 0)
        #expect(claims(effects, engine) == ["p.a@2016-04-25"])
        while !effects.isEmpty { effects = endAll(effects, &engine) }
        #expect(engine.isFinished)
    }

    /// Of 2,000 datestamps no more is kept than what is under way, whoever is slow; and places stay what they were.
    @Test func whatHasEndedIsLetGo() throws {
        let pipelines = [Self.pipeline("p")]
        var engine = Engine(try plan("2010-01-01", pipelines), limits: Limits(jobs: 8), turns: rule())
        var effects = engine.start(at: 0)
        var ds = try Datestamp("2010-01-01")
        var (most, forgotten) = (0, 0)
        for _ in 0..<2_000 {
            ds = try ds.next
            let (places, more) = engine.extend(with: try plan(ds.description, pipelines), at: 0, turns: rule())
            #expect(engine.plan.items[places.lowerBound].ds == ds)
            effects += more
            while !effects.isEmpty { effects = endAll(effects, &engine) }
            #expect(engine.takeEndedParts().isEmpty == false)
            if let ended = engine.partsToForget(while: { _ in true }) {
                forgotten += ended.count
                engine.forget(parts: ended.count, before: ended.place)
            }
            most = max(most, engine.plan.items.count)
        }
        #expect(engine.isFinished)
        #expect(forgotten == 2_001)
        #expect(most <= 4)
        #expect(engine.isGone(0))
    }

    /// What a later part waits for stays, though it has ended.
    @Test func whatIsReferredToStays() throws {
        let yesterday = Pipeline("p", schedule: .daily) {
            let a = Task("a", work)
            Task("compare", work, depList: [a, a.at(.ds - 1.days)])
        }
        let graph = try Graph.load(Definitions(pipelines: [yesterday]).graphJSON)
        let first = PlanRequest(ds: try Datestamp("2016-04-25"), selection: try Selection(only: ["p.a"], in: graph))
        var engine = Engine(try Plan(graph, first, records: [:]), limits: Limits(jobs: 8), turns: rule(limit: 2))
        var effects = engine.start(at: 0)
        var second = PlanRequest(ds: try Datestamp("2016-04-26"), selection: Selection(all: graph))
        second.underWay = [first.ds: ["p.a"]]
        let plan = try Plan(graph, second, reach: second.reach(in: graph), records: [:])
        let open = engine.openTasks
        let (places, more) = engine.extend(with: plan, at: 0, turns: rule(limit: 2), place: { open[$0] })
        #expect(places == 1..<3)
        effects = endAll(effects, &engine)
        #expect(claims(more, engine) == ["p.a@2016-04-26"])
        while !effects.isEmpty { effects = endAll(effects, &engine) }
        #expect(engine.takeEndedParts() == [0])
        #expect(engine.partsToForget { _ in true } == nil)
        effects = more
        while !effects.isEmpty { effects = endAll(effects, &engine) }
        #expect(engine.isFinished)
        #expect(engine.partsToForget { _ in true }?.count == 2)
    }
}
