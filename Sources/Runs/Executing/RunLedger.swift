import Dataswarm
import PipelineEngine
import PipelineGraph
import PipelineRecord

/// What a run knows of its items: what is on record of each by now, and what is to be recorded by an effect.
struct RunLedger {
    private(set) var items: ArraySlice<Entry> = []
    /// What has become of the items that it has let go of.
    private var past = RunSummary()
    /// The resources that are on record as live for a ds, by what this run has done and found.
    private var live: Set<RunSummary.LeftResource> = []
    /// Those that an earlier run has left.
    private var leftovers: Set<RunSummary.LeftResource> = []

    /// What is known of an item.
    struct Entry {
        /// The final state; `nil` while there is none, and for groups.
        var state: TaskState?
        let isGroup: Bool
        var wasDoneBefore = false
        /// Whether an attempt has been started in this run, so that something may be there.
        var wasExecuted = false
        /// Its last attempt in this run.
        var attempt: (number: Int, beganAt: Int64)?
        var duration: Int64?
        var reason = ""
        /// The place of its last success on which the run's decisions stand; `nil` where it has none.
        var seen: Int64?
        /// How many successes there were when its attempt began.
        var began: Int64?
        /// What its attempt has used, until that is recorded.
        var measures: AttemptMeasures?
        /// Why it has not started though it could.
        var obstruction: Obstruction?
        var wasTakenOver = false
        /// The place of the latest success that it stands on, of what has settled in this run.
        var standsOn: Int64 = 0
    }

    /// Takes up items of a plan that come behind those that there are.
    mutating func extend(with plan: RunPlan, _ places: Range<Int>) {
        for index in places {
            let item = plan.items[index]
            var entry = Entry(isGroup: item.isGroup)
            (entry.seen, entry.standsOn) = (item.seen, item.standsOn)
            switch item.decision {
            case .skip where !item.isGroup: (entry.state, entry.wasDoneBefore) = (.succeeded, true)
            case .skipAgain where !item.isGroup: entry.state = .skipped
            default: break
            }
            items.append(entry)
            if let role = item.resource, role.isLeftover {
                let left = RunSummary.LeftResource(name: role.name, ds: item.key.ds)
                live.insert(left)
                leftovers.insert(left)
            }
        }
    }

    /// Takes note of what an earlier process has made of an item in this run.
    mutating func settle(_ index: Int, as state: TaskState, _ item: ResumedItem, in plan: RunPlan) {
        (items[index].state, items[index].reason) = (state, item.reason)
        items[index].attempt = (item.number, item.startedAt)
        if state == .succeeded { noteResource(of: plan.items[index]) }
    }

    subscript(index: Int) -> Entry {
        get { items[index] }
        set { items[index] = newValue }
    }

    // MARK: What has become of it

    /// What has become of all by now.
    func summary(in plan: RunPlan) -> RunSummary {
        var summary = summary(of: plan.items.indices, in: plan, after: past)
        summary.live = sorted(live)
        return summary
    }

    /// What has become of some items by now.
    func summary(of places: Range<Int>, in plan: RunPlan, after past: RunSummary = RunSummary()) -> RunSummary {
        var summary = past
        var datestamps: Set<String> = []
        for index in places {
            let entry = items[index]
            let key = plan.items[index].key
            datestamps.insert(key.ds)
            if entry.isGroup { continue }
            if let state = entry.state {
                // What was passed over before is not counted: nothing has become of it here.
                if state != .skipped || !plan.items[index].decision.isPassedOver {
                    summary.counts[state, default: 0] += 1
                }
                if state == .failed {
                    summary.failures.append(.init(key: key, number: entry.attempt?.number ?? 0, reason: entry.reason))
                }
                if state == .cancelled || state == .lost { summary.left.append(key) }
            }
            if entry.wasDoneBefore { summary.skipped += 1 }
            if entry.wasTakenOver { summary.takenOver += 1 }
            if let duration = entry.duration { summary.durations.append((key, duration)) }
        }
        summary.live = sorted(live.filter { datestamps.contains($0.ds) })
        return summary
    }

    private func sorted(_ resources: Set<RunSummary.LeftResource>) -> [RunSummary.LeftResource] {
        resources.sorted { ($0.ds, $0.name) < ($1.ds, $1.name) }
    }

    /// Whether a resource is on record as live for a ds.
    func hasLiveResource(_ ds: Datestamp) -> Bool {
        if live.isEmpty { return false }
        let ds = ds.description
        return live.contains { $0.ds == ds }
    }

    /// Lets go of all items before a place, which have come to an end; what has become of them is kept as numbers and names.
    mutating func forget(before place: Int, in plan: RunPlan) {
        past = summary(of: items.startIndex..<place, in: plan, after: past)
        // Of 100,000 datestamps nobody wants to know more than which tasks were slow.
        if past.durations.count > 2 * RunLedger.slowest {
            past.durations = Array(
                past.durations.sorted { $0.milliseconds > $1.milliseconds }.prefix(RunLedger.slowest))
        }
        items = items[place...]
    }

    private static let slowest = 100

    /// What is to be said when nothing can be recorded any more.
    func failure(_ cause: StoreError, in plan: RunPlan) -> RunFailure {
        let left = plan.items.indices.filter { !items[$0].isGroup && items[$0].state == nil }.map { plan.items[$0].key }
        return RunFailure(
            cause: cause, done: items.count { $0.state == .succeeded } + (past.counts[.succeeded] ?? 0), left: left)
    }

    // MARK: To be recorded

    /// What is recorded for an effect, but for claims.
    func transitions(for effect: Effect, in plan: RunPlan) -> [Transition] {
        switch effect {
        case .claim, .look, .end, .takeOver: return []
        case .withdraw(let index): return [.waitEnded(plan.items[index].key)]
        case .rest(let index): return [.slotsGivenBack(plan.items[index].key)]
        case .execute(let index, _):
            // From here on it may be there.
            guard let role = plan.items[index].resource, role.kind == .create else { return [] }
            return [.resourceBegan(resource: role.name, ds: plan.items[index].key.ds)]
        case .close(let index, let number, let outcome):
            return [.attemptEnded(plan.items[index].key, number: number, outcome, items[index].measures)]
        case .change(let index, .succeeded, _): return success(of: plan.items[index], items[index])
        case .change(let index, .skipped, _) where isTwin(plan.items[index]): return []
        case .change(let index, .skipped, let reason) where ExitSkip.code(of: reason) != nil:
            let item = plan.items[index]
            let invocation = InvocationRecord.text(of: item.invocation)
            return [.taskSkipped(item.key, reason: reason, invocation: invocation, began: items[index].began)]
        case .change(let index, let state, let reason):
            let item = plan.items[index]
            let change = Transition.taskChanged(item.key, state, reason: reason, seen: items[index].seen)
            // What was begun is to be destroyed, however it ended: until then nobody else may create it.
            let isBegun = item.resource?.kind == .create && state.isFinal && items[index].wasExecuted
            return isBegun ? [change, .claimKept(item.key)] : [change]
        }
    }

    private func success(of item: PlanItem, _ entry: Entry) -> [Transition] {
        let invocation = InvocationRecord.text(of: item.invocation)
        if item.executesNothing { return [.nothingSucceeded(item.key, invocation: invocation, seen: entry.seen)] }
        var transitions: [Transition] = [.taskSucceeded(item.key, invocation: invocation, began: entry.began)]
        guard let role = item.resource else { return transitions }
        switch role.kind {
        case .create:
            // No other run may create it, or count on it, before this one has destroyed it.
            transitions += [.claimKept(item.key), .resourceBegan(resource: role.name, ds: item.key.ds)]
        case .destroy:
            let creation = TaskKey("\(role.name).create", ds: item.key.ds)
            transitions += [.resourceEnded(resource: role.name, ds: item.key.ds), .claimGivenUp(creation)]
        }
        return transitions
    }

    /// Whether a step destroys what another step of the run destroys as well, for an earlier run has left it. Where there is
    /// nothing to be done, what became of that one stays on record.
    private func isTwin(_ item: PlanItem) -> Bool {
        guard let role = item.resource else { return false }
        return role.kind == .destroy && !role.isLeftover
            && leftovers.contains(.init(name: role.name, ds: item.key.ds))
    }

    // MARK: Recorded

    /// Takes note of what is on record now.
    mutating func note(_ effect: Effect, at time: Int64, in plan: RunPlan) -> RunEvent? {
        switch effect {
        case .close(let index, let number, let outcome):
            defer { items[index].measures = nil }
            if let beganAt = items[index].attempt?.beganAt, outcome.state != .cancelled, outcome.state != .lost {
                items[index].duration = max(0, time - beganAt)
            }
            return .attemptEnded(plan.items[index].key, number: number, outcome, items[index].measures, at: time)
        case .change(let index, let state, let reason):
            if state.isFinal { items[index].state = state }
            items[index].reason = reason
            items[index].obstruction = nil
            if state == .succeeded { noteResource(of: plan.items[index]) }
            return .taskChanged(plan.items[index].key, state, reason: reason, at: time)
        case .takeOver(let index):
            items[index].state = .succeeded
            items[index].wasTakenOver = true
            if plan.items[index].resource != nil { noteResource(of: plan.items[index]) }
            var run: Int64?
            if case .run(let other, _)? = items[index].obstruction { run = other }
            items[index].obstruction = nil
            return .tookOver(plan.items[index].key, run: run, at: time)
        case .execute(let index, _):
            noteExecuted(index, in: plan)
            return nil
        case .claim, .withdraw, .rest, .look, .end: return nil
        }
    }

    /// Takes note of an attempt that has been started, here or by an earlier process.
    mutating func noteExecuted(_ index: Int, in plan: RunPlan) {
        items[index].wasExecuted = true
        if plan.items[index].resource?.kind == .create { noteResource(of: plan.items[index]) }
    }

    private mutating func noteResource(of item: PlanItem) {
        guard let role = item.resource else { return }
        let resource = RunSummary.LeftResource(name: role.name, ds: item.key.ds)
        if role.kind == .create { live.insert(resource) } else { live.remove(resource) }
    }

    // MARK: What stands on what

    /// The place of the latest success that an item stands on, by what this run knows; 0 where its rule does not ask for that.
    func basis(of index: Int, in plan: RunPlan) -> Int64 {
        switch plan.items[index].settings.when ?? .allSucceeded {
        case .allSucceeded, .allDone, .noneFailed:
            plan.items[index].upstream.reduce(items[index].standsOn) { max($0, order(of: $1, in: plan)) }
        case .oneSucceeded, .oneFailed, .always: 0
        }
    }

    private func order(of index: Int, in plan: RunPlan) -> Int64 {
        guard items[index].isGroup else { return items[index].state == .succeeded ? items[index].seen ?? 0 : 0 }
        var latest: Int64 = 0
        var stack = plan.items[index].upstream
        while let other = stack.popLast() {
            if items[other].isGroup {
                stack += plan.items[other].upstream
            } else {
                latest = max(latest, order(of: other, in: plan))
            }
        }
        return latest
    }
}

extension Decision {
    /// Whether its rule passed the task over before.
    fileprivate var isPassedOver: Bool { if case .skipAgain = self { true } else { false } }
}

extension PlanItem {
    /// Whether it is a task that succeeds without anything being executed, and that no run claims.
    var executesNothing: Bool {
        guard case .nothing = invocation else { return false }
        return resource == nil && !isGroup
    }
}
