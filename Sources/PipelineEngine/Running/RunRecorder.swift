import Dataswarm
import PipelineGraph
import PipelineStore

/// Puts the engine's effects on record, all of a step in one transaction, and then tells the observer.
struct RunRecorder {
    var summary = RunSummary()
    private let plan: Plan
    private let store: Store
    private let run: Int64
    private let observer: any RunObserver
    private var beganAt: [Int: Int64] = [:]

    init(_ plan: Plan, store: Store, run: Int64, observer: any RunObserver) {
        self.plan = plan
        self.store = store
        self.run = run
        self.observer = observer
        summary.skipped = plan.skipCount
        summary.counts[.succeeded] = plan.skipCount
    }

    mutating func record(_ effects: [Effect], at time: Int64) throws(StoreError) {
        let transitions = effects.compactMap(transition)
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
        case .change(let item, let state, let reason):
            return .taskChanged(task: plan.items[item].name, ds: ds, state: state, reason: reason)
        case .execute, .look, .end: return nil
        }
    }

    private mutating func note(_ effect: Effect, at time: Int64) {
        switch effect {
        case .claim(let item, let number):
            beganAt[item] = time
            observer.attemptBegan(plan.items[item], number: number, at: time)
        case .close(let item, let number, let outcome):
            if let began = beganAt.removeValue(forKey: item), outcome.state != .cancelled {
                summary.durations.append((plan.items[item].name, max(0, time - began)))
            }
            if outcome.state == .failed { lastNumber[item] = number }
            observer.attemptEnded(plan.items[item], number: number, outcome, at: time)
        case .change(let item, let state, let reason):
            if state != .waiting { summary.counts[state, default: 0] += 1 }
            if state == .failed {
                summary.failures.append((plan.items[item], lastNumber[item] ?? 0, reason))
            }
            observer.taskChanged(plan.items[item], state, reason: reason, at: time)
        case .execute, .look, .end: break
        }
    }

    private var lastNumber: [Int: Int] = [:]
}
