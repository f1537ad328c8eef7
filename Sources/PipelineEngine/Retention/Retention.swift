import Dataswarm
public import PipelineRecord
public import SQLiteStore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Removes what nobody needs any more from a state folder: folders and records of attempts that ended long ago.
///
/// Folders go first and records after them, so that whenever it is interrupted, the next time goes on. It removes
/// nothing of a ds that is being run, nothing that is published, and nothing that says what is done.
public struct Retention {
    private let folder: StateFolder
    private let store: SQLiteStore
    private let endedBefore: Int64
    private let forgetsTasks: Bool
    private let isDryRun: Bool

    /// - Parameters:
    ///   - endedBefore: what ended before then is removed, in milliseconds since 1970.
    ///   - forgetsTasks: whether the states of tasks that changed before then are forgotten, too; their next run does
    ///     them again.
    ///   - isDryRun: whether everything stays, and is only counted.
    public init(
        of folder: StateFolder, store: SQLiteStore, endedBefore: Int64, forgetsTasks: Bool = false,
        isDryRun: Bool = false
    ) {
        self.folder = folder
        self.store = store
        self.endedBefore = endedBefore
        self.forgetsTasks = forgetsTasks
        self.isDryRun = isDryRun
    }

    /// Removes it.
    ///
    /// - Throws: ``StoreError``; what has been removed until then is gone, and the next time goes on.
    public func collect() throws(StoreError) -> Removal {
        var removal = Removal()
        let root = OpenFolder(path: folder.path)
        let attempts = root.flatMap { OpenFolder("attempts", in: $0) }
        let isOutOfReach = attempts == nil && root?.entry("attempts") != nil
        if isOutOfReach {
            removal.obstacles.append("'\(folder.path)/attempts' is a link or no folder: what is in it is left alone")
        }
        let locks = root.flatMap { OpenFolder("locks", in: $0) }
        var names = Set(try store.datestamps(endedBefore: endedBefore, forgetsTasks: forgetsTasks))
        // What is named otherwise is none of ours.
        names.formUnion(((attempts?.names ?? []) + (locks?.names ?? [])).filter { (try? Datestamp($0)) != nil })
        for ds in names.sorted() {
            try collect(ds, attempts, isOutOfReach: isOutOfReach, hasLock: locks?.entry(ds) != nil, &removal)
        }
        if !isDryRun { removal.storeBytes = try store.giveRoomBack() }
        return removal
    }

    private func collect(
        _ ds: String, _ attempts: OpenFolder?, isOutOfReach: Bool, hasLock: Bool, _ removal: inout Removal
    ) throws(StoreError) {
        var lock: RunLock?
        if isDryRun {
            if RunLock.isHeld(ds: ds, in: folder) { return removal.busy.append(ds) }
        } else {
            do throws(RunLock.Refusal) {
                lock = try RunLock(ds: ds, in: folder)
            } catch {
                switch error {
                case .held: removal.busy.append(ds)
                case .unavailable(let reason):
                    removal.obstacles.append("'\(folder.locks)/\(ds)' cannot be locked: \(reason)")
                }
                return
            }
        }
        let before = removal
        let records = try store.attempts(ds: ds, endedBefore: endedBefore)
        var ended = records.filter(\.ended).map { (task: $0.task, number: $0.number) }
        if let attempts {
            removeFolders(ds, in: attempts, records, &ended, &removal)
        } else if isOutOfReach {
            // Their folders are there: to take them off the record would let new attempts come into them.
            ended = []
        }
        let removed = try store.remove(
            attempts: ended, ds: ds, endedBefore: endedBefore, forgetsTasks: forgetsTasks, isDryRun: isDryRun)
        removal.records.attempts += removed.attempts
        removal.records.runs += removed.runs
        removal.records.tasks += removed.tasks
        if removal.differs(from: before) { removal.datestamps += 1 }
        lock?.removeFile()
        if hasLock { removal.locks += 1 }
    }

    /// Removes the folders of the attempts that ended, and those of attempts that are on no record. An attempt whose folder
    /// cannot be removed stays on record.
    private func removeFolders(
        _ ds: String, in attempts: OpenFolder, _ records: [(task: String, number: Int, ended: Bool)],
        _ ended: inout [(task: String, number: Int)], _ removal: inout Removal
    ) {
        guard let own = OpenFolder(ds, in: attempts) else {
            if !ended.isEmpty, attempts.entry(ds) != nil {
                removal.obstacles.append(
                    "'\(folder.path)/attempts/\(ds)' is a link or no folder: what is in it is left alone")
                ended = []
            }
            return
        }
        let kept = Set(records.filter { !$0.ended }.map { StateFolder.name(ofAttempt: $0.number, of: $0.task) })
        let known = Set(ended.map { StateFolder.name(ofAttempt: $0.number, of: $0.task) })
        var isEmpty = true
        for name in own.names {
            let isRecorded = known.contains(name)
            guard !kept.contains(name), isRecorded || StateFolder.isName(ofAttempt: name) else {
                isEmpty = false
                continue
            }
            guard let bytes = isDryRun ? own.size(of: name) : own.remove(name) else {
                removal.obstacles.append(
                    "'\(folder.path)/attempts/\(ds)/\(name)' cannot be removed: \(String(cString: strerror(errno)))")
                ended.removeAll { StateFolder.name(ofAttempt: $0.number, of: $0.task) == name }
                isEmpty = false
                continue
            }
            removal.bytes += bytes
            if !isRecorded { removal.strayFolders += 1 }
        }
        if isEmpty, !isDryRun { unlinkat(attempts.descriptor, ds, AT_REMOVEDIR) }
    }
}
