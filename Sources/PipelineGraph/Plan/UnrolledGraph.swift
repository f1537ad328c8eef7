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
    /// The nodes of each ds that have places; all of the graph where there is one ds.
    private let nodes: [Int]?
    private let stride: Int

    /// - Parameters:
    ///   - kept: the resources that are to be destroyed even if nothing uses them, by ds.
    init(_ graph: Graph, _ reach: PlanReach, _ topology: [Int], kept: (Datestamp) -> Set<String>) {
        self.graph = graph
        datestamps = reach.layers.map(\.ds)
        texts = datestamps.map(\.description)
        let layers = reach.layers.map { UnrolledGraph.included($0.tasks, in: graph, topology, kept: kept($0.ds)) }
        if layers.count == 1, !graph.windows.reachOwnDatestamp {
            included = layers[0]
            (upstream, downstream) = (graph.upstream, graph.downstream)
            (nodes, stride) = (nil, graph.nodes.count)
            return
        }
        let nodes = graph.nodes.indices.filter { node in layers.contains { $0[node] } }
        var places = [Int](repeating: -1, count: graph.nodes.count)
        for (place, node) in nodes.enumerated() { places[node] = place }
        (self.nodes, stride) = (nodes, nodes.count)
        included = layers.flatMap { layer in nodes.map { layer[$0] } }
        let layerOf = Dictionary(uniqueKeysWithValues: datestamps.enumerated().map { ($0.element, $0.offset) })
        var edges: [(from: Int, to: Int)] = []
        for (layer, ds) in datestamps.enumerated() {
            for (offset, node) in nodes.enumerated() where layers[layer][node] {
                let from = layer * nodes.count + offset
                for other in graph.upstream[node] where layers[layer][other] {
                    edges.append((from, layer * nodes.count + places[other]))
                }
                for edge in graph.windows.upstream(of: node) {
                    // What cannot be told has been said by then.
                    for other in (try? graph.datestamps(of: edge, from: ds)) ?? [] {
                        if other == ds, graph.upstream[node].contains(edge.source) { continue }
                        guard let there = layerOf[other], layers[there][edge.source] else { continue }
                        edges.append((from, there * nodes.count + places[edge.source]))
                    }
                }
            }
        }
        upstream = Edges(count: included.count, edges)
        downstream = Edges(count: included.count, edges.map { (from: $0.to, to: $0.from) })
    }

    var count: Int { included.count }

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
        guard let layer = datestamps.firstIndex(of: ds) else { return false }
        guard let nodes else { return included[node] }
        guard let offset = nodes.firstIndex(of: node) else { return false }
        return included[layer * stride + offset]
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
