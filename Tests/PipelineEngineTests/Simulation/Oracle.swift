import Dataswarm
import PipelineEngine
import PipelineGraph
import PipelineStore

/// Tells what becomes of every task without an engine: from what its attempts do and what it waits for, in one walk.
struct Oracle {
    let world: World
    /// What was seen, for what no one can know beforehand: a probe with a timeout may or may not get its slot in time.
    let attempts: [[Attempted]]

    /// What becomes of each item, and after how many attempts, where nobody disturbs the run.
    var fates: [(state: TaskState, attempts: Int)] {
        var fates: [(state: TaskState, attempts: Int)] = []
        for index in world.plan.items.indices {
            let upstream = world.plan.items[index].upstream.map { fates[$0].state }
            fates.append(fate(of: index, upstream))
        }
        return fates
    }

    private func fate(of index: Int, _ upstream: [TaskState?]) -> (state: TaskState, attempts: Int) {
        let item = world.plan.items[index]
        if item.isGroup { return (Rules.group(upstream)!, 0) }
        if let state = item.stateWithoutRunning { return (state, 0) }
        if let refusal = Rules.refusal(item.rule, upstream) { return (refusal, 0) }
        if item.invocation == .nothing { return (.succeeded, 0) }
        var policy = Policy(item)
        while true {
            let count = policy.attempts + 1
            guard let outcome = outcome(of: index, attempt: count) else { return (.skipped, count) }
            policy.note(outcome)
            if !policy.goesOn { return (outcome.state == .lost ? .failed : outcome.state, count) }
        }
    }

    /// How an attempt ends; `nil` where it was not seen that should have been.
    private func outcome(of index: Int, attempt: Int) -> AttemptOutcome? {
        let item = world.plan.items[index]
        let script = Script(seed: world.seed, item: index, attempt: item.attempts + attempt)
        let timeout = item.settings.timeout?.wholeMilliseconds
        var attempted = Attempted(number: item.attempts + attempt, claimedAt: 0)
        if case .probe = item.invocation {
            if timeout != nil { return attempt <= attempts[index].count ? attempts[index][attempt - 1].outcome : nil }
            attempted.answer = script.answer
        } else if let timeout, script.duration > timeout {
            attempted.request = .timeout
            attempted.end = script.duration <= timeout + script.slowness ? script.end : script.endOnRequest
        } else {
            attempted.end = script.end
        }
        return attempted.expectedOutcome(timeout: "", holdReason: nil)
    }

    /// Whether a task can have come to that state in a run that was stopped, after what was seen of it.
    func canBe(_ state: TaskState, _ index: Int, in states: [TaskState]) -> Bool {
        let item = world.plan.items[index]
        let upstream: [TaskState?] = item.upstream.map { states[$0] }
        if item.isGroup { return state == Rules.group(upstream) }
        if let decided = item.stateWithoutRunning { return state == decided }
        guard let last = attempts[index].last?.outcome else {
            if state == .cancelled { return true }
            if let refusal = Rules.refusal(item.rule, upstream) { return state == refusal }
            return state == .succeeded && item.invocation == .nothing
        }
        let policy = Policy(item, after: attempts[index])
        if policy.goesOn { return state == .cancelled || state == last.state }
        return state == (last.state == .lost ? .failed : last.state)
    }
}

extension PlanItem {
    /// What the plan has decided about a task that it does not run.
    fileprivate var stateWithoutRunning: TaskState? {
        switch decision {
        case .run: nil
        case .skip: .succeeded
        case .skipAgain: .skipped
        case .hold: .upstreamFailed
        }
    }
}
