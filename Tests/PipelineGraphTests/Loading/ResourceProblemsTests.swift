import Dataswarm
import PipelineGraph
import Testing

/// Resources in a graph: their edges, and what is wrong with some.
@Suite struct ResourceProblemsTests {
    private static let resource =
        #"{"name":"db","at":"P.swift:3","create":{"run":{"arguments":["c"]}},"destroy":{"run":{"arguments":["d"]}}}"#

    /// A pipeline of resources and tasks written out.
    private func problems(resources: String = resource, tasks: String) -> [String] {
        PipelineGraphTests.problems(
            in: file(pipelines: #"{"name":"p","at":"P.swift:2","resources":[\#(resources)],"tasks":[\#(tasks)]}"#))
    }

    @Test func edgesLeadFromTheCreationOverTheUsersToTheDestruction() throws {
        let graph = try graph(of: [
            Pipeline("p") {
                let wait = Task("wait", NoOp())
                let database = Resource("db", create: NoOp(), destroy: NoOp(), depList: [wait])
                Group("loads", uses: [database]) { for shard in 0..<2 { Task("load_\(shard)", NoOp()) } }
            }
        ])
        #expect(graph.waits("p.db.create") == ["p.wait"])
        #expect(graph.waits("p.load_0") == ["p.db.create"])
        #expect(graph.waits("p.load_1") == ["p.db.create"])
        #expect(graph.waits("p.db.destroy") == ["p.db.create", "p.load_0", "p.load_1"])
        #expect(graph.taskIndices.count == 3)
        #expect(graph.resources.map(\.fullName) == ["p.db"])
    }

    @Test func aResourceOfAnotherPipeline() throws {
        let database = Resource("db", create: NoOp(), destroy: NoOp())
        let graph = try graph(
            of: ["a", "b"].map { name in
                Pipeline(name) { Task("load", Command("load", "\(database.output)"), uses: [database]) }
            })
        #expect(graph.resources.map(\.fullName) == ["a.db", "b.db"])
        #expect(
            problems(tasks: #"{"name":"t","at":"P.swift:4","uses":[{"resource":"q.db"}]}"#) == [
                "P.swift:4: error: 'p.t' uses 'q.db', and no pipeline 'q' is listed: add it to the Definitions(…). Did you mean 'p'?"
            ])
        #expect(problems(tasks: #"{"name":"t","uses":[{"resource":"p.db"}]}"#) == [])
    }

    @Test func namesThatDoNotLeadToAResource() {
        #expect(
            problems(tasks: #"{"name":"t","at":"P.swift:4","uses":["bd"]}"#) == [
                "P.swift:4: error: 'p.t' uses 'p.bd', which no pipeline defines. Did you mean 'p.db'?"
            ])
        #expect(
            problems(tasks: #"{"name":"s"},{"name":"t","at":"P.swift:4","uses":["s"]}"#) == [
                "P.swift:4: error: 'p.t' uses 'p.s', which is a task and no resource: wait for it instead."
            ])
    }

    @Test(arguments: ["db", "db.create", "db.destroy"]) func aResourceIsNotWaitedFor(name: String) {
        #expect(
            problems(tasks: #"{"name":"t","at":"P.swift:4","after":["\#(name)"]}"#) == [
                "P.swift:4: error: 'p.t' waits for the resource 'p.db': resources are used, not waited for. Name it in 'uses'."
            ])
    }

    @Test func namesThatOccurTwice() {
        #expect(
            problems(tasks: #"{"name":"db","at":"P.swift:4"}"#) == [
                "P.swift:3: error: 'p.db' is also defined at P.swift:4: rename one of them."
            ])
        #expect(
            problems(tasks: #"{"name":"db.create","at":"P.swift:4"}"#) == [
                "P.swift:3: error: 'p.db.create' is also defined at P.swift:4: rename one of them."
            ])
        #expect(
            problems(resources: "\(Self.resource),\(Self.resource)", tasks: "").contains(
                "P.swift:3: error: 'p.db' is also defined at P.swift:3: rename one of them."))
    }

    @Test func whatIsMissingOrTooMuch() {
        #expect(
            problems(resources: #"{"name":"db","create":{}}"#, tasks: "").first?.hasSuffix(
                "the resource 'db' lacks 'destroy': it needs both, to be created and to be destroyed.") == true)
        #expect(
            problems(resources: #"{"name":"db","create":{"when":"always"},"destroy":{}}"#, tasks: "").first?.hasSuffix(
                "a resource has no 'when': its users have. Take it away.") == true)
        #expect(
            problems(resources: #"{"name":"db","create":{},"destroy":{"skip_on":[1]}}"#, tasks: "").first?.hasSuffix(
                "a resource has no 'skip_on': its users have. Take it away.") == true)
        #expect(
            problems(resources: #"{"name":"db","create":{"timout_ms":1},"destroy":{}}"#, tasks: "").first?.hasSuffix(
                "the member 'timout_ms' is not known here. Did you mean 'timeout_ms'?") == true)
        #expect(
            problems(
                resources: #"{"name":"db","at":"P.swift:3","after":[{"previous":true}],"create":{},"destroy":{}}"#,
                tasks: "") == [
                    "P.swift:3: error: the resource 'p.db' waits for itself at the previous ds: it lives for one run. Let its users wait."
                ])
        #expect(
            problems(resources: #"{"name":"a b","at":"P.swift:3","create":{},"destroy":{}}"#, tasks: "").first?
                .hasPrefix(
                    "P.swift:3: error: 'a b' cannot be a resource's name: a name is made of") == true)
        let long = String(repeating: "a", count: 113)
        #expect(
            problems(resources: #"{"name":"\#(long)","at":"P.swift:3","create":{},"destroy":{}}"#, tasks: "") == [
                "P.swift:3: error: '\(long)' cannot be a resource's name: it has at most 112 characters."
            ])
    }

    @Test func whoReadsItsOutputUsesIt() {
        let reads = #""run":{"arguments":["cat",[{"output_of":"p.db"}]]}"#
        #expect(problems(tasks: #"{"name":"t","uses":["db"],\#(reads)}"#) == [])
        #expect(
            problems(tasks: #"{"name":"t","at":"P.swift:4",\#(reads)}"#) == [
                "P.swift:4: error: 'p.t' reads the output of the resource 'p.db' but does not use it: add it to its uses."
            ])
        let other = #""run":{"arguments":["cat",[{"output_of":"p.db","ds":[["shift",-1,"days"]]}]]}"#
        #expect(
            problems(tasks: #"{"name":"t","at":"P.swift:4","uses":["db"],\#(other)}"#) == [
                "P.swift:4: error: 'p.t' reads the output of the resource 'p.db' for another ds: a resource lives for one run."
            ])
    }

    @Test func aCircleThroughAResource() {
        let resource = #"{"name":"db","at":"P.swift:3","after":["t"],"create":{},"destroy":{}}"#
        let found = problems(resources: resource, tasks: #"{"name":"t","at":"P.swift:4","uses":["db"]}"#)
        #expect(found.count == 1)
        #expect(found.first?.contains("these wait for each other in a circle: ") == true)
        #expect(found.first?.contains("p.db.create") == true)
    }
}
