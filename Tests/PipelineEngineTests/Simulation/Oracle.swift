import Dataswarm
import PipelineEngine
import PipelineGraph
import PipelineRecord

/// Tells what becomes of every task without an engine: from what its attempts do and what it waits for, in one walk.
struct Oracle {
    let world: World
    /// What was seen, for what no one can know beforehand: a probe with a timeout may or may not get its slot in time.
    let attempts: [[Attempted]]

    /// What becomes of each item, and after how many attempts, where nobody disturbs the run.
    var fates: [(state: TaskState, attempts: Int)] {
        var known = [(state: TaskState, attempts: Int)?](repeating: nil, count: world.plan.items.count)
        return world.plan.items.indices.map { fate(of: $0, &known) }
    }

    /// Whether anyone could tell beforehand: of two resources that a task needs, the one may not be created, and how far the
    /// other comes until then is a matter of time.
    var isCertain: Bool {
        var known = [(state: TaskState, attempts: Int)?](repeating: nil, count: world.plan.items.count)
        return world.plan.items.allSatisfy { item in
            item.uses.count < 2 || item.uses.allSatisfy { fate(of: $0, &known).state == .succeeded }
        }
    }

    private func fate(
        of index: Int, _ known: inout [(state: TaskState, attempts: Int)?]
    ) -> (state: TaskState, attempts: Int) {
        if let fate = known[index] { return fate }
        let fate = newFate(of: index, &known)
        known[index] = fate
        return fate
    }

    private func newFate(
        of index: Int, _ known: inout [(state: TaskState, attempts: Int)?]
    ) -> (state: TaskState, attempts: Int) {
        let item = world.plan.items[index]
        if item.isGroup { return (Rules.group(upstream(of: index, &known))!, 0) }
        if let state = item.stateWithoutRunning { return (state, 0) }
        if let state = refusal(of: index, &known) { return (state, 0) }
        if item.invocation == .nothing { return (.succeeded, 0) }
        let before = earlier(than: index).map { fate(of: $0, &known).attempts } ?? 0
        var policy = Policy(item)
        while true {
            let count = policy.attempts + 1
            guard let outcome = outcome(of: index, attempt: count, after: before) else { return (.skipped, count) }
            policy.note(outcome)
            if !policy.goesOn { return (outcome.state == .lost ? .failed : outcome.state, count) }
        }
    }

    /// What becomes of an item that is not started; `nil` where it is.
    private func refusal(
        of index: Int, _ known: inout [(state: TaskState, attempts: Int)?]
    ) -> TaskState? {
        let item = world.plan.items[index]
        if item.resource?.kind == .destroy {
            guard let creation = item.resource?.creation else { return nil }
            let fate = fate(of: creation, &known)
            return fate.attempts > 0 || fate.state == .succeeded ? nil : .skipped
        }
        let rule = item.resource == nil ? item.rule : .allSucceeded
        if let refusal = Rules.refusal(rule, upstream(of: index, &known)) { return refusal }
        if item.resource != nil {
            // Whoever comes before the first that needs it has been refused without it.
            let isNeeded = world.plan.items.indices.contains { user in
                world.plan.items[user].uses.contains(index)
                    && Rules.refusal(world.plan.items[user].rule, upstream(of: user, &known)) == nil
            }
            return isNeeded ? nil : .skipped
        }
        for creation in item.uses {
            let state = fate(of: creation, &known).state
            if state != .succeeded { return state == .skipped ? .skipped : .upstreamFailed }
        }
        return nil
    }

    private func upstream(
        of index: Int, _ known: inout [(state: TaskState, attempts: Int)?]
    ) -> [TaskState?] {
        world.plan.tasks(upstreamOf: index).map { fate(of: $0, &known).state }
    }

    /// The destruction of what an earlier run has left of the resource that an item destroys.
    private func earlier(than index: Int) -> Int? {
        guard let role = world.plan.items[index].resource, role.creation != nil else { return nil }
        return world.plan.items.indices.first {
            world.plan.items[$0].resource?.isLeftover ?? false && world.plan.items[$0].subject == role.name
        }
    }

    /// How an attempt ends; `nil` where it was not seen that should have been.
    private func outcome(of index: Int, attempt: Int, after before: Int) -> AttemptOutcome? {
        let item = world.plan.items[index]
        let script = Script(seed: world.seed, item: index, attempt: item.attempts + before + attempt)
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
        return attempted.expectedOutcome(timeout: "", holdReason: nil, skips: item.skips)
    }

    /// Whether a task can have come to that state in a run that was stopped, after what was seen of it.
    func canBe(_ state: TaskState, _ index: Int, in states: [TaskState]) -> Bool {
        let item = world.plan.items[index]
        let upstream: [TaskState?] = world.plan.tasks(upstreamOf: index).map { states[$0] }
        if item.isGroup { return state == Rules.group(upstream) }
        if let decided = item.stateWithoutRunning { return state == decided }
        guard let last = attempts[index].last?.outcome else {
            if state == .cancelled { return true }
            if item.resource != nil, state == .skipped { return true }
            if let refusal = Rules.refusal(item.resource == nil ? item.rule : .allSucceeded, upstream) {
                return item.resource?.kind == .destroy || state == refusal
            }
            let missing = item.uses.filter { states[$0] != .succeeded }
            if !missing.isEmpty {
                return missing.contains { state == (states[$0] == .skipped ? .skipped : .upstreamFailed) }
            }
            return state == .succeeded && item.invocation == .nothing
        }
        // Of a creation that nobody waits for any more.
        if item.resource?.kind == .create, state == .skipped { return true }
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

extension Plan {
    /// The tasks that an item waits for: to wait for a group is to wait for each of its tasks.
    func tasks(upstreamOf index: Int) -> [Int] {
        items[index].upstream.flatMap { items[$0].isGroup ? tasks(upstreamOf: $0) : [$0] }
    }
}
