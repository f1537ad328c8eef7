import Dataswarm
import PipelineEngine
import PipelineGraph
import PipelineRecord

/// A run at work: carries the engine's effects to the store and the launcher, and what happens back to the engine.
///
/// Everything is decided in one place, one step after the other; only attempts, looks and the store's writing go on beside it.
struct RunLoop {
    let run: Int64
    let runner: Runner
    let mailbox: Mailbox<Letter>
    let listeners: [any RunListener]
    var engine: Engine
    var ledger = RunLedger()
    /// What is under way.
    var work: [Int: AttemptWork] = [:]
    var workInOrder: [AttemptWork] { work.sorted { $0.key < $1.key }.map(\.value) }
    /// The attempts that have ended, until that is on record.
    private var unrecorded: [Int: AttemptHandle] = [:]
    private var alarm: Alarm
    private var isLetGo = false
    /// What the run is about, part by part, as the engine counts them.
    var parts: ArraySlice<RunPart> = []
    /// What is still to be taken up.
    var pending: PendingParts
    /// What an earlier process has begun in this run, until the part is taken up in which it is.
    var resumed: [TaskKey: ResumedItem]
    var unplanned: [String] = []
    /// Those of them that were found when the run was prepared, to be told first.
    private let refused: [RefusedDatestamp]
    var stopReason: String?
    /// Destructions of what other runs have left, by the creations that wait for them.
    var clearings: [Int: Clearing] = [:]
    /// Tasks that execute nothing and have settled, of which another run has put that on record first.
    private var unsettled: [Int] = []
    /// What is to be done of what was taken up in the middle of a step.
    var added: [Effect] = []
    let beganAt: Int64
    /// How many turns had ended when there was no room for another ds.
    var turnsLookedAt = -1
    /// What the run was asked for first.
    let request: RunRequest
    /// The slots of each pool that has a limit.
    private let pools: [String: Int]

    init(
        run: Int64, _ prepared: PreparedRun, _ runner: Runner, _ mailbox: Mailbox<Letter>,
        _ listeners: [any RunListener], resuming left: LeftRun? = nil
    ) {
        self.run = run
        resumed = Dictionary((left?.items ?? []).map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        if left?.record.cancellation != nil { stopReason = LeftRun.stopReason }
        self.runner = runner
        self.mailbox = mailbox
        self.listeners = listeners
        let planner = prepared.planner
        alarm = Alarm(runner.clock, mailbox, on: runner.configuration.executor)
        beganAt = runner.clock.steadyTime
        let limits = Limits(jobs: planner.request.jobs ?? runner.jobs, pools: planner.graph.pools)
        pools = limits.pools
        engine = Engine(
            prepared.first.plan, limits: limits, failureMode: planner.failureMode, seed: UInt64(bitPattern: run),
            turns: planner.turns(for: prepared.first.ds))
        pending = left?.pending ?? PendingParts(planner, prepared.rest)
        ledger.extend(with: engine.plan, engine.plan.items.indices)
        refused = prepared.refused
        request = planner.request
        parts = [RunPart(planner, prepared.first, engine.plan.items.indices, at: beganAt)]
    }

    /// Executes the run to its end, or until this process lets go of it.
    mutating func execute(_ first: PlannedPart) async throws(RunFailure) -> RunSummary {
        defer {
            alarm.set(for: nil)
            runner.watch.forget(run)
        }
        tell(problemsOf: first)
        for each in refused {
            unplanned.append(each.ds)
            tell(.planFailed(ds: each.ds, problems: each.problems))
        }
        tell(planned: first)
        var effects = engine.start(at: beganAt, after: { [resumed] in resumed[$0]?.history }, stopped: stopReason)
        takeUp(engine.plan.items.indices)
        effects += try await partsUnderWay()
        while true {
            try await take(effects)
            endParts()
            if isReadyForMore(), let more = try await nextPart() {
                effects = more
                continue
            }
            if engine.isFinished { return try await end() }
            runner.watch.run(run, waits: engine.waitsForOthers, mailbox)
            alarm.set(for: engine.nextWake)
            effects = try await hear(await mailbox.take())
            if isLetGo {
                var summary = ledger.summary(in: engine.plan)
                (summary.run, summary.ds, summary.wasLetGo) = (run, request.ds, true)
                return summary
            }
        }
    }

    // MARK: Hearing

    private mutating func hear(_ letters: [Letter]) async throws(RunFailure) -> [Effect] {
        var events: [Event] = []
        for letter in letters {
            switch letter {
            case .engine(let event):
                if case .answered(let item, _) = event {
                    work[item] = nil
                    if engine.isGone(item) { continue }
                }
                if case .stop(let reason) = event {
                    // Asked again, there is no grace.
                    if stopReason != nil { for each in workInOrder { each.kill() } }
                    try await noteStop(isRepeated: stopReason != nil)
                    stopReason = stopReason ?? reason
                }
                if case .othersChanged = event { events += try await doneWithoutResources() }
                events.append(event)
            case .started(let item, let number, let handle):
                try await commit([.attemptStarted(engine.plan.items[item].key, number: number, handle: handle.text)])
            case .ended(let item, let result):
                ledger[item].measures = result.measures
                unrecorded[item] = work.removeValue(forKey: item)?.handle
                events.append(.ended(item: item, result.end, remark: result.remark))
            case .noticed(let notices): for notice in notices { tell(.noticed(notice)) }
            case .letGo: isLetGo = true
            case .extend(let planner, let answer):
                if let effects = try await extend(by: planner, answer) { try await take(effects) }
            }
        }
        let effects = engine.handle(events, at: runner.clock.steadyTime)
        return effects
    }

    /// Tasks that wait for a resource that another run has, and that such a run has done meanwhile: for them it is not wanted.
    private func doneWithoutResources() async throws(RunFailure) -> [Event] {
        var events: [Event] = []
        for creation in engine.itemsHeldElsewhere where engine.plan.items[creation].resource?.kind == .create {
            for user in engine.plan.items.indices
            where engine.plan.items[user].uses.contains(creation) && !engine.state(of: user).isFinal {
                let key = engine.plan.items[user].key
                guard
                    let record = try await kept({ () async throws(StoreError) in try await runner.store.record(key) }),
                    record.successOrder != ledger[user].seen, isCurrent(user, record)
                else { continue }
                events.append(.doneElsewhere(item: user))
            }
        }
        return events
    }

    // MARK: Steps

    /// Records effects, answers what was claimed, and does the rest, until nothing more comes of it.
    private mutating func take(_ first: [Effect]) async throws(RunFailure) {
        var effects = first
        while !effects.isEmpty {
            effects = try await takingOver(effects)
            let answers = try await record(effects)
            for effect in effects { carryOut(effect) }
            (effects, added) = (added, [])
            if !answers.isEmpty { effects += engine.handle(answers, at: runner.clock.steadyTime) }
        }
    }

    /// Puts all of a step on record in one transaction, and then tells of it.
    ///
    /// - Returns: what has come of its claims.
    private mutating func record(_ effects: [Effect]) async throws(RunFailure) -> [Event] {
        var transitions: [Transition] = []
        var claims: [(item: Int, isNew: Bool)] = []
        var answers: [Event] = []
        for effect in effects {
            if case .claim(let item, let isNew) = effect {
                if let verdict = try await verdictOnLeftovers(item) {
                    answers.append(.claimed(item: item, verdict))
                    // What must be destroyed first may need a slot for which this one stands in line.
                    if verdict == .held { transitions.append(.waitEnded(engine.plan.items[item].key)) }
                    continue
                }
                claims.append((item, isNew))
                transitions.append(.claim(claim(item, isNew)))
            } else if case .change(let item, _, _) = effect, engine.isPreceded(item) {
                // What is on record of the key is about the item before it.
                continue
            } else {
                transitions += ledger.transitions(for: effect, in: engine.plan)
            }
        }
        if transitions.isEmpty {
            // What another run has done is on record already, and told all the same.
            note(effects, places: [])
            return answers
        }
        var result = try await commit(transitions)
        note(effects, places: result.places)
        for index in unsettled { try await settleAgain(index) }
        unsettled = []
        while !claims.isEmpty {
            var again: [(item: Int, isNew: Bool)] = []
            for ((item, isNew), answer) in zip(claims, result.claims) {
                if let verdict = try await verdict(item, isNew, answer) {
                    answers.append(.claimed(item: item, verdict))
                } else {
                    again.append((item, isNew))
                }
            }
            claims = []
            for (item, isNew) in again {
                // What others have left meanwhile is destroyed first, as ever.
                if let verdict = try await verdictOnLeftovers(item) {
                    answers.append(.claimed(item: item, verdict))
                    if verdict == .held { try await commit([.waitEnded(engine.plan.items[item].key)]) }
                } else {
                    claims.append((item, isNew))
                }
            }
            if !claims.isEmpty {
                result = try await commit(claims.map { .claim(claim($0.item, $0.isNew)) })
            }
        }
        return answers
    }

    private func claim(_ index: Int, _ isNew: Bool) -> ClaimRequest {
        let item = engine.plan.items[index]
        let slots = item.pools.compactMap { pool in
            pools[pool.name].map { limit in
                SlotClaim(pool.name, slots: min(pool.slots, limit), limit: limit)
            }
        }
        var request = ClaimRequest(
            item.key, invocation: InvocationRecord.text(of: item.invocation), slots: slots, seen: ledger[index].seen,
            isNewAttempt: isNew)
        if let role = item.resource {
            // Between seeing that something is left and destroying it, another run may begin to create it anew.
            request.excluded = TaskKey("\(role.name).\(role.kind == .create ? "destroy" : "create")", ds: item.key.ds)
        }
        return request
    }

    /// What an answer means for the engine; `nil` where the claim is to be asked for again, as things stand now.
    private mutating func verdict(_ index: Int, _ isNew: Bool, _ answer: ClaimAnswer) async throws(RunFailure)
        -> ClaimVerdict?
    {
        let now = runner.clock.wallTime
        let key = engine.plan.items[index].key
        switch answer {
        case .granted(let number, let began):
            if isNew {
                ledger[index].began = began
                ledger[index].attempt = (number, now)
                ledger[index].obstruction = nil
                noteKept(index)
                tell(.attemptBegan(key, number: number, at: now))
                // Between seeing that nothing is left and the grant, the run may have died that had it.
                if try await isLeftMeanwhile(index) { return .early(number: number) }
            }
            return .granted(number: number)
        case .held(let claim):
            if try await recoverIfDead(claim.owner) { return nil }
            if claim.key == key, try await waitsInACircle(index, claim.run) {
                return .impossible(
                    "run \(claim.run) keeps it, and waits for a resource that this run keeps: run it again once that run has ended"
                )
            }
            obstruct(index, .run(claim.run, since: claim.since), at: now)
            return .held
        case .full(let pool, let runs):
            if try await recoverDead(among: runs) { return nil }
            obstruct(index, .pool(pool, runs: runs.subtracting([run])), at: now)
            return .full(pool: pool)
        case .changed(let record):
            defer { ledger[index].seen = record.successOrder }
            return isCurrent(index, record) ? .done : nil
        }
    }

    private mutating func obstruct(_ index: Int, _ obstruction: Obstruction, at now: Int64) {
        if ledger[index].obstruction == obstruction { return }
        ledger[index].obstruction = obstruction
        tell(.waits(engine.plan.items[index].key, obstruction, at: now))
    }

    /// Whether what another run has put on record is what this run would do now.
    func isCurrent(_ index: Int, _ record: TaskRecord) -> Bool {
        let item = engine.plan.items[index]
        // Whether what was left is there is to be seen before it is asked for.
        if item.resource != nil { return false }
        guard record.state == .succeeded, let invocation = record.invocation, let began = record.beganOrder,
            InvocationRecord.matches(invocation, item.invocation)
        else { return false }
        // What began after somebody asked for it to be done anew is as new as what we would do.
        let part = part(of: index)
        if part.planner.request.force, record.attempts <= part.underWay[record.key] ?? 0 { return false }
        return began >= ledger.basis(of: index, in: engine.plan)
    }

    mutating func note(_ effects: [Effect], places: [Int64?]) {
        let now = runner.clock.wallTime
        var places = places[...]
        for effect in effects {
            if case .change(let index, .succeeded, _) = effect {
                guard let place = places.popFirst() ?? nil else {
                    unsettled.append(index)
                    continue
                }
                (ledger[index].seen, ledger[index].began) = (place, nil)
            }
            if case .close(let index, _, _) = effect, let handle = unrecorded.removeValue(forKey: index) {
                runner.launcher.forget(handle)
            }
            if let event = ledger.note(effect, at: now, in: engine.plan) { tell(event) }
            switch effect {
            case .change(let index, let state, _) where state.isFinal:
                noteClearing(index)
                if state != .succeeded, engine.plan.items[index].resource?.kind == .destroy { noteKept(index) }
            case .takeOver(let index): noteClearing(index)
            default: break
            }
        }
    }

    func part(of index: Int) -> RunPart { parts[engine.part(of: index)] }

    func tell(_ event: RunEvent) { for listener in listeners { listener.hear(event) } }

    @discardableResult
    func commit(_ transitions: [Transition]) async throws(RunFailure) -> CommitResult {
        let result = try await kept { () async throws(StoreError) in
            try await runner.store.commit(transitions, run: run, at: runner.clock.wallTime)
        }
        runner.watch.somethingChanged()
        return result
    }

    /// What the store answers, or the end of the run where it does not.
    func kept<Result>(_ body: () async throws(StoreError) -> Result) async throws(RunFailure) -> Result {
        do throws(StoreError) { return try await body() } catch { throw ledger.failure(error, in: engine.plan) }
    }
}
