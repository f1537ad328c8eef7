import Dataswarm
import Glibc
import Host
import PipelineGraph
import PipelineRecord
import Runs
import StoreConformance

/// What a seed decides beforehand: what there is to do, who is asked for it when, and who dies.
struct Scenario {
    let graph: Graph
    let graphJSON: [UInt8]
    /// Whether whatever ends by itself succeeds.
    let isSunny: Bool
    /// Whether, besides, nobody is disturbed: each task is done once.
    let isCalm: Bool
    private(set) var casts: [Cast] = []

    /// A process, and those that follow it.
    struct Cast {
        var isService = false
        /// One list for each process: the next one begins when the one before is dead.
        var orders: [[Order]] = []
        /// After how many steps each process dies, but for the last one.
        var lifetimes: [Int] = []
    }

    init(_ seed: UInt64) throws {
        var chance = SeededGenerator(seed, 1)
        isCalm = chance.happens(30)
        isSunny = isCalm || chance.happens(40)
        let pools = (0..<chance.roll(0...2)).map { Pool("pool\($0)", slots: chance.roll(1...3)) }
        var author = PipelineAuthor(SeededGenerator(seed, 2), pools: pools, isSunny: isSunny, isCalm: isCalm)
        let pipelines = (0..<chance.roll(1...2)).map { author.pipeline("p\($0)") }
        graphJSON = Definitions(pools: pools, pipelines: pipelines).graphJSON
        graph = try Graph.load(graphJSON)
        let count = chance.roll(1...4)
        let service = chance.happens(50) ? chance.roll(0...count - 1) : nil
        for place in 0..<count {
            var cast = Cast(isService: place == service)
            let generations = isCalm || chance.happens(50) ? 1 : chance.roll(2...3)
            for generation in 0..<generations {
                cast.orders.append(
                    (0..<chance.roll(1...4)).map { _ in order(after: generation, isService: place == service, &chance) }
                )
            }
            cast.lifetimes = (1..<generations).map { _ in chance.roll(1...chance.pick([100, 500, 1500])) }
            casts.append(cast)
        }
    }

    /// What sets it apart, in a few words.
    var kind: String {
        let orders = casts.flatMap { $0.orders.joined() }
        return [
            isCalm ? "calm" : isSunny ? "sunny" : "wild",
            graph.resources.isEmpty ? nil : "resources",
            graph.pools.isEmpty ? nil : "pools",
            casts.contains(where: \.isService) ? "a service" : nil,
            casts.allSatisfy(\.lifetimes.isEmpty) ? nil : "deaths",
            orders.allSatisfy(\.extensions.isEmpty) ? nil : "extensions",
            orders.allSatisfy(\.stops.isEmpty) ? nil : "stops",
            orders.contains(where: \.request.force) ? "force" : nil,
        ].compactMap(\.self).joined(separator: ", ")
    }

    private func order(after generation: Int, isService: Bool, _ chance: inout SeededGenerator) -> Order {
        let at = Int64(generation * 100 + chance.roll(0...chance.pick([5, 100])))
        var order = Order(at: at, request: request(&chance))
        if isCalm { return order }
        if chance.happens(15) {
            order.stops = (0..<chance.roll(1...2)).map { _ in at + Int64(chance.roll(0...150)) }
        }
        // What a resource is to a run that is extended by users of it is not settled yet.
        if graph.resources.isEmpty, chance.happens(25) {
            order.extensions = [(at + Int64(chance.roll(0...100)), request(&chance))]
        }
        return order
    }

    private func request(_ chance: inout SeededGenerator) -> RunRequest {
        var request = RunRequest(
            graphHash: graph.sha256,
            ds: chance.pick([day, day, "2016-04-27", "\(day)..2016-04-27", "2016-04-24..2016-04-27"]))
        request.jobs = chance.roll(1...4)
        request.parallel = chance.happens(40) ? chance.roll(1...3) : nil
        if isCalm {
            if chance.happens(30) { request.only = ["pipeline:p0"] }
            return request
        }
        if chance.happens(40) {
            let tasks = graph.taskIndices.map { graph.nodes[$0].fullName }
            request.only = (0..<chance.roll(1...3)).map { _ in "\(chance.pick(["", "+"]))\(chance.pick(tasks))" }
        }
        request.force = chance.happens(15)
        request.upstream = chance.pick(["assume", "run"])
        if chance.happens(15) { request.onFailure = chance.pick(["stop", "cancel"]) }
        return request
    }
}

/// Something that a process is asked for.
struct Order {
    /// When, in milliseconds.
    var at: Int64
    var request: RunRequest
    /// When it is asked to stop.
    var stops: [Int64] = []
    /// What is added to it while it runs, and when.
    var extensions: [(at: Int64, request: RunRequest)] = []

    init(at: Int64, request: RunRequest) {
        self.at = at
        self.request = request
    }
}

extension Scenario {
    /// Puts the graph where a run's graph is kept.
    func keepGraph(in folder: StateFolder) throws {
        let path = "\(folder.path)/scenario-\(graph.sha256)"
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw Violation("the graph cannot be written to '\(path)'") }
        defer { close(file) }
        _ = graphJSON.withUnsafeBytes { File.write($0, to: file) }
        GraphArchive(folder).keep(path, as: graph.sha256)
    }
}
