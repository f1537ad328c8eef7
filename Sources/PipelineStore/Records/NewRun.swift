/// What is known of a run when it begins.
public struct NewRun: Hashable, Sendable {
    /// The datestamp that the run is for.
    public var ds: String
    /// The hash that names the graph it executes.
    public var graphHash: String
    /// The command line that asked for it, as text for people.
    public var commandLine: String
    /// The process of its driver.
    public var pid: Int32
    /// The boot of the machine in which ``pid`` means that process; a process number alone is reused.
    public var bootID: String
    /// What the processes of its tasks bear; 0 where they bear nothing.
    public var mark: Int64
    /// When that process started, in clock ticks since the machine did; 0 where that is not known.
    public var processStarted: Int64
    /// When it began, in milliseconds since 1970.
    public var startedAt: Int64

    public init(
        ds: String, graphHash: String, commandLine: String, pid: Int32, bootID: String, mark: Int64 = 0,
        processStarted: Int64 = 0,
        startedAt: Int64
    ) {
        self.ds = ds
        self.graphHash = graphHash
        self.commandLine = commandLine
        self.pid = pid
        self.bootID = bootID
        self.mark = mark
        self.processStarted = processStarted
        self.startedAt = startedAt
    }
}
