/// A process that executes runs, as the record knows it.
///
/// It is alive for as long as somebody holds the kernel's lock on the file of its ``id``: the process itself or, where its
/// attempts can be adopted, what keeps them when it is gone.
public struct RunOwner: Hashable, Sendable {
    /// Names it for good, and its lock's file.
    public var id: String
    /// The number of its process.
    public var process: Int32
    /// The boot of the machine in which ``process`` means that process; a process number alone is reused.
    public var bootID: String
    /// When that process started, in clock ticks since the machine did; 0 where that is not known.
    public var processStarted: Int64
    /// What the processes of its tasks bear; 0 where they bear nothing.
    public var mark: Int64
    /// Whether its attempts go on without it, and the next process of its kind takes them over.
    public var isAdoptable: Bool

    public init(
        id: String, process: Int32, bootID: String, processStarted: Int64 = 0, mark: Int64 = 0,
        isAdoptable: Bool = false
    ) {
        self.id = id
        self.process = process
        self.bootID = bootID
        self.processStarted = processStarted
        self.mark = mark
        self.isAdoptable = isAdoptable
    }
}
