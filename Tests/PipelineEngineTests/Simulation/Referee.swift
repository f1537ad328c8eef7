import Dataswarm
import PipelineEngine
import PipelineGraph
import PipelineRecord

/// Watches a run from outside and holds the engine to its promises, after each step.
struct Referee {
    let world: World
    /// What has become of each item, by what the engine has said.
    private(set) var states: [TaskState]
    /// Every attempt of each item.
    private(set) var attempts: [[Attempted]]
    /// The reason that the first stop gave.
    private var stopReason: String?
    /// Why nothing new may begin.
    private var holdReason: String?
    /// Why destructions are not waited for any more: somebody has asked twice.
    private var hurryReason: String?
    private var stopRequests = 0
    /// Whether that is so only since some moment of this step: what the engine says of those before it still holds.
    private var holdIsFresh = false
    /// The items whose attempts have ended with the step's events.
    private var justEnded: Set<Int> = []

    private var plan: Plan { world.plan }

    init(_ world: World) {
        self.world = world
        states = world.plan.items.map { item in
            switch item.decision {
            case .skip where !item.isGroup: .succeeded
            case .skipAgain where !item.isGroup: .skipped
            default: .waiting
            }
        }
        attempts = world.plan.items.map { _ in [] }
        settleGroups()
    }

    // MARK: What is heard

    mutating func hear(_ events: [Event], at now: Int64) {
        holdIsFresh = false
        justEnded = []
        for event in events {
            switch event {
            case .ended(let item, let end, _):
                justEnded.insert(item)
                last(item) { ($0.isUnderWay, $0.end) = (false, end) }
            case .answered(let item, let answer):
                justEnded.insert(item)
                last(item) { ($0.isUnderWay, $0.answer, $0.answeredAt) = (false, answer, now) }
            case .stop(let reason):
                stopRequests += 1
                if stopRequests == 2 { (hurryReason, holdIsFresh) = (reason, true) }
                if holdReason == nil { holdIsFresh = true }
                stopReason = stopReason ?? reason
                holdReason = holdReason ?? reason
            case .tick, .claimed, .othersChanged, .doneElsewhere: break
            }
        }
    }

    mutating func check(_ step: Step, at now: Int64) throws {
        switch step {
        case .claim(let item, let number): try claim(item, number, at: now)
        case .effect(let effect): try check(effect, at: now)
        }
    }

    private mutating func check(_ effect: Effect, at now: Int64) throws {
        switch effect {
        case .claim, .rest: break
        case .withdraw, .takeOver: throw Violation("\(effect), where no other run is")
        case .execute(let item, let number): try begin(item, number, at: now)
        case .look(let item, let number): try look(item, number, at: now)
        case .close(let item, let number, let outcome): try close(item, number, outcome, at: now)
        case .change(let item, let state, let reason): try change(item, to: state, reason, at: now)
        case .end(let item): try end(item, at: now)
        }
    }

    // MARK: Attempts

    private mutating func claim(_ item: Int, _ number: Int, at now: Int64) throws {
        let task = plan.items[item]
        try require(hold(of: item) == nil, "\(task.name) begins after the stop")
        try require(attempts[item].last?.outcome != nil || attempts[item].isEmpty, "\(task.name) overlaps itself")
        try require(
            number == attemptsBefore(item) + attempts[item].count + 1, "\(task.name) skips to attempt \(number)")
        try require(policy(of: item).goesOn, "\(task.name) has more attempts than it may")
        try require(mayStart(item), "\(task.name) starts before its rule allows")
        if let retry = attempts[item].last?.retry {
            try require(now >= retry.lowerBound, "\(task.name) is repeated too early")
        }
        try move(item, to: .ready)
        try move(item, to: .running)
        attempts[item].append(Attempted(number: number, claimedAt: now))
    }

    private mutating func begin(_ item: Int, _ number: Int, at now: Int64) throws {
        let task = plan.items[item]
        guard let attempt = attempts[item].last, attempt.outcome == nil, attempt.number == number else {
            throw Violation("attempt \(number) of \(task.name) begins without a claim")
        }
        try require(!attempt.isUnderWay, "\(task.name) is started twice")
        try require(attempt.request == nil, "\(task.name) goes on after it was asked to end")
        last(item) { $0.isUnderWay = true }
        let underWay = attempts.indices.filter { isUnderWay($0) }
        try require(underWay.count <= world.limits.jobs, "\(underWay.count) attempts are under way")
        for use in task.pools {
            try require(slotsInUse(of: use.name) <= world.limits.pools[use.name]!, "the pool \(use.name) overflows")
        }
        for limit in task.limits {
            try require(
                slotsInUse(ofLimit: limit) <= plan.limits[limit].slots, "\(plan.limits[limit].name) overflows")
        }
    }

    private mutating func look(_ item: Int, _ number: Int, at now: Int64) throws {
        try begin(item, number, at: now)
        if let due = lookIsDue(item) { try require(now >= due, "\(plan.items[item].name) looks too early") }
    }

    private mutating func end(_ item: Int, at now: Int64) throws {
        let task = plan.items[item]
        // It may have ended in the moment in which nobody wanted it any more.
        let canEnd = isUnderWay(item) || justEnded.contains(item) && (holdIsFresh || isUnneeded(item))
        guard let attempt = attempts[item].last, canEnd, attempt.outcome == nil, attempt.request == nil else {
            throw Violation("\(task.name) is asked to end, and there is nothing to end")
        }
        if let reason = stopReason(of: item) { return last(item) { $0.request = .stop(reason) } }
        let isTimeout = timeout(of: item) == now
        if isUnneeded(item) { return last(item) { ($0.request, $0.isTimeout) = (.unneeded, isTimeout) } }
        try require(isTimeout, "\(task.name) is asked to end for no reason")
        last(item) { $0.request = .timeout }
    }

    private mutating func close(_ item: Int, _ number: Int, _ outcome: AttemptOutcome, at now: Int64) throws {
        let task = plan.items[item]
        guard let attempt = attempts[item].last, attempt.outcome == nil, attempt.number == number else {
            throw Violation("attempt \(number) of \(task.name) ends, and has not begun")
        }
        try require(!attempt.isUnderWay, "attempt \(number) of \(task.name) ends while it is under way")
        if attempt.end == nil, attempt.answer == .notYet, attempt.request == nil, hold(of: item) == nil,
            !isUnneeded(item)
        {
            try require(timeout(of: item) == now, "\(task.name) gives up for no reason")
        }
        let timeout = "timed out after \((task.settings.timeout ?? .zero).phrase)"
        var expected = attempt.expectedOutcome(
            timeout: timeout, holdReason: hold(of: item) ?? (isUnneeded(item) ? Rules.unneeded : nil), skips: task.skips
        )
        if outcome != expected, isUnneeded(item) {
            // A failure that holds everything back may take away the last user first: then that is the reason.
            var unneeded = attempt
            if case .stop = attempt.request { unneeded.request = .unneeded }
            expected = unneeded.expectedOutcome(timeout: timeout, holdReason: Rules.unneeded, skips: task.skips)
        }
        if outcome != expected, attempt.isTimeout {
            var late = attempt
            late.request = .timeout
            expected = late.expectedOutcome(timeout: timeout, holdReason: nil, skips: task.skips)
        }
        try require(outcome == expected, "attempt \(number) of \(task.name) is recorded as \(outcome), not \(expected)")
        last(item) { $0.outcome = outcome }
    }

    // MARK: States

    private mutating func change(_ item: Int, to state: TaskState, _ reason: String, at now: Int64) throws {
        let task = plan.items[item]
        let outcome = attempts[item].last?.outcome
        switch state {
        case .waiting:
            try require(hold(of: item) == nil || holdIsFresh, "\(task.name) is to be repeated after the stop")
            let policy = policy(of: item)
            try require(outcome != nil && policy.goesOn, "\(task.name) is to be repeated and must not be")
            // What was lost has not failed: nothing speaks for a pause.
            if outcome?.state == .lost { return try repeated(item, now...now) }
            let backoff = (task.settings.retries ?? .never).backoff
            let pauses = [0, 1].map { chance in
                now + backoff.pause(beforeRetry: policy.failures, chance: chance).wholeMilliseconds
            }
            return try repeated(item, pauses[0]...pauses[1])
        case .succeeded:
            if task.invocation == .nothing {
                try require(mayStart(item), "\(task.name) succeeds before its rule allows")
                try require(hold(of: item) == nil || holdIsFresh, "\(task.name) succeeds after the stop")
                try move(item, to: .ready)
            } else {
                try require(outcome?.state == .succeeded, "\(task.name) succeeds without an attempt that did")
            }
        case .failed:
            let isUsedUp =
                !policy(of: item).goesOn || outcome?.state == .failed && (hold(of: item) != nil || isUnneeded(item))
            let isFailure = outcome?.state == .failed || outcome?.state == .lost
            try require(isFailure && isUsedUp, "\(task.name) fails with attempts left")
            if world.failureMode != .finish, holdReason == nil {
                (holdReason, holdIsFresh) = ("\(task.name) failed", true)
                if world.failureMode == .cancel { stopReason = holdReason }
            }
        case .cancelled:
            try require(
                outcome?.state == .cancelled || hold(of: item) == reason, "\(task.name) is cancelled for no reason")
        case .lost:
            let isRight =
                outcome?.state == .lost && policy(of: item).goesOn && (hold(of: item) != nil || isUnneeded(item))
            try require(isRight, "\(task.name) is called lost, and could be tried again or has failed")
        case .upstreamFailed where task.isHeld(reason): break
        case .skipped where reason == Rules.unneeded:
            try require(isUnneeded(item), "\(task.name) is needed")
        case .skipped where outcome?.state == .skipped: break
        case .upstreamFailed, .skipped:
            try require(attempts[item].isEmpty, "\(task.name) is passed over after it was started")
            try require(
                refusal(item) == state, "\(task.name) is \(state.rawValue), not \(String(describing: refusal(item)))")
        case .ready, .running: throw Violation("\(task.name) is said to be \(state.rawValue)")
        }
        try move(item, to: state)
    }

    private mutating func repeated(_ item: Int, _ times: ClosedRange<Int64>) throws {
        last(item) { $0.retry = times }
        try move(item, to: .waiting)
    }

    private mutating func move(_ item: Int, to state: TaskState) throws {
        if states[item] == .ready, state == .ready { return }
        let isAllowed = TaskState.transitions[states[item]]!.contains(state)
        try require(isAllowed, "\(plan.items[item].name) goes from \(states[item].rawValue) to \(state.rawValue)")
        states[item] = state
        if state.isFinal { settleGroups() }
    }

    /// Groups take part in no effect: what becomes of one follows from its members.
    private mutating func settleGroups() {
        for (index, item) in plan.items.enumerated() where item.isGroup && states[index] == .waiting {
            states[index] = Rules.group(upstream(of: index)) ?? .waiting
        }
    }

    // MARK: After a step

    /// What holds between two steps.
    mutating func checkRest(_ engine: Engine, at now: Int64) throws {
        var jobsInUse = 0
        for index in plan.items.indices {
            if isUnderWay(index) { jobsInUse += 1 }
            let (own, theirs) = (states[index], engine.state(of: index))
            if theirs == .ready, own == .waiting { try move(index, to: .ready) }
            try require(states[index] == theirs, "\(plan.items[index].name) is \(theirs.rawValue), not \(own.rawValue)")
            try checkPromptness(index, at: now)
        }
        if jobsInUse < world.limits.jobs { try checkQueues(at: now) }
        let isOver = states.allSatisfy(\.isFinal)
        try require(engine.isFinished == isOver, isOver ? "the engine does not see the end" : "the engine ends early")
        try require(isOver || jobsInUse > 0 || engine.nextWake != nil, "nothing will ever happen again")
        try require(engine.nextWake.map { $0 > now } ?? true, "a wake-up that is due has not been taken")
    }

    /// Who wants a slot and has none finds one of its limits full, or waits behind one that comes before it there.
    private func checkQueues(at now: Int64) throws {
        let waiting = plan.items.indices.filter { wantsSlot($0, at: now) }.sorted { order(of: $0) < order(of: $1) }
        for (position, index) in waiting.enumerated() {
            let isBehind = waiting[..<position].contains { sharesLimit($0, index) }
            try require(isBehind || findsLimitFull(index), "\(plan.items[index].name) is kept waiting by nothing")
        }
    }

    private func order(of item: Int) -> StartOrder {
        StartOrder(
            priority: isDestruction(item) ? .max : plan.items[item].settings.priority ?? 0,
            height: plan.items[item].height, place: item)
    }

    private func sharesLimit(_ first: Int, _ second: Int) -> Bool {
        let (first, second) = (plan.items[first], plan.items[second])
        if !Set(first.pools.map(\.name)).isDisjoint(with: second.pools.map(\.name)) { return true }
        return !Set(first.limits).isDisjoint(with: second.limits)
    }

    private func findsLimitFull(_ index: Int) -> Bool {
        let item = plan.items[index]
        let aPoolIsFull = item.pools.contains { use in
            slotsInUse(of: use.name) + use.slots > world.limits.pools[use.name]!
        }
        return aPoolIsFull || item.limits.contains { slotsInUse(ofLimit: $0) >= plan.limits[$0].slots }
    }

    /// Whether someone would begin or look again if there were a slot.
    func someoneWantsSlot(at now: Int64) -> Bool { plan.items.indices.contains { wantsSlot($0, at: now) } }

    private func checkPromptness(_ item: Int, at now: Int64) throws {
        let name = plan.items[item].name
        if let attempt = attempts[item].last, attempt.outcome == nil {
            let isLate = timeout(of: item).map { $0 <= now } ?? false
            try require(!isLate || attempt.request != nil, "\(name) is not timed out")
            if stopReason(of: item) != nil {
                try require(attempt.isUnderWay && attempt.request != nil, "\(name) goes on after the stop")
            }
            if hold(of: item) != nil { try require(attempt.isUnderWay, "\(name) waits though nothing waits for it") }
        }
        guard states[item] == .waiting, !plan.items[item].isGroup else { return }
        try require(hold(of: item) == nil, "\(name) waits after the stop")
        try require(!isUnneeded(item), "\(name) waits, and nobody waits for it")
        if let retry = attempts[item].last?.retry {
            try require(now < retry.upperBound, "\(name) is not repeated")
        } else {
            try require(!mayStart(item) || !isWanted(item), "\(name) could start")
            try require(refusal(item) == nil, "\(name) will never start, and waits")
        }
    }

    // MARK: Looking things up

    private func policy(of item: Int) -> Policy { Policy(plan.items[item], after: attempts[item]) }

    private func upstream(of item: Int) -> [TaskState?] {
        plan.tasks(upstreamOf: item).map { states[$0].isFinal ? states[$0] : nil }
    }

    private func mayStart(_ item: Int) -> Bool {
        let task = plan.items[item]
        let upstream = upstream(of: item)
        switch task.resource?.kind {
        case .create: return Rules.mayStart(.allSucceeded, upstream) && isDemanded(item) && !isUnneeded(item)
        case .destroy: return Rules.mayStart(.allDone, upstream) && hasBegun(task.resource?.creation)
        case nil: return Rules.mayStart(task.rule, upstream) && task.uses.allSatisfy { states[$0] == .succeeded }
        }
    }

    private func refusal(_ item: Int) -> TaskState? {
        let task = plan.items[item]
        let upstream = upstream(of: item)
        switch task.resource?.kind {
        case .create: return Rules.refusal(.allSucceeded, upstream)
        case .destroy:
            return Rules.mayStart(.allDone, upstream) && !hasBegun(task.resource?.creation) ? .skipped : nil
        case nil:
            if let refusal = Rules.refusal(task.rule, upstream) { return refusal }
            guard Rules.mayStart(task.rule, upstream) else { return nil }
            let missing = task.uses.first { states[$0].isFinal && states[$0] != .succeeded }
            return missing.map { states[$0] == .skipped ? .skipped : .upstreamFailed }
        }
    }

    // MARK: Resources

    private func users(of creation: Int) -> [Int] {
        plan.items.indices.filter { plan.items[$0].uses.contains(creation) }
    }

    /// Whether somebody could start, or could have, if the resource were there.
    private func isDemanded(_ creation: Int) -> Bool {
        users(of: creation).contains { Rules.mayStart(plan.items[$0].rule, upstream(of: $0)) }
    }

    /// Whether an item is wanted now. Of those that use a resource, some may have wanted it and not come to it, for
    /// want of another one.
    private func isWanted(_ item: Int) -> Bool {
        plan.items[item].resource?.kind != .create
            || users(of: item).contains { !states[$0].isFinal && Rules.mayStart(plan.items[$0].rule, upstream(of: $0)) }
    }

    /// Whether an item creates what nobody waits for any more.
    private func isUnneeded(_ item: Int) -> Bool {
        plan.items[item].resource?.kind == .create && users(of: item).allSatisfy { states[$0].isFinal }
    }

    private func hasBegun(_ creation: Int?) -> Bool {
        guard let creation else { return true }
        return !attempts[creation].isEmpty || states[creation] == .succeeded
    }

    private func isDestruction(_ item: Int) -> Bool { plan.items[item].resource?.kind == .destroy }

    /// Why an item must not begin or be repeated.
    private func hold(of item: Int) -> String? { isDestruction(item) ? hurryReason : holdReason }

    /// Why an item is asked to end.
    private func stopReason(of item: Int) -> String? { isDestruction(item) ? hurryReason : stopReason }

    /// How many attempts there have been before the item's first: on record, or of what destroys the same beforehand.
    private func attemptsBefore(_ item: Int) -> Int {
        let task = plan.items[item]
        guard task.resource?.creation != nil else { return task.attempts }
        let earlier = plan.items.indices.first {
            plan.items[$0].resource?.isLeftover ?? false && plan.items[$0].subject == task.subject
        }
        return task.attempts + (earlier.map { attempts[$0].count } ?? 0)
    }

    private func isUnderWay(_ item: Int) -> Bool { attempts[item].last?.isUnderWay ?? false }

    private func slotsInUse(of pool: String) -> Int {
        plan.items.indices.reduce(0) { sum, item in
            guard isUnderWay(item), let use = plan.items[item].pools.first(where: { $0.name == pool }) else {
                return sum
            }
            return sum + use.slots
        }
    }

    private func slotsInUse(ofLimit limit: Int) -> Int {
        plan.items.indices.count { isUnderWay($0) && plan.items[$0].limits.contains(limit) }
    }

    private func timeout(of item: Int) -> Int64? {
        guard let timeout = plan.items[item].settings.timeout else { return nil }
        return attempts[item].last.map { $0.claimedAt + timeout.wholeMilliseconds }
    }

    private func lookIsDue(_ item: Int) -> Int64? {
        guard case .probe(let probe) = plan.items[item].invocation else { return nil }
        return attempts[item].last?.answeredAt.map { $0 + probe.interval.wholeMilliseconds }
    }

    private func wantsSlot(_ item: Int, at now: Int64) -> Bool {
        if states[item] == .ready { return true }
        guard states[item] == .running, !isUnderWay(item), let due = lookIsDue(item) else { return false }
        return due <= now
    }

    private mutating func last(_ item: Int, _ change: (inout Attempted) -> Void) {
        change(&attempts[item][attempts[item].count - 1])
    }
}

extension PlanItem {
    var rule: TriggerRule { settings.when ?? .allSucceeded }

    /// The exit codes of its process that are no failure.
    var skips: [Int] { resource == nil ? settings.skipOn?.codes ?? [] : [] }

    /// Whether the plan holds it, for that reason.
    func isHeld(_ reason: String) -> Bool {
        if case .hold(let hold) = decision { hold.description == reason } else { false }
    }
}
