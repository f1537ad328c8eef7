import Dataswarm
import Glibc
import Host
public import PipelineRecord

/// Removes what nobody needs any more from a state folder: folders and records of attempts that ended long ago.
///
/// Folders go first and records after them, so that whenever it is interrupted, the next time goes on. It removes
/// nothing that runs, nothing that is published, and nothing that says what is done.
public struct Retention {
    private let folder: StateFolder
    private let store: any RunStore
    private let endedBefore: Int64
    private let forgetsTasks: Bool
    private let isDryRun: Bool

    /// - Parameters:
    ///   - endedBefore: what ended before then is removed, in milliseconds since 1970.
    ///   - forgetsTasks: whether the states of tasks that changed before then are forgotten, too; their next run does
    ///     them again.
    ///   - isDryRun: whether everything stays, and is only counted.
    public init(
        of folder: StateFolder, store: any RunStore, endedBefore: Int64, forgetsTasks: Bool = false,
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
    public func collect() async throws(StoreError) -> Removal {
        var removal = Removal()
        // Two at once would stumble over each other's folders.
        let lock: OwnerLock
        do throws(OwnerLock.Refusal) {
            lock = try OwnerLock(recovering: Retention.lockName, in: folder)
        } catch {
            switch error {
            case .held: removal.obstacles.append("another 'driver gc' is at work in '\(folder.path)': wait for it")
            case .unavailable(let reason): removal.obstacles.append("'\(folder.locks)' cannot be used: \(reason)")
            }
            return removal
        }
        defer { lock.removeFile() }
        let root = OpenFolder(path: folder.path)
        let attempts = root.flatMap { OpenFolder("attempts", in: $0) }
        let isOutOfReach = attempts == nil && root?.entry("attempts") != nil
        if isOutOfReach {
            removal.obstacles.append("'\(folder.path)/attempts' is a link or no folder: what is in it is left alone")
        }
        var names = Set(try await store.datestamps(endedBefore: endedBefore, forgetsTasks: forgetsTasks))
        // What is named otherwise is none of ours.
        names.formUnion((attempts?.names ?? []).map(\.description).filter { (try? Datestamp($0)) != nil })
        for ds in names.sorted() { try await collect(ds, attempts, isOutOfReach: isOutOfReach, &removal) }
        // Which graphs and locks there are comes before which runs there are: those that come meanwhile are another's.
        let (graphs, locks) = (folderNames("graphs"), folderNames("locks"))
        let runs = try await removeRuns(&removal)
        removeGraphs(graphs, runs, &removal)
        removeLocks(locks, runs, &removal)
        if !isDryRun { removal.storeBytes = try await store.giveRoomBack() }
        return removal
    }

    private static let lockName = "gc"

    private func collect(
        _ ds: String, _ attempts: OpenFolder?, isOutOfReach: Bool, _ removal: inout Removal
    ) async throws(StoreError) {
        let before = removal
        // Folders before records: what has begun since then is in neither, and what is in no record has no owner.
        let own = attempts.flatMap { OpenFolder(FileName(ds), in: $0) }
        let names = own?.names ?? []
        let records = try await store.attempts(ds: ds, endedBefore: endedBefore)
        var ended = records.filter(\.ended).map(\.key)
        if let own, let attempts {
            removeFolders(ds, own, names, in: attempts, records, &ended, &removal)
        } else if isOutOfReach || (attempts?.entry(FileName(ds)) != nil && !ended.isEmpty) {
            // Their folders are there: to take them off the record would let new attempts come into them.
            if !isOutOfReach {
                removal.obstacles.append(
                    "'\(folder.path)/attempts/\(ds)' is a link or no folder: what is in it is left alone")
            }
            ended = []
        }
        let removed = try await store.remove(
            attempts: ended, ds: ds, endedBefore: endedBefore, forgetsTasks: forgetsTasks, isDryRun: isDryRun)
        if isDryRun { removal.rehearsed.formUnion(ended) }
        removal.records.attempts += removed.attempts
        removal.records.tasks += removed.tasks
        if removal.differs(from: before) { removal.datestamps += 1 }
    }

    /// Removes the folders of the attempts that ended, and those of attempts that are on no record. An attempt whose folder
    /// cannot be removed stays on record.
    private func removeFolders(
        _ ds: String, _ own: OpenFolder, _ names: [FileName], in attempts: OpenFolder,
        _ records: [(key: AttemptKey, ended: Bool)], _ ended: inout [AttemptKey], _ removal: inout Removal
    ) {
        func name(_ key: AttemptKey) -> String { StateFolder.name(ofAttempt: key.number, of: key.key.task) }
        let kept = Set(records.filter { !$0.ended }.map { name($0.key) })
        let known = Set(ended.map(name))
        var isEmpty = true
        for fileName in names {
            let folderName = fileName.description
            let isRecorded = known.contains(folderName)
            guard !kept.contains(folderName), isRecorded || StateFolder.isName(ofAttempt: folderName) else {
                isEmpty = false
                continue
            }
            guard let bytes = isDryRun ? own.size(of: fileName) : own.remove(fileName) else {
                removal.obstacles.append(
                    "'\(folder.path)/attempts/\(ds)/\(folderName)' cannot be removed: \(String(cString: strerror(errno)))"
                )
                ended.removeAll { name($0) == folderName }
                isEmpty = false
                continue
            }
            removal.bytes += bytes
            if !isRecorded { removal.strayFolders += 1 }
        }
        if isEmpty, !isDryRun { unlinkat(attempts.descriptor, ds, AT_REMOVEDIR) }
    }

    /// Removes the runs that have ended and of which no attempt is left.
    ///
    /// - Returns: those that stay.
    private func removeRuns(_ removal: inout Removal) async throws(StoreError) -> [RunRecord] {
        guard isDryRun else {
            removal.records.runs += try await store.removeRuns(endedBefore: endedBefore, isDryRun: false)
            return try await store.runs(RunFilter())
        }
        // Their attempts are still on record.
        var staying: [RunRecord] = []
        for run in try await store.runs(RunFilter()) {
            let isOver = run.state != .running && run.endedAt.map { $0 < endedBefore } ?? false
            if isOver,
                try await store.attempts(run: run.id).allSatisfy({ attempt in
                    removal.rehearsed.contains(AttemptKey(attempt.key, number: attempt.number))
                })
            {
                removal.records.runs += 1
            } else {
                staying.append(run)
            }
        }
        return staying
    }

    private func folderNames(_ name: String) -> [String] {
        OpenFolder(path: folder.path).flatMap { OpenFolder(FileName(name), in: $0) }?.names.map(\.description) ?? []
    }

    /// Removes the graphs that no run names.
    private func removeGraphs(_ names: [String], _ runs: [RunRecord], _ removal: inout Removal) {
        guard let graphs = OpenFolder(path: folder.path).flatMap({ OpenFolder("graphs", in: $0) }) else { return }
        let requests = runs.flatMap { [$0.request] + $0.request.additions }
        let kept = Set(requests.map { "\($0.graphHash).json" })
        // A copy that was not finished is called otherwise, and may be at work.
        for name in names where name.hasSuffix(".json") && !kept.contains(name) {
            removal.graphs += 1
            removal.bytes += (isDryRun ? graphs.size(of: FileName(name)) : graphs.remove(FileName(name))) ?? 0
        }
    }

    /// Removes the locks of owners that are gone and have no run that is to be recovered.
    private func removeLocks(_ names: [String], _ runs: [RunRecord], _ removal: inout Removal) {
        let owners = Set(runs.filter { $0.state == .running }.map(\.owner.id))
        for name in names
        where name != Retention.lockName && !owners.contains(name) && !OwnerLock.isHeld(owner: name, in: folder) {
            if !isDryRun {
                guard let lock = try? OwnerLock(recovering: name, in: folder) else { continue }
                lock.removeFile()
            }
            removal.locks += 1
        }
    }
}
