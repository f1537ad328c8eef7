import Dataswarm
public import PipelineEngine
public import PipelineGraph
public import PipelineRecord
import Synchronization

/// A process's share in the execution of runs: one owner on record, one store, one launcher, and any number of runs.
///
/// It has no console. What there is to be told comes back as values, and while a run goes on as ``RunEvent``s.
public final class Runner: Sendable {
    /// What a runner is told once.
    public struct Configuration: Sendable {
        public var folder: StateFolder
        public var store: any RunStore
        public var launcher: any Launcher
        /// How the runner's process stands on record.
        public var owner: RunOwner
        public var clock: any RunClock = MachineClock()
        /// What its runs are executed on; the threads that all tasks of the process share where it is `nil`.
        public var executor: (any TaskExecutor)?
        /// How many attempts of a run are under way at a time, unless its request says otherwise.
        public var jobs = 1
        /// How long a process that is asked to end may take before it is killed.
        public var grace = Duration.seconds(10)
        /// Kills what the processes of an owner have left behind that is gone with all that kept them, and returns once nothing
        /// is left.
        public var endLeftovers: @Sendable (RunOwner) async -> Void = { _ in }
        /// What is to be said of a secret that a task wants; `nil` where nothing is.
        public var secretWarning: @Sendable (_ name: String) -> String? = { _ in nil }

        public init(folder: StateFolder, store: any RunStore, launcher: any Launcher, owner: RunOwner) {
            self.folder = folder
            self.store = store
            self.launcher = launcher
            self.owner = owner
        }
    }

    let configuration: Configuration
    let watch: ChangeWatch
    /// The runs that go on here.
    private let going = GoingRuns()
    /// Looks for what is asked of them; only where no signal can say which of them is meant.
    private let cancellations: CancellationWatch?
    private let lock: OwnerLock

    var store: any RunStore { configuration.store }
    var launcher: any Launcher { configuration.launcher }
    var clock: any RunClock { configuration.clock }
    var folder: StateFolder { configuration.folder }
    var jobs: Int { configuration.jobs }
    var grace: Duration { configuration.grace }
    /// Whether attempts are to be found again when this process is gone.
    var keepsHandles: Bool { configuration.owner.isAdoptable }

    /// - Parameter lock: the sign that the owner is alive.
    public init(_ configuration: Configuration, lock: OwnerLock) {
        self.configuration = configuration
        self.lock = lock
        watch = ChangeWatch(configuration)
        cancellations = configuration.owner.isAdoptable ? CancellationWatch(configuration) : nil
    }

    /// Says that this process executes nothing any more. It must have no run.
    public func close() {
        watch.stop()
        // What keeps the attempts of one that can be adopted holds the same lock.
        if !configuration.owner.isAdoptable { lock.removeFile() }
    }

    /// Lets go of all runs, for the next process of the same kind to adopt them: their attempts go on. This process is to end
    /// then. No run may be started meanwhile.
    ///
    /// It returns once nothing more is put on record here.
    public func letGo() async {
        cancellations?.stop()
        watch.stop()
        for run in going.all {
            run.mailbox.put(.letGo)
            _ = await run.outcome.value
        }
    }

    // MARK: Preparing

    /// Reads a request, puts right what dead owners have left, and plans the first ds for which there is something to do.
    ///
    /// - Returns: what can be started. Where nothing is to be done, and that is as it should be, its first part has no items.
    /// - Throws: ``PlanError``, ``SelectorError`` or ``StoreError``.
    public func prepare(_ request: RunRequest, of graph: Graph) async throws -> PreparedRun {
        let planner = try RequestPlanner(request, of: graph)
        let lost = try await watch.recovery.recoverAll(at: clock.wallTime)
        var dates = planner.datestamps[...]
        guard let ds = dates.popFirst() else { throw PlanError(.datestamp, "--ds: the range is empty.") }
        var refused: [RefusedDatestamp] = []
        let first = try await firstPart(planner, ds, &dates, &refused)
        var prepared = PreparedRun(planner: planner, first: first, rest: [], notices: lost.map(RunNotice.lost))
        while prepared.first.plan.items.isEmpty, let words = planner.wordsForNothing(prepared.first.ds) {
            prepared.nothing.append(words)
            guard let next = dates.popFirst() else { break }
            prepared.first = try await firstPart(planner, next, &dates, &refused)
        }
        prepared.rest = Array(dates)
        prepared.refused = refused
        return prepared
    }

    /// Plans a ds, or where that cannot be planned the next that can.
    ///
    /// - Throws: where none can, all that is wrong.
    private func firstPart(
        _ planner: RequestPlanner, _ ds: Datestamp, _ rest: inout ArraySlice<Datestamp>,
        _ refused: inout [RefusedDatestamp]
    ) async throws -> PlannedPart {
        var ds = ds
        while true {
            do {
                return try await plan(planner, ds, for: nil)
            } catch let error as PlanError where error.isOfItsDatestamp {
                refused.append(RefusedDatestamp(ds: ds.description, problems: error.details))
                guard let next = rest.popFirst() else { throw PlanError(refused.flatMap(\.problems)) }
                ds = next
            }
        }
    }

    /// Plans the destruction of what another run has left of a resource.
    func planClearing(of resource: String, _ planner: RequestPlanner, _ ds: Datestamp) async throws -> PlannedPart {
        var record = RecordOfPlan()
        try await read([ds], into: &record)
        return try planner.planClearing(of: resource, ds, record)
    }

    private func read(_ datestamps: Set<Datestamp>, into record: inout RecordOfPlan) async throws(StoreError) {
        let own = configuration.owner.id
        try await record.read(datestamps, in: store) { owner in
            owner.id == own || OwnerLock.isHeld(owner: owner.id, in: configuration.folder)
        }
    }

    /// Plans a ds.
    ///
    /// - Parameters:
    ///   - earlier: what the run has done already, where another process had begun it.
    ///   - underWay: what the run does at other datestamps and is not done with, by ds.
    func plan(
        _ planner: RequestPlanner, _ ds: Datestamp, for run: Int64?, after earlier: EarlierWork? = nil,
        underWay: [Datestamp: Set<String>] = [:]
    ) async throws -> PlannedPart {
        var record = RecordOfPlan()
        var part = try await planner.plan(ds, &record, underWay: underWay) { datestamps, record in
            try await read(datestamps, into: &record)
            for ds in datestamps {
                var own = record[ds]
                if let run { own.claims = own.claims.filter { $0.value.run != run } }
                record.datestamps[ds] = own
            }
            record.datestamps[ds]?.earlier = earlier ?? EarlierWork()
        }
        try await planner.noteChangedValues(in: &part, record, of: store)
        part.notices += secretsWanted(by: part.plan).compactMap(configuration.secretWarning).map(RunNotice.warning)
        return part
    }

    /// The secrets of tasks that run, each once.
    private func secretsWanted(by plan: Plan) -> [String] {
        var names: Set<String> = []
        for item in plan.items where item.runs {
            let process: RenderedProcess
            switch item.invocation {
            case .process(let own): process = own
            case .probe(let probe):
                guard case .process(let own) = probe.condition else { continue }
                process = own
            case .nothing: continue
            }
            for variable in process.environment {
                if case .secret(let name) = variable.value { names.insert(name) }
            }
        }
        return names.sorted()
    }

    // MARK: Executing

    /// Puts a run on record and begins it.
    ///
    /// - Parameters:
    ///   - commandLine: what asked for it, as text for people.
    ///   - listeners: who hears of it.
    public func start(
        _ prepared: PreparedRun, commandLine: String, listeners: [any RunListener]
    ) async throws(StoreError) -> RunningRun {
        let now = clock.wallTime
        let new = NewRun(
            prepared.planner.request, owner: configuration.owner, commandLine: commandLine, startedAt: now)
        let id = try await store.beginRun(new)
        return begin(id, prepared, listeners)
    }

    func begin(
        _ id: Int64, _ prepared: PreparedRun, _ listeners: [any RunListener], resuming left: LeftRun? = nil
    ) -> RunningRun {
        let mailbox = Mailbox<Letter>()
        let beginning = RunBeginning(
            run: id, request: prepared.planner.request, isResumed: left != nil, time: clock.wallTime)
        let outcome = _Concurrency.Task.detached(executorPreference: configuration.executor) {
            () async -> Result<RunSummary, RunFailure> in
            for listener in listeners { listener.hear(.began(beginning)) }
            var loop = RunLoop(run: id, prepared, self, mailbox, listeners, resuming: left)
            defer {
                for letter in mailbox.close() { letter.refuse() }
                self.cancellations?.forget(id)
                self.going.remove(id)
            }
            do throws(RunFailure) {
                return .success(try await loop.execute(prepared.first))
            } catch {
                await loop.endAll()
                for listener in listeners { listener.hear(.broke) }
                return .failure(error)
            }
        }
        let run = RunningRun(id: id, mailbox: mailbox, outcome: outcome)
        going.add(run)
        // What is to be killed is: the process that was told so is gone.
        cancellations?.look(for: run, known: left?.record.cancellation.map { _ in .end })
        return run
    }

    /// A run has been asked to stop by whoever has it here.
    func isTold(_ request: CancelRequest, _ run: Int64) { cancellations?.isTold(request, run) }
}
