import Dataswarm
import PipelineEngine
import PipelineGraph
import PipelineRecord

/// What a run has done elsewhere: attempts and looks.
extension RunLoop {
    // MARK: Doing

    mutating func carryOut(_ effect: Effect) {
        switch effect {
        case .claim, .withdraw, .rest, .close, .change, .takeOver: break
        case .end(let index): work[index]?.end()
        case .execute(let index, let number): execute(index, number)
        case .look(let index, let number): look(index, number)
        }
    }

    private mutating func execute(_ index: Int, _ number: Int) {
        let each = AttemptWork(runner.launcher)
        work[index] = each
        let attempt = attempt(number, of: index)
        _Concurrency.Task.detached(executorPreference: runner.configuration.executor) {
            [mailbox, launcher = runner.launcher, keepsHandles = runner.keepsHandles] in
            switch attempt {
            case .failure(let error): mailbox.put(.ended(item: index, AttemptResult(.impossible(error.description))))
            case .success(let (attempt, _)):
                switch await launcher.submit(attempt) {
                case .refused(let result): mailbox.put(.ended(item: index, result))
                case .started(let handle):
                    each.started(handle)
                    if keepsHandles { mailbox.put(.started(item: index, number: number, handle)) }
                    mailbox.put(.ended(item: index, await launcher.wait(for: attempt, handle)))
                }
            }
        }
    }

    private mutating func look(_ index: Int, _ number: Int) {
        let each = AttemptWork(runner.launcher)
        work[index] = each
        switch attempt(number, of: index) {
        case .failure(let error): mailbox.put(.engine(.answered(item: index, .failed(error.description))))
        case .success((_, nil)): mailbox.put(.engine(.answered(item: index, .yes)))
        case .success((let attempt, let condition?)):
            let task = _Concurrency.Task.detached(executorPreference: runner.configuration.executor) {
                [mailbox, launcher = runner.launcher] in
                _ = mailbox.put(.engine(.answered(item: index, await launcher.check(condition, for: attempt))))
            }
            each.looks(for: attempt, in: task)
        }
    }

    /// What the launcher is given: the invocation with folders as paths.
    private func attempt(_ number: Int, of index: Int) -> Result<(Attempt, RenderedProbe.Condition?), RenderingError> {
        let item = engine.plan.items[index]
        let part = part(of: index)
        return Result { () throws(RenderingError) in
            let path = runner.folder.attempt(number, of: item.name, ds: item.key.ds)
            let invocation = try part.plan.invocation(
                of: item, in: part.planner.graph, folders: runner.folder.folders(of: path))
            var attempt = Attempt(
                task: item.name, ds: item.key.ds, number: number, runKey: "\(item.subject)@\(item.key.ds)",
                process: nil, folder: path, destination: runner.folder.destination(of: item.subject, ds: item.key.ds),
                published: runner.folder.published, grace: runner.grace)
            switch invocation {
            case .nothing: return (attempt, nil)
            case .probe(let probe): return (attempt, probe.condition)
            case .process(let process):
                attempt.process = process
                return (attempt, nil)
            }
        }
    }

    /// Waits for the attempts that an earlier process has begun of some items.
    mutating func takeUp(_ places: Range<Int>) {
        if resumed.isEmpty { return }
        for index in places {
            guard let each = resumed.removeValue(forKey: engine.plan.items[index].key) else { continue }
            if each.history.attempts > 0 { ledger.noteExecuted(index, in: engine.plan) }
            if let settled = each.history.settled {
                ledger.settle(index, as: settled, each, in: engine.plan)
                continue
            }
            guard let running = each.history.running, engine.state(of: index) == .running else { continue }
            ledger[index].attempt = (running.number, each.startedAt)
            ledger[index].began = each.began
            guard let handle = each.handle, case .success(let (attempt, _)) = attempt(running.number, of: index) else {
                continue
            }
            let own = AttemptWork(runner.launcher)
            work[index] = own
            own.started(handle)
            _Concurrency.Task.detached(executorPreference: runner.configuration.executor) {
                [mailbox, launcher = runner.launcher] in
                mailbox.put(.ended(item: index, await launcher.wait(for: attempt, handle)))
            }
        }
    }

    /// Ends what runs when nothing can be recorded any more. Whoever asks for a stop meanwhile wants no grace to be given.
    mutating func endAll() async {
        for each in workInOrder { each.end() }
        while !work.isEmpty {
            for letter in await mailbox.take() {
                switch letter {
                case .ended(let item, _), .engine(.answered(let item, _)): work[item] = nil
                case .engine(let event) where event.isStop: for each in workInOrder { each.kill() }
                case .extend: letter.refuse()
                case .engine, .started, .noticed, .letGo: break
                }
            }
        }
    }
}
