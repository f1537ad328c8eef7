import PipelineEngine

/// A run that goes on in this process.
public struct RunningRun: Sendable {
    /// Its number on record.
    public let id: Int64
    let mailbox: Mailbox<Letter>
    let outcome: _Concurrency.Task<Result<RunSummary, RunFailure>, Never>

    /// Asks it to stop: what waits is cancelled, what runs is ended. Asked again, it kills what runs. Where others adopt the run,
    /// it is on record before anything comes of it.
    public func stop(_ reason: String) { mailbox.put(.engine(.stop(reason: reason))) }

    /// Adds to what it does, side by side with what is under way.
    ///
    /// - Returns: whether it does that, too, and where others adopt the run that is on record; `false` where the run has come to
    ///   its end, or this process has let go of it.
    @discardableResult
    public func extend(by planner: RequestPlanner) async -> Bool {
        await withCheckedContinuation { answer in
            let letter = Letter.extend(planner, answer)
            if !mailbox.put(letter) { letter.refuse() }
        }
    }

    /// What has become of it, once it has ended, or this process has let go of it.
    ///
    /// - Throws: ``RunFailure`` where the record could no longer be kept: what ran is ended first, and nothing is called done
    ///   that is not on record.
    public func end() async throws(RunFailure) -> RunSummary { try await outcome.value.get() }
}
