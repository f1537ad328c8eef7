import Dataswarm
import PipelineGraph
import Testing

@Suite struct CrossPipelineTests {
    private let source = Pipeline("source", schedule: .daily) {
        let find = Task("find", NoOp())
        Group("dumps") { Task("dump", Shell("cp x \(.output)"), depList: [find]) }
    }

    @Test func handlesAndNames() throws {
        let dump = source.dump
        let reader = Pipeline("reader", schedule: .daily) {
            Task("by_handle", NoOp(), depList: [dump])
            Task("by_name", NoOp(), depList: [.task("source.dump"), .task("source.dumps"), dump])
            Task("by_group", NoOp(), depList: [source.groups[0]])
        }
        let graph = try graph(of: [reader, source])
        #expect(graph.waits("reader.by_handle") == ["source.dump"])
        #expect(graph.waits("reader.by_name") == ["source.dump", "source.dumps"])
        #expect(graph.waits("reader.by_group") == ["source.dumps"])
        #expect(graph.pipelines.map(\.name) == ["reader", "source"])
        #expect(graph.pipelines.map(\.nodes.count) == [3, 3])
    }

    @Test func outputsOfOtherPipelines() throws {
        let dump = source.dump
        let reader = Pipeline("reader", file: "R.swift", line: 1) {
            Task("read", Command("cat", "\(dump.output)"), depList: [dump])
        }
        let graph = try graph(of: [source, reader])
        let index = try #require(graph.index(of: "reader.read"))
        let bindings = Bindings(ds: try Datestamp("2016-04-26"), task: "reader.read")
        let process = RenderedProcess(arguments: ["cat", "$DATASWARM_PUBLISHED/source.dump/2016-04-26"])
        #expect(try graph.nodes[index].invocation.rendered(with: bindings, settings: .library) == .process(process))
    }

    @Test func aTaskOutsideOfAllClosuresIsCopiedIntoEachPipeline() throws {
        let shared = Task("shared", Shell("true > \(.output)"))
        let pipelines = ["a", "b"].map { name in
            Pipeline(name) { Task("read", Command("cat", "\(shared.output)"), depList: [shared]) }
        }
        let graph = try graph(of: pipelines)
        for name in ["a", "b"] {
            #expect(graph.waits("\(name).read") == ["\(name).shared"])
            let invocation = graph.nodes[try #require(graph.index(of: "\(name).read"))].invocation
            let rendered = try invocation.rendered(
                with: Bindings(ds: try Datestamp("2016-04"), task: "\(name).read"), settings: .library)
            let path = "$DATASWARM_PUBLISHED/\(name).shared/2016-04"
            #expect(rendered == .process(RenderedProcess(arguments: ["cat", path])))
        }
    }

    @Test func aPipelineThatIsNotListed() {
        let found = problems(of: [
            Pipeline("reader") {
                Task("read", NoOp(), depList: [source.dump, .task("source.dmup")], file: "R.swift", line: 2)
            }
        ])
        #expect(
            found == [
                "R.swift:2: error: 'reader.read' waits for 'source.dump', and no pipeline 'source' is listed: add it to the Definitions(…).",
                "R.swift:2: error: 'reader.read' waits for 'source.dmup', and no pipeline 'source' is listed: add it to the Definitions(…).",
            ])
    }

    @Test func granularities() {
        let hours = Pipeline("hours", schedule: .hourly) {
            Task("read", NoOp(), depList: [.task("source.dump")], file: "H.swift", line: 2)
        }
        #expect(
            problems(of: [source, hours]) == [
                """
                H.swift:2: error: 'hours.read' runs by the hour and waits for 'source.dump', which runs by the day: \
                give both pipelines schedules of one granularity.
                """
            ])
    }
}
