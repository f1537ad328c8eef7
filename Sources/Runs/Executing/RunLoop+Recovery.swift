import PipelineRecord

/// Owners that a run meets, and that are dead.
extension RunLoop {
    /// Recovers an owner, if it is dead, and tells of what was lost with it.
    func recoverIfDead(_ owner: RunOwner) async throws(RunFailure) -> Bool {
        let lost = try await kept { () async throws(StoreError) in
            try await runner.watch.recovery.recover(owner, at: runner.clock.wallTime)
        }
        for task in lost ?? [] { tell(.noticed(.lost(task))) }
        return lost != nil
    }

    /// Recovers the owners of some runs that are dead.
    ///
    /// - Returns: whether there were any.
    func recoverDead(among runs: Set<Int64>) async throws(RunFailure) -> Bool {
        var found = false
        for run in runs.sorted() {
            let record = try await kept { () async throws(StoreError) in try await runner.store.run(run) }
            if let record, try await recoverIfDead(record.owner) { found = true }
        }
        return found
    }
}
