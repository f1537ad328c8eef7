import Dataswarm
import Templates
import Testing

@testable import Pipelines

@Suite struct ReplicationTests {
    private let family = replications(of: ["visits", "orders"], from: { "in/\($0).csv" }, to: "out", pool: "loads")

    @Test func thereIsAPipelineForEachTable() {
        #expect(family.map(\.name) == ["replicate_visits", "replicate_orders"])
        #expect(replications(of: [], from: { "\($0)" }, to: "out", pool: "loads").isEmpty)
    }

    @Test func eachWaitsLoadsVerifiesAndSwaps() {
        for pipeline in family {
            #expect(
                pipeline.tasks.map(\.name) == ["wait", "load_0", "load_1", "load_2", "load_3", "verify", "swap"]
            )
            #expect(pipeline.groups.map(\.name) == ["load"])
        }
    }

    @Test(arguments: [(1, ["load_0"]), (3, ["load_0", "load_1", "load_2"]), (0, ["load_0"])])
    func aTableIsSharedByShards(shards: Int, loads: [String]) {
        let pipelines = replications(of: ["visits"], from: { "\($0)" }, to: "out", shards: shards, pool: "loads")
        #expect(pipelines[0].tasks.map(\.name) == ["wait"] + loads + ["verify", "swap"])
    }

    @Test func waitsForTheCSV() throws {
        #expect(
            try family[1].rendered("wait", ds: "2016-04-26")
                == .probe(RenderedProbe(condition: .fileExists("in/orders.csv", folder: nil), interval: .seconds(10)))
        )
    }

    @Test func everyLoadHasItsShardAndItsOwnOutput() throws {
        let load = try family[0].process("load_2", ds: "2016-04-26")
        #expect(load.arguments.prefix(2) == ["python3", "-c"])
        #expect(load.arguments.dropFirst(3) == ["in/visits.csv", "visits", "2", "4", "$DATASWARM_OUTPUT"])
    }

    @Test func shardsAreVerifiedAndSwappedIn() throws {
        let databases = (0..<4).map { "$DATASWARM_PUBLISHED/replicate_visits.load_\($0)/2016-04-26/visits.db" }
        let verify = try family[0].process("verify", ds: "2016-04-26")
        #expect(Array(verify.arguments.dropFirst(3)) == ["in/visits.csv", "visits"] + databases)
        let swap = try family[0].process("swap", ds: "2016-04-26")
        #expect(Array(swap.arguments.dropFirst(3)) == ["visits", "out"] + databases)
    }

    @Test func aGeneratedPipelineLeadsBackToTheCall() {
        let line = #line + 1
        let pipelines = replications(of: ["a", "b"], from: { "\($0)" }, to: "out", pool: "loads")
        for pipeline in pipelines {
            #expect(pipeline.generator?.name == "replications")
            #expect(pipeline.generator?.location.description == "PipelinesTests/ReplicationTests.swift:\(line)")
        }
    }

    @Test func flightsAreReplicatedTableByTable() throws {
        #expect(
            flightsReplications.map(\.name) == [
                "replicate_airlines", "replicate_airports", "replicate_planes", "replicate_weather",
                "replicate_flights",
            ]
        )
        let swap = try flightsReplications[0].process("swap", ds: "2013-01-01", parameters: ["replicas": "/srv/r"])
        #expect(swap.arguments[4] == "/srv/r")
    }
}
