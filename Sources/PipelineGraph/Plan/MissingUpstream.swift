import Dataswarm
import PipelineRecord

/// What tasks wait for that was not selected and did not succeed.
struct MissingUpstream {
    /// A sentence each, without its end: what follows depends on what is done about it.
    private(set) var sentences: [String] = []

    private let graph: Graph
    private let selection: Selection
    private let ds: Datestamp
    /// Nodes that have been looked at, for all tasks together: thousands may wait for one group of thousands.
    private var seen: [Bool]

    /// - Parameter isAsked: of which nodes, by their places.
    init(
        of isAsked: [Bool], in graph: Graph, _ selection: Selection, _ ds: Datestamp, _ records: [String: TaskRecord]
    ) {
        self.graph = graph
        self.selection = selection
        self.ds = ds
        seen = [Bool](repeating: false, count: graph.nodes.count)
        for task in isAsked.indices where isAsked[task] {
            for other in unselectedUpstream(of: task) {
                let name = graph.nodes[other].fullName
                switch records[name]?.state {
                case .succeeded: break
                case nil: sentences.append("'\(name)' has not run for \(ds)")
                case let state?: sentences.append("'\(name)' is \(state.rawValue) for \(ds)")
                }
            }
        }
    }

    /// The tasks that a task waits for, through groups, that are not selected and have not been looked at.
    private mutating func unselectedUpstream(of task: Int) -> [Int] {
        // So it is with nearly all.
        if graph.upstream[task].allSatisfy({ seen[$0] || selection.contains[$0] }) { return [] }
        var found: [Int] = []
        var stack = Array(graph.upstream[task])
        while let other = stack.popLast() {
            if seen[other] || selection.contains[other] { continue }
            seen[other] = true
            // What a resource waits for is asked for by its creation.
            if graph.nodes[other].step != nil { continue }
            if graph.nodes[other].isGroup {
                stack.append(contentsOf: graph.upstream[other])
            } else {
                found.append(other)
            }
        }
        return found.sorted()
    }
}
