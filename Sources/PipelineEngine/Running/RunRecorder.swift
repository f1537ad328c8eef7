import Dataswarm
import PipelineGraph
import PipelineRecord
import SQLiteStore

/// Puts the engine's effects on record, all of a step in one transaction, and then tells the observer.
struct RunRecorder {
    private let plan: Plan
    private let store: SQLiteStore
    private let run: Int64
    private let observer: any RunObserver
    private var counts: [TaskState: Int] = [:]
    /// The last attempt of each item that has had one.
    private var attempts: [Int: (number: Int, beganAt: Int64)] = [:]
    private var durations: [Int: Int64] = [:]
    private var failures: [Int: String] = [:]
    private var left: [Int] = []
    /// Whether something final is still to be recorded about an item.
    private var isOpen: [Bool]
    /// The resources that are on record as live.
    private var live: [String]
    /// Those that an earlier run has left.
    private let leftovers: Set<String>

    init(_ plan: Plan, store: SQLiteStore, run: Int64, observer: any RunObserver) {
        self.plan = plan
        self.store = store
        self.run = run
        self.observer = observer
        counts[.succeeded] = plan.skipCount
        isOpen = plan.items.map { item in
            switch item.decision {
            case .run, .hold: !item.isGroup
            case .skip, .skipAgain: false
            }
        }
        live = plan.items.compactMap { $0.resource.flatMap { $0.isLeftover ? $0.name : nil } }
        leftovers = Set(live)
    }

    /// What is on record by now.
    var summary: RunSummary {
        var summary = RunSummary()
        summary.counts = counts
        summary.skipped = plan.skipCount
        summary.failures = failures.sorted { $0.key < $1.key }.map { item, reason in
            (plan.items[item], attempts[item]?.number ?? 0, reason)
        }
        summary.left = left.sorted().map { plan.items[$0].name }
        summary.live = live.sorted()
        summary.durations = durations.sorted { $0.key < $1.key }.map { (plan.items[$0].name, $1) }
        return summary
    }

    /// What is to be said when nothing can be recorded any more.
    func failure(_ cause: StoreError) -> RunFailure {
        let left = plan.items.indices.filter { isOpen[$0] }.map { plan.items[$0].name }
        return RunFailure(cause: cause, done: counts[.succeeded] ?? 0, left: left)
    }

    mutating func record(_ effects: [Effect], at time: Int64) throws(StoreError) {
        let transitions = effects.flatMap { [transition($0), resourceTransition($0)].compactMap(\.self) }
        if !transitions.isEmpty { try store.commit(transitions, run: run, at: time) }
        for effect in effects { note(effect, at: time) }
    }

    private func transition(_ effect: Effect) -> Transition? {
        let ds = plan.ds.description
        switch effect {
        case .claim(let item, let number):
            let invocation = InvocationRecord.text(of: plan.items[item].invocation)
            return .attemptStarted(task: plan.items[item].name, ds: ds, number: number, invocation: invocation)
        case .close(let item, let number, let outcome):
            return .attemptEnded(task: plan.items[item].name, ds: ds, number: number, outcome: outcome)
        case .change(let item, .succeeded, _):
            let invocation = InvocationRecord.text(of: plan.items[item].invocation)
            return .taskSucceeded(task: plan.items[item].name, ds: ds, invocation: invocation)
        case .change(let item, .skipped, _) where isTwin(plan.items[item]): return nil
        case .change(let item, let state, let reason):
            return .taskChanged(task: plan.items[item].name, ds: ds, state: state, reason: reason)
        case .execute, .look, .end: return nil
        }
    }

    /// Whether a step destroys what another step of the run destroys as well, for an earlier run has left it. Where there is
    /// nothing to be done, what became of that one stays on record.
    private func isTwin(_ item: PlanItem) -> Bool {
        guard let role = item.resource else { return false }
        return role.kind == .destroy && !role.isLeftover && leftovers.contains(role.name)
    }

    /// What becomes of a resource by an effect, in the transaction of that.
    private func resourceTransition(_ effect: Effect) -> Transition? {
        let ds = plan.ds.description
        switch effect {
        case .claim(let item, _), .change(let item, .succeeded, _):
            guard let resource = plan.items[item].resource else { return nil }
            switch resource.kind {
            case .create: return .resourceBegan(resource: resource.name, ds: ds)
            case .destroy:
                guard case .change = effect else { return nil }
                return .resourceEnded(resource: resource.name, ds: ds)
            }
        default: return nil
        }
    }

    private mutating func note(_ effect: Effect, at time: Int64) {
        switch resourceTransition(effect) {
        case .resourceBegan(let resource, _): if !live.contains(resource) { live.append(resource) }
        case .resourceEnded(let resource, _): live.removeAll { $0 == resource }
        default: break
        }
        switch effect {
        case .claim(let item, let number):
            attempts[item] = (number, time)
            observer.attemptBegan(plan.items[item], number: number, at: time)
        case .close(let item, let number, let outcome):
            if let beganAt = attempts[item]?.beganAt, outcome.state != .cancelled, outcome.state != .lost {
                durations[item] = max(0, time - beganAt)
            }
            observer.attemptEnded(plan.items[item], number: number, outcome, at: time)
        case .change(let item, let state, let reason):
            if state.isFinal {
                counts[state, default: 0] += 1
                isOpen[item] = false
            }
            if state == .failed { failures[item] = reason }
            if state == .cancelled || state == .lost { left.append(item) }
            observer.taskChanged(plan.items[item], state, reason: reason, at: time)
        case .execute, .look, .end: break
        }
    }
}
