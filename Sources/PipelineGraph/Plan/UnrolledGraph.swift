import Dataswarm

/// The graph, as far as a plan is about it, unrolled over datestamps: a place stands for a node at a ds.
///
/// For a plan of one ds, places are those of the graph, and so are the edges.
struct UnrolledGraph {
    let graph: Graph
    let datestamps: [Datestamp]
    /// The same as texts, put together once.
    let texts: [String]
    /// Which places the plan is about: the tasks that come along, the groups through which they wait for each other, and the
    /// resources that they use.
    let included: [Bool]
    let upstream: Edges
    let downstream: Edges
    /// The nodes of each ds that have places; all of the graph where the plan is about that alone.
    private let nodes: [Int]?
    /// For each node of the graph, its place among those, -1 where it has none.
    private let offsets: [Int]
    /// For each ds, its place in ``datestamps``.
    private let layers: [Datestamp: Int]
    private let stride: Int

    /// - Parameters:
    ///   - kept: the resources that are to be destroyed even if nothing uses them, by ds.
    init(_ graph: Graph, _ reach: PlanReach, _ topology: [Int], kept: (Datestamp) -> Set<String>) {
        self.graph = graph
        datestamps = reach.layers.map(\.ds)
        texts = datestamps.map(\.description)
        layers = Dictionary(uniqueKeysWithValues: datestamps.enumerated().map { ($0.element, $0.offset) })
        let tasks = reach.layers.map { UnrolledGraph.included($0.tasks, in: graph, topology, kept: kept($0.ds)) }
        if tasks.count == 1, !graph.windows.reachOwnDatestamp {
            included = tasks[0]
            (upstream, downstream) = (graph.upstream, graph.downstream)
            (nodes, offsets, stride) = (nil, [], graph.nodes.count)
            return
        }
        let nodes = graph.nodes.indices.filter { node in tasks.contains { $0[node] } }
        var places = [Int](repeating: -1, count: graph.nodes.count)
        for (place, node) in nodes.enumerated() { places[node] = place }
        (self.nodes, offsets, stride) = (nodes, places, nodes.count)
        included = tasks.flatMap { layer in nodes.map { layer[$0] } }
        var edges: [(from: Int, to: Int)] = []
        for (layer, ds) in datestamps.enumerated() {
            for (offset, node) in nodes.enumerated() where tasks[layer][node] {
                let from = layer * nodes.count + offset
                for other in graph.upstream[node] where tasks[layer][other] {
                    edges.append((from, layer * nodes.count + places[other]))
                }
                for edge in graph.windows.upstream(of: node) {
                    for other in graph.otherDatestamps(of: edge, from: ds) {
                        guard let there = layers[other], tasks[there][edge.source] else { continue }
                        edges.append((from, there * nodes.count + places[edge.source]))
                    }
                }
            }
        }
        upstream = Edges(count: included.count, edges)
        downstream = Edges(count: included.count, edges.map { (from: $0.to, to: $0.from) })
    }

    var count: Int { included.count }

    /// Whether places and edges are those of the graph.
    var isGraph: Bool { nodes == nil }

    /// The node that a place stands for.
    func node(_ place: Int) -> Int { nodes.map { $0[place % stride] } ?? place }

    /// The place of its ds in ``datestamps``.
    func layer(_ place: Int) -> Int { nodes == nil ? 0 : place / stride }

    /// The nodes that the plan is about, at any ds.
    var includedNodes: [Bool] {
        guard let nodes else { return included }
        var result = [Bool](repeating: false, count: graph.nodes.count)
        for node in nodes { result[node] = true }
        return result
    }

    /// Whether a node is in the plan for a ds.
    func contains(_ node: Int, _ ds: Datestamp) -> Bool {
        guard let layer = layers[ds] else { return false }
        if nodes == nil { return included[node] }
        return offsets[node] >= 0 && included[layer * stride + offsets[node]]
    }

    /// The tasks that come along, and what belongs to them.
    private static func included(
        _ tasks: [Bool], in graph: Graph, _ topology: [Int], kept: Set<String>
    ) -> [Bool] {
        var included = tasks
        for node in topology where graph.nodes[node].isGroup {
            included[node] = graph.upstream[node].contains { included[$0] }
        }
        for resource in graph.resources
        where resource.users.contains(where: { included[$0] }) || kept.contains(resource.fullName) {
            included[resource.create] = true
            included[resource.destroy] = true
        }
        return included
    }
}
