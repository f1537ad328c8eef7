import Dataswarm
import PipelineGraph
import PipelineRecord
import Testing

/// The order in which one slot takes the tasks, and plans as a whole.
struct PlanOrderTests {
    @Test func theLongerWayStartsFirst() throws {
        let graph = Fixture.graph(
            Pipeline("p") {
                Task("short", NoOp())
                let a = Task("a", NoOp())
                let b = Task("b", NoOp(), depList: [a])
                Task("c", NoOp(), depList: [b])
            })
        #expect(try graph.plan().items.map(\.name) == ["p.a", "p.b", "p.short", "p.c"])
        #expect(try graph.plan(only: ["short", "a"]).items.map(\.name) == ["p.short", "p.a"])
    }

    @Test func priorityGoesBeforeHeight() throws {
        let graph = Fixture.graph(
            Pipeline("p") {
                Task("low", NoOp(), priority: -1)
                let a = Task("a", NoOp())
                Task("b", NoOp(), depList: [a])
                Task("high", NoOp(), priority: 7)
            })
        #expect(try graph.plan().items.map(\.name) == ["p.high", "p.a", "p.b", "p.low"])
        let flat = try graph.plan { $0.overrides.priority = 3 }
        #expect(flat.items.map(\.name) == ["p.a", "p.low", "p.b", "p.high"])
        #expect(flat.items.allSatisfy { $0.settings.priority == 3 })
    }

    @Test func layersAreMergedUpToTheCommandLine() throws {
        let graph = Fixture.graph(
            Pipeline("p") {
                Defaults(owner: "growth", retries: .upTo(3), tags: ["a"])
                Group("g") {
                    Defaults(timeout: .minutes(5), tags: ["b"])
                    Task("t", NoOp(), retries: .upTo(1), tags: ["c"])
                    Task("u", NoOp())
                }
            })
        let plan = try graph.plan { $0.overrides = Settings(timeout: .seconds(9)) }
        let item = try #require(plan.items.first { $0.name == "p.t" })
        #expect(
            item.settings
                == Settings(
                    owner: "growth", retries: .upTo(1), timeout: .seconds(9), priority: 0, tags: ["a", "b", "c"],
                    when: .allSucceeded))
        let other = try #require(plan.items.first { $0.name == "p.u" })
        #expect(other.settings.tags == ["a", "b"])
        #expect(other.settings.timeout == .seconds(9))
    }

    @Test func aRangeOfDatestampsIsAPlanEach() throws {
        let graph = Fixture.graph(Fixture.catGIFs)
        var records: [TaskRecord] = []
        for ds in try DatestampRange("2016-04-24..2016-04-26") {
            let plan = try graph.plan(records: records, ds: ds.description)
            #expect(plan.runCount == 3)
            guard case .process(let post) = plan.items[2].invocation else { continue }
            #expect(post.arguments == ["post", ds.description])
            // Each ds has records of its own.
            records = []
        }
    }

    @Test func aPlanReadsAsAWhole() throws {
        let graph = Fixture.everything
        let failed = TaskRecord(task: "cat_gifs.dump", ds: "2016-04-26", state: .failed, attempts: 3)
        let plan = try graph.plan(only: ["+7", "post"], records: [failed])
        let text = plan.items.map { item in
            let waits = item.upstream.map { plan.items[$0].name }.joined(separator: ", ")
            return "\(item.height) \(item.name): \(item.decision)\(waits.isEmpty ? "" : " <- \(waits)")"
        }
        #expect(
            text.joined(separator: "\n") == """
                4 replicate_visits.wait: run, not run yet
                3 cat_gifs.find: run, not run yet
                3 replicate_visits.load_0: run, not run yet <- replicate_visits.wait
                3 replicate_visits.load_1: run, not run yet <- replicate_visits.wait
                2 replicate_visits.loads: run, not run yet <- replicate_visits.load_0, replicate_visits.load_1
                2 cat_gifs.dump: run, failed before <- cat_gifs.find
                2 replicate_visits.swap: run, not run yet <- replicate_visits.loads
                1 cat_gifs.post: run, not run yet <- cat_gifs.dump
                1 report.7: run, not run yet <- cat_gifs.dump, replicate_visits.swap
                """)
    }
}
