/// What is on record about a run.
public struct RunRecord: Hashable, Sendable, Identifiable {
    /// Its number in the store; a later run has a higher one.
    public var id: Int64
    public var ds: String
    public var graphHash: String
    public var commandLine: String
    public var pid: Int32
    public var bootID: String
    /// What the processes of its tasks bear; 0 where they bear nothing.
    public var mark: Int64
    /// When the process of ``pid`` started, in clock ticks since the machine did; 0 where that is not known.
    public var processStarted: Int64
    public var state: RunState
    /// When it began, in milliseconds since 1970.
    public var startedAt: Int64
    /// When it ended or was found lost, in milliseconds since 1970; `nil` while it runs.
    public var endedAt: Int64?

    public init(
        id: Int64,
        ds: String,
        graphHash: String,
        commandLine: String,
        pid: Int32,
        bootID: String,
        mark: Int64 = 0,
        processStarted: Int64 = 0,
        state: RunState,
        startedAt: Int64,
        endedAt: Int64? = nil
    ) {
        self.id = id
        self.ds = ds
        self.graphHash = graphHash
        self.commandLine = commandLine
        self.pid = pid
        self.bootID = bootID
        self.mark = mark
        self.processStarted = processStarted
        self.state = state
        self.startedAt = startedAt
        self.endedAt = endedAt
    }
}
