public import PipelineRecord

extension Selection {
    /// What failed and what waits for it, near and far.
    ///
    /// What never ran is in it only where it waits for something that failed, and for nothing else that never ran.
    ///
    /// - Parameters:
    ///   - records: what is on record for the ds, by task.
    ///   - claimed: the tasks that a run has claimed: what is on record of them as running or waiting has not failed.
    public init(failedIn records: [String: TaskRecord], of graph: Graph, claimed: Set<String> = []) {
        let failed = graph.taskIndices.filter { index in
            let name = graph.nodes[index].fullName
            return records[name]?.isUnsuccessful(isClaimed: claimed.contains(name)) ?? false
        }
        self.init(failed, in: graph)
        let hasFailed = contains
        addDescendants(in: graph)
        for node in TopologicalOrder.of(graph) where contains[node] && !hasFailed[node] {
            if !isReady(node, in: graph, records) { remove(node) }
        }
    }

    /// Whether all that a task waits for, by itself or through groups, is selected or has ended well.
    private func isReady(_ task: Int, in graph: Graph, _ records: [String: TaskRecord]) -> Bool {
        var stack = Array(graph.upstream[task])
        while let other = stack.popLast() {
            if graph.nodes[other].isGroup {
                stack.append(contentsOf: graph.upstream[other])
            } else if graph.nodes[other].isTask, !contains[other] {
                let state = records[graph.nodes[other].fullName]?.state
                guard state == .succeeded || state == .skipped else { return false }
            }
        }
        return true
    }
}

extension TaskRecord {
    /// Whether its last run ended otherwise than it should have. What was cleared or rightly passed over has not.
    fileprivate func isUnsuccessful(isClaimed: Bool) -> Bool {
        switch state {
        case .failed, .upstreamFailed, .cancelled, .lost: true
        case .waiting, .ready, .running: !isClaimed && !isCleared
        case .succeeded, .skipped: false
        }
    }
}
