public import Dataswarm

/// Starts attempts somewhere, and can find them again: on this machine, on a cluster, or in a test's imagination.
///
/// The engine decides and a launcher does: it knows processes and probes, and nothing of graphs, retries or stores.
public protocol Launcher: Sendable {
    /// Prepares the attempt and starts its process.
    func submit(_ attempt: Attempt) async -> Submission

    /// Waits for the end of an attempt that was submitted or adopted, and publishes its output where it succeeded. Returns
    /// only once every process of it is gone.
    func wait(for attempt: Attempt, _ handle: AttemptHandle) async -> AttemptResult

    /// Finds an attempt again that another process of ours has started and let go of.
    ///
    /// - Returns: whether it was found, so that it can be waited for and ended; where it was not, nobody knows it any more, and
    ///   no process of it is left.
    func adopt(_ attempt: Attempt, _ handle: AttemptHandle) async -> Bool

    /// Asks the attempt to end; after its grace it is killed.
    func end(_ handle: AttemptHandle)

    /// Kills the attempt at once.
    func kill(_ handle: AttemptHandle)

    /// The attempt's end is on record, and need not be told again.
    func forget(_ handle: AttemptHandle)

    /// Looks once whether what a probe waits for is there. Cancelling the calling task asks what was started for it to end, within
    /// the attempt's grace.
    func check(_ condition: RenderedProbe.Condition, for attempt: Attempt) async -> ProbeAnswer

    /// Kills at once what was started for the look of an attempt's probe.
    func killLook(of attempt: Attempt)
}

/// What came of starting an attempt.
public enum Submission: Hashable, Sendable {
    case started(AttemptHandle)
    /// There is nothing to wait for.
    case refused(AttemptResult)
}

/// By what an attempt is found again, also by another process: it may be written down.
public struct AttemptHandle: Hashable, Sendable {
    public var text: String

    public init(text: String) { self.text = text }
}
