import Dataswarm
import Host
import PipelineEngine
import PipelineGraph
import PipelineRecord
import SQLiteStore

/// Ends the driver that runs a ds.
///
/// It goes by the lock, which says that a driver runs, and by the record, which says which process that is. No process
/// is sent a signal that is not certainly that one.
struct Cancelling {
    private let ds: Datestamp
    private let folder: StateFolder
    /// The pause between two looks at a lock; there is no way to be told.
    private static let pause = Duration.milliseconds(50)
    /// How long a driver may take from its lock to its record.
    private static let beginning = Duration.seconds(5)

    init(_ ds: Datestamp, in folder: StateFolder) {
        self.ds = ds
        self.folder = folder
    }

    /// - Returns: what to say of it.
    func cancel(_ signal: CancelSignal, patience: Duration) async throws -> [String] {
        guard let (run, store) = try await record() else {
            throw DriverError(.failed, "nothing is running for \(ds) in \(folder.path.printable).")
        }
        let process = ProcessIdentity(number: run.pid, startedAt: run.processStarted)
        do throws(SignalRefusal) {
            try process.send(CancelSignal.signal, value: signal.rawValue)
        } catch .gone {
            // It has come to its end by itself.
        } catch .notPermitted {
            throw DriverError(
                .failed, "the driver that runs \(ds), process \(run.pid), is another user's: cancel it as that user.")
        } catch .failed(let reason) {
            throw DriverError(.failed, "process \(run.pid), which runs \(ds), cannot be sent a signal: \(reason).")
        }
        let deadline = ContinuousClock.now + patience
        while try isRunning(run, store) {
            if ContinuousClock.now >= deadline {
                throw DriverError(
                    .failed,
                    "the driver that runs \(ds), process \(run.pid), was asked to end and is still running after \(patience.phrase): wait, or say --now to kill what it runs."
                )
            }
            try await _Concurrency.Task.sleep(for: Cancelling.pause)
        }
        return try words(run, store)
    }

    /// The run that is under way, with its driver at hand; `nil` where there is none.
    private func record() async throws -> (run: RunRecord, store: SQLiteStore)? {
        let deadline = ContinuousClock.now + Cancelling.beginning
        while RunLock.isHeld(ds: ds.description, in: folder) {
            let store = try SQLiteStore.openExisting(folder: folder.path)
            let run = try store?.runs(ds: ds.description, limit: 1).first { $0.state == .running }
            if let run, let store, Cancelling.isHere(run) { return (run, store) }
            // A driver takes the lock first; what is on record before it begins may be a run that was lost.
            if ContinuousClock.now >= deadline {
                throw DriverError(
                    .failed,
                    run.map {
                        "the driver that runs \(ds) is process \($0.pid), which cannot be found from here: end it where it was started."
                    } ?? "\(ds) is held by a driver that does not run it, such as 'driver clear': wait for it.")
            }
            try await _Concurrency.Task.sleep(for: Cancelling.pause)
        }
        return nil
    }

    private static func isHere(_ run: RunRecord) -> Bool {
        run.bootID == Machine.bootID
            && ProcessIdentity.current(run.pid) == ProcessIdentity(number: run.pid, startedAt: run.processStarted)
    }

    /// Whether the run goes on; another that has begun since is none of ours.
    private func isRunning(_ run: RunRecord, _ store: SQLiteStore) throws -> Bool {
        guard RunLock.isHeld(ds: ds.description, in: folder) else { return false }
        return try store.runs(ds: ds.description, limit: 1).first?.id == run.id
    }

    private func words(_ run: RunRecord, _ store: SQLiteStore) throws -> [String] {
        let state = try store.runs(ds: ds.description, limit: .max).first { $0.id == run.id }?.state ?? .lost
        let cancelled = try store.records(ds: ds.description).values
            .filter { $0.state == .cancelled && $0.changedAt >= run.startedAt }.map(\.task).sorted()
        // A driver that was killed has not said how its run ended.
        let word = state == .running ? "ended without a word, and its tasks count as lost" : state.rawValue
        let ending = "ds \(ds): run \(run.id) \(word)"
        let live = try store.liveResources(ds: ds.description).map {
            RunWords.stillThere($0.name, ds: ds.description, Style(for: .output))
        }
        if cancelled.isEmpty { return [ending] + live }
        return ["\(ending), \(RunWords.count(cancelled.count, "task")) cancelled", RunWords.left(cancelled)] + live
    }
}
