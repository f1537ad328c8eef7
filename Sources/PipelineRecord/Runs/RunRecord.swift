/// What is on record about a run.
public struct RunRecord: Hashable, Sendable, Identifiable {
    /// Its number in the store; a later run has a higher one.
    public var id: Int64
    /// What it was asked for. Of a run of an older release only the graph and the ds are known.
    public var request: RunRequest
    /// The process that executes it, or did.
    public var owner: RunOwner
    public var commandLine: String
    public var state: RunState
    /// When it began, in milliseconds since 1970.
    public var startedAt: Int64
    /// When it ended or was found lost, in milliseconds since 1970; `nil` while it runs.
    public var endedAt: Int64?
    /// What somebody has asked of it while it runs.
    public var cancellation: CancelRequest?

    public init(
        id: Int64, request: RunRequest, owner: RunOwner, commandLine: String, state: RunState, startedAt: Int64,
        endedAt: Int64? = nil, cancellation: CancelRequest? = nil
    ) {
        self.id = id
        self.request = request
        self.owner = owner
        self.commandLine = commandLine
        self.state = state
        self.startedAt = startedAt
        self.endedAt = endedAt
        self.cancellation = cancellation
    }
}

/// How a run is asked to stop.
public enum CancelRequest: Int64, Hashable, Sendable {
    /// As Ctrl-C: what runs is asked to end.
    case end = 1
    /// As a second Ctrl-C: what runs is killed.
    case kill = 2
}
