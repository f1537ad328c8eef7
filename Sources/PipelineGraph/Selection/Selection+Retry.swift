extension Selection {
    /// What failed and what waits for it, near and far.
    ///
    /// What never ran is in it only where it waits for something that failed.
    ///
    /// - Parameters:
    ///   - records: what is on record for the ds, by task.
    ///   - driverIsRunning: whether a driver runs the ds right now, so that what is on record as running or waiting
    ///     has not failed.
    public init(failedIn records: [String: TaskRecord], of graph: Graph, driverIsRunning: Bool = false) {
        let failed = graph.taskIndices.filter { index in
            records[graph.nodes[index].fullName]?.isUnsuccessful(driverIsRunning: driverIsRunning) ?? false
        }
        self.init(failed, in: graph)
        addDescendants(in: graph)
    }
}

extension TaskRecord {
    /// Whether its last run ended otherwise than it should have. What was cleared or rightly passed over has not.
    fileprivate func isUnsuccessful(driverIsRunning: Bool) -> Bool {
        switch state {
        case .failed, .upstreamFailed, .cancelled, .lost: true
        case .waiting, .ready, .running: !driverIsRunning && !isCleared
        case .succeeded, .skipped: false
        }
    }
}
