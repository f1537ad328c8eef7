import Dataswarm
import Host
import PipelineGraph
import PipelineRecord
import ProcessKeeping
import Runs

/// Ends one run of those that go on.
///
/// What is wanted is put on record first, and then the run's process is told to look. No process is sent a signal that is not
/// certainly that one.
struct Cancelling {
    private let store: any RunStore
    private let folder: StateFolder
    /// The pause between two looks at the record; there is no way to be told.
    private static let pause = Duration.milliseconds(50)

    init(_ store: any RunStore, _ folder: StateFolder) {
        self.store = store
        self.folder = folder
    }

    /// The run of that number, which goes on.
    func run(_ id: Int64) async throws -> RunRecord {
        guard let run = try await store.run(id) else {
            throw DriverError(.failed, "there is no run \(id) on record: 'driver runs' lists those that there are.")
        }
        guard isAlive(run) else {
            let state = run.state == .running ? RunState.lost : run.state
            throw DriverError(.failed, "run \(id) does not go on: it is \(state.rawValue).")
        }
        return run
    }

    /// The only run that goes on about a ds.
    func run(about ds: Datestamp) async throws -> RunRecord {
        let runs = try await RunsUnderWay(in: store, folder).about(ds)
        guard let run = runs.first else { throw Cancelling.nothing(ds, folder) }
        guard runs.count == 1 else {
            let numbers = runs.map { String($0.id) }.sorted().joined(separator: ", ")
            throw DriverError(
                .failed,
                "\(runs.count) runs go on for \(ds): \(numbers). Name the one that is to end: 'driver cancel \(run.id)'."
            )
        }
        return run
    }

    static func nothing(_ ds: Datestamp, _ folder: StateFolder) -> DriverError {
        DriverError(.failed, "nothing is running for \(ds) in \(folder.path.printable).")
    }

    /// - Returns: what to say of it.
    func cancel(_ run: RunRecord, _ request: CancelRequest, patience: Duration) async throws -> [String] {
        guard try await store.requestCancel(run: run.id, request) else { return try await words(run) }
        try tell(run, request == .end ? .once : .twice)
        let deadline = ContinuousClock.now + patience
        while let now = try await store.run(run.id), isAlive(now) {
            if ContinuousClock.now >= deadline {
                throw DriverError(.failed, Cancelling.stillRunning(run, request, patience))
            }
            try await _Concurrency.Task.sleep(for: Cancelling.pause)
        }
        return try await words(run)
    }

    /// What keeps a run from ending, as far as that can be seen, and what to do about it.
    private static func stillRunning(_ run: RunRecord, _ request: CancelRequest, _ patience: Duration) -> String {
        let start = "run \(run.id) (process \(run.owner.process)) was"
        let still = "and is still running after \(patience.phrase)"
        let others = Mark(recorded: run.owner.mark).map(Leftovers.ofOtherUsers) ?? []
        if !others.isEmpty {
            let numbers = others.map(String.init).joined(separator: " ")
            return
                "\(start) asked to end \(still): another user's processes are among those that it runs, and may not be ended by it. End them: sudo kill -9 \(numbers)"
        }
        return request == .end
            ? "\(start) asked to end \(still): wait, or say --now to kill what it runs."
            : "\(start) told to kill what it runs, \(still): what it runs may hang in the system, or the process itself. Wait, or end that: kill -9 \(run.owner.process)"
    }

    private func isAlive(_ run: RunRecord) -> Bool {
        run.state == .running && folder.isAlive(run.owner)
    }

    private func tell(_ run: RunRecord, _ signal: CancelSignal) throws {
        // One that has many runs looks at the record by itself: a signal could not say which of them is meant.
        if run.owner.isAdoptable { return }
        let process = ProcessIdentity(number: run.owner.process, startedAt: run.owner.processStarted)
        guard run.owner.bootID == Machine.bootID, ProcessIdentity.current(run.owner.process) == process else {
            throw DriverError(
                .failed,
                "run \(run.id) belongs to process \(run.owner.process), which cannot be found from here: end it where it was started."
            )
        }
        do throws(SignalRefusal) {
            try process.send(CancelSignal.signal, value: signal.rawValue)
        } catch .gone {
            // It has come to its end by itself.
        } catch .notPermitted {
            throw DriverError(
                .failed, "run \(run.id), process \(run.owner.process), is another user's: cancel it as that user.")
        } catch .failed(let reason) {
            throw DriverError(
                .failed, "process \(run.owner.process), which has run \(run.id), cannot be sent a signal: \(reason).")
        }
    }

    private func words(_ run: RunRecord) async throws -> [String] {
        let state = try await store.run(run.id)?.state ?? .lost
        // A driver that was killed has not said how its run ended.
        let word = state == .running ? "ended without a word, and its tasks count as lost" : state.rawValue
        let ending = "ds \(run.request.ds): run \(run.id) \(word)"
        let range = try DatestampRange(run.request.ds)
        let (first, last) = (range.first, range.last)
        let cancelled = try await store.records(ds: first.description...last.description)
            .filter { $0.state == .cancelled && $0.changedAt >= run.startedAt }.map(\.task).sorted()
        var live: [String] = []
        for ds in Set(try await store.attempts(run: run.id).map(\.key.ds)).sorted() {
            live += try await store.liveResources(ds: ds).filter { $0.run == run.id }
                .map { RunWords.stillThere($0.name, ds: $0.ds, Style(for: .output)) }
        }
        if cancelled.isEmpty { return [ending] + live }
        return ["\(ending), \(RunWords.count(cancelled.count, "task")) cancelled", RunWords.left(cancelled)] + live
    }
}
