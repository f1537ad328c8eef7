public import PipelineRecord

/// What a ``Retention`` has removed, or would remove.
public struct Removal: Sendable {
    /// How many ds something was removed of, locks apart.
    public var datestamps = 0
    public var records = RemovedRecords()
    /// Folders of attempts that were on no record.
    public var strayFolders = 0
    /// Graphs that no run on record names.
    public var graphs = 0
    /// Files of locks that nobody held.
    public var locks = 0
    /// The bytes of all files in folders of attempts, and of graphs.
    public var bytes: Int64 = 0
    /// By how many bytes the store has become smaller.
    public var storeBytes: Int64 = 0
    /// What could not be removed, and why.
    public var obstacles: [String] = []

    /// In a rehearsal, the attempts that would be removed.
    var rehearsed: Set<AttemptKey> = []

    func differs(from other: Removal) -> Bool {
        records != other.records || strayFolders != other.strayFolders || bytes != other.bytes
    }
}
