import Runs

/// What has become of a run.
final class Fate: @unchecked Sendable {
    /// What was asked for; `nil` where another process had begun it.
    let order: Order?
    /// Before which step it was asked for.
    let requestedAt: Int
    var run: Int64 = 0
    /// `nil` while it goes on, and where its process died.
    var summary: RunSummary?
    let process: ImaginedProcess

    init(order: Order?, requestedAt: Int, by process: ImaginedProcess) {
        self.process = process
        self.order = order
        self.requestedAt = requestedAt
    }
}

/// The number of a run that is not known yet.
final class Slot: @unchecked Sendable {
    var run: Int64

    init(_ run: Int64 = 0) { self.run = run }
}
