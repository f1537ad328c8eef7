public import Dataswarm

/// Starts attempts somewhere, and can find them again: on this machine, on a cluster, or in a test's imagination.
///
/// The engine decides and a launcher does: it knows processes and probes, and nothing of graphs, retries or stores.
public protocol Launcher: Sendable {
    /// Prepares the attempt and starts its process.
    func submit(_ attempt: Attempt) async -> Submission

    /// Waits for the end of a submitted or adopted attempt, and publishes its output where it succeeded.
    ///
    /// Returns only once every process of the attempt is gone. To be called once.
    func wait(for attempt: Attempt, _ handle: AttemptHandle) async -> AttemptResult

    /// Finds an attempt again that another process of ours has started and let go of.
    ///
    /// - Returns: `true` where ``wait(for:_:)``, ``end(_:)`` and ``kill(_:)`` work from here on; `false` where nobody knows the
    ///   attempt any more, or it never began, and no process of it is left.
    func adopt(_ attempt: Attempt, _ handle: AttemptHandle) async -> Bool

    /// The handle of an attempt that another process of ours has started without living to write it down; `nil` where none
    /// was started.
    func find(_ attempt: Attempt) async -> AttemptHandle?

    /// Ends what other processes of ours have started and nobody has adopted. To be called once all is adopted that is
    /// on record.
    func endStrays() async

    /// Asks the attempt to end; after the attempt's grace it is killed.
    func end(_ handle: AttemptHandle)

    /// Kills the attempt at once.
    func kill(_ handle: AttemptHandle)

    /// The attempt's end is on record: it need not be told again.
    func forget(_ handle: AttemptHandle)

    /// Looks once whether what a probe waits for is there. Cancelling the calling task asks what was started for it to end,
    /// with the attempt's grace.
    func check(_ condition: RenderedProbe.Condition, for attempt: Attempt) async -> ProbeAnswer

    /// Kills at once the processes of a look, for an attempt.
    func killLook(of attempt: Attempt)
}

/// A launcher whose attempts end with it has none to find.
extension Launcher {
    public func adopt(_ attempt: Attempt, _ handle: AttemptHandle) async -> Bool { false }
    public func find(_ attempt: Attempt) async -> AttemptHandle? { nil }
    public func endStrays() async {}
    public func forget(_ handle: AttemptHandle) {}
}

/// What became of a request to start an attempt.
public enum Submission: Hashable, Sendable {
    /// It is under way; the handle finds it again.
    case started(AttemptHandle)
    /// It could not be started.
    case refused(AttemptResult)
}

/// What an attempt is found by, in this process and in later ones: it may be written down.
public struct AttemptHandle: Hashable, Sendable {
    public var text: String

    public init(text: String) { self.text = text }
}
