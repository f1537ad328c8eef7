/// What is known of a run when it begins.
public struct NewRun: Hashable, Sendable {
    public var request: RunRequest
    public var owner: RunOwner
    /// The command line that asked for it, as text for people.
    public var commandLine: String
    /// When it began, in milliseconds since 1970.
    public var startedAt: Int64

    public init(_ request: RunRequest, owner: RunOwner, commandLine: String, startedAt: Int64) {
        self.request = request
        self.owner = owner
        self.commandLine = commandLine
        self.startedAt = startedAt
    }
}
