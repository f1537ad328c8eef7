import Dataswarm
import PipelineRecord

/// The order in which the tasks of a graph last succeeded.
struct SuccessOrder {
    private let graph: Graph
    /// Whether nothing is on record.
    var isEmpty: Bool { orders.isEmpty }
    /// The place of each task's last success among all; 0 where there is none.
    private var orders: [Int64] = []
    /// For each node, the task that succeeded last among what it stands for: a task for itself, a group for what it
    /// waits for; -1 where none has succeeded.
    private var latest: [Int32] = []
    /// The same for the one that succeeded first.
    private var earliest: [Int32] = []

    init(_ graph: Graph, _ topology: [Int], _ recorded: [TaskRecord?]) {
        self.graph = graph
        if recorded.isEmpty { return }
        orders = recorded.indices.map { graph.nodes[$0].isTask ? recorded[$0]?.successOrder ?? 0 : 0 }
        latest = orders.indices.map { orders[$0] > 0 ? Int32($0) : -1 }
        earliest = latest
        for group in topology where graph.nodes[group].isGroup {
            latest[group] = Int32(latest(upstreamOf: group) ?? -1)
            earliest[group] = Int32(earliest(upstreamOf: group) ?? -1)
        }
    }

    /// The task whose success a rule goes by, of those that `node` stands on at its own ds, and the place of that success.
    ///
    /// A task that does not wait for all may rightly have succeeded before some of them.
    func basis(of node: Int, rule: TriggerRule) -> (task: Int, order: Int64)? {
        candidate(upstreamOf: node, rule).map { ($0, orders[$0]) }
    }

    private func candidate(upstreamOf node: Int, _ rule: TriggerRule) -> Int? {
        if orders.isEmpty { return nil }
        return switch rule {
        case .allSucceeded, .allDone, .noneFailed: latest(upstreamOf: node)
        case .oneSucceeded: earliest(upstreamOf: node)
        case .oneFailed, .always: nil
        }
    }

    private func latest(upstreamOf node: Int) -> Int? {
        var best: Int?
        for other in graph.upstream[node] where latest[other] >= 0 {
            let task = Int(latest[other])
            if orders[task] > best.map({ orders[$0] }) ?? 0 { best = task }
        }
        return best
    }

    private func earliest(upstreamOf node: Int) -> Int? {
        var best: Int?
        for other in graph.upstream[node] where earliest[other] >= 0 {
            let task = Int(earliest[other])
            if orders[task] < best.map({ orders[$0] }) ?? .max { best = task }
        }
        return best
    }
}
