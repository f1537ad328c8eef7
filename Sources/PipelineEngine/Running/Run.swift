import Dataswarm
public import PipelineGraph
public import PipelineStore

/// A plan being executed: carries the engine's effects to the store and the launcher, and events back.
public struct Run {
    private let plan: Plan
    private let graph: Graph
    private let store: Store
    private let undertakings: Undertakings
    private let folder: StateFolder
    private let clock: any RunClock
    private let observer: any RunObserver
    let mailbox = Mailbox()

    /// How long a process that is asked to end may take before it is killed.
    public var grace = Duration.seconds(10)

    public init(
        _ plan: Plan, of graph: Graph, store: Store, launcher: any Launcher, folder: StateFolder,
        clock: any RunClock = MachineClock(), observer: any RunObserver
    ) {
        self.plan = plan
        self.graph = graph
        self.store = store
        undertakings = Undertakings(launcher)
        self.folder = folder
        self.clock = clock
        self.observer = observer
    }

    /// Asks a run to stop, from anywhere: what waits is cancelled, what runs is ended. Asked again, it kills what runs.
    public var stopper: @Sendable (_ reason: String) -> Void {
        let mailbox = mailbox
        return { mailbox.put(.stop(reason: $0)) }
    }

    /// Executes the plan to its end.
    ///
    /// - Throws: ``RunFailure`` where the record can no longer be kept: what runs is ended first, and nothing is called done
    ///   that is not on record.
    public func execute(_ run: Int64, limits: Limits, failureMode: FailureMode = .finish) async throws(RunFailure)
        -> RunSummary
    {
        let began = clock.steadyTime
        var engine = Engine(plan, limits: limits, failureMode: failureMode, seed: UInt64(bitPattern: run))
        var recorder = RunRecorder(plan, store: store, run: run, observer: observer)
        var work: [Int: _Concurrency.Task<Void, Never>] = [:]
        var alarm = Alarm(clock, mailbox)
        var stopReason: String?
        defer { alarm.set(for: nil) }
        observer.runBegan(plan, run: run)
        var effects = engine.start(at: began)
        while true {
            do {
                try recorder.record(effects, at: clock.wallTime)
            } catch {
                await endAll(work)
                observer.runBroke()
                throw recorder.failure(error)
            }
            for effect in effects { carryOut(effect, &work) }
            if engine.isFinished { break }
            alarm.set(for: engine.nextWake)
            let events = await mailbox.take()
            for event in events {
                switch event {
                case .ended(let item, _), .answered(let item, _): work[item] = nil
                case .stop(let reason):
                    if stopReason != nil { undertakings.killAll() }
                    stopReason = stopReason ?? reason
                case .tick: break
                }
            }
            effects = engine.handle(events, at: clock.steadyTime)
        }
        var summary = recorder.summary
        summary.elapsed = clock.steadyTime - began
        summary.stopReason = stopReason ?? engine.stopReason
        do {
            try store.endRun(run, state: summary.state, at: clock.wallTime)
        } catch {
            observer.runBroke()
            throw recorder.failure(error)
        }
        observer.runEnded(summary)
        return summary
    }

    private func carryOut(_ effect: Effect, _ work: inout [Int: _Concurrency.Task<Void, Never>]) {
        switch effect {
        case .claim, .close, .change: break
        case .end(let item): work[item]?.cancel()
        case .execute(let item, let number):
            let mailbox = mailbox
            let undertakings = undertakings
            let attempt = attempt(number, of: plan.items[item])
            work[item] = _Concurrency.Task.detached {
                switch attempt {
                case .success(let (attempt, _)): mailbox.put(.ended(item: item, await undertakings.execute(attempt)))
                case .failure(let error): mailbox.put(.ended(item: item, .impossible(error.description)))
                }
            }
        case .look(let item, let number):
            let mailbox = mailbox
            let undertakings = undertakings
            let attempt = attempt(number, of: plan.items[item])
            work[item] = _Concurrency.Task.detached {
                switch attempt {
                case .success(let (attempt, condition?)):
                    mailbox.put(.answered(item: item, await undertakings.check(condition, for: attempt)))
                case .success: mailbox.put(.answered(item: item, .yes))
                case .failure(let error): mailbox.put(.answered(item: item, .failed(error.description)))
                }
            }
        }
    }

    /// What the launcher is given: the invocation with folders as paths.
    private func attempt(
        _ number: Int, of item: PlanItem
    ) -> Result<(Attempt, RenderedProbe.Condition?), RenderingError> {
        Result { () throws(RenderingError) in
            let path = folder.attempt(number, of: item.name, ds: plan.ds.description)
            let invocation = try plan.invocation(of: item, in: graph, folders: folder.folders(of: path))
            var attempt = Attempt(
                task: item.name, ds: plan.ds.description, number: number, runKey: "\(item.subject)@\(plan.ds)",
                process: nil, folder: path, destination: folder.destination(of: item.subject, ds: plan.ds.description),
                published: folder.published, grace: grace)
            switch invocation {
            case .nothing: return (attempt, nil)
            case .probe(let probe): return (attempt, probe.condition)
            case .process(let process):
                attempt.process = process
                return (attempt, nil)
            }
        }
    }

    /// Ends what runs when nothing can be recorded any more. Whoever asks for a stop meanwhile wants no grace to be given.
    private func endAll(_ work: [Int: _Concurrency.Task<Void, Never>]) async {
        for task in work.values { task.cancel() }
        let impatience = _Concurrency.Task { [mailbox, undertakings] in
            while !_Concurrency.Task.isCancelled {
                if await mailbox.take().contains(where: \.isStop) { undertakings.killAll() }
            }
        }
        for task in work.values { await task.value }
        impatience.cancel()
        mailbox.put(.tick)
    }
}
