import Dataswarm
public import PipelineGraph
public import PipelineRecord

/// Decides what happens next in a run: a state machine fed with events and the time, which answers with effects.
///
/// It is single-threaded, reads no clock and touches nothing, so that the same code runs under a simulated clock and an
/// imagined launcher. What it wants recorded comes before what it wants done.
public struct Engine {
    /// What it executes; it grows with ``extend(with:at:turns:after:place:)`` and shrinks with ``forget(parts:before:)``.
    public private(set) var plan: RunPlan
    let failureMode: FailureMode
    let seed: UInt64
    var items: ArraySlice<ItemStatus>
    private var dependents: ArraySlice<[Int]>
    /// What was taken up at once, in that order.
    var parts: ArraySlice<PartStatus> = []
    /// Those that have come to an end, until somebody asks.
    var endedParts: [Int] = []
    var turns = TurnTable()
    var streaks: [String: Streak] = [:]
    var slots: PlanSlots
    private var wakes = WakeTable()
    var effects: [Effect] = []
    /// Items that stand in line in the store, for a claim of another run or for a slot of a pool.
    var waitsElsewhere: Set<Int> = []
    /// Those of them that another run has claimed.
    var heldElsewhere: Set<Int> = []
    /// Whether what others had was asked for again, and who cannot start has not stood back yet.
    var wasTriedAgain = false
    /// What has been asked for since.
    var askedAgain: Set<Int> = []
    /// How many claims have no answer yet.
    var claimsInFlight = 0
    /// Items whose state has become final and whose dependents have not been told yet.
    private var settled: [Int] = []
    private var open = 0
    /// Items that wait until others for the same key have come to an end, and the other way round.
    var predecessors: [Int: Int] = [:]
    var followers: [Int: [Int]] = [:]
    /// Why nothing new is started, if that is so.
    public internal(set) var stopReason: String?
    /// Whether what runs is ended as well, for that reason.
    var isEnded = false
    /// Whether somebody has asked for an end.
    private var isStopRequested = false
    /// Why destructions are not even waited for, if that is so.
    var destructionStopReason: String?

    /// - Parameters:
    ///   - plan: what to do.
    ///   - limits: how much may be under way at a time.
    ///   - failureMode: what the first failure does to everything else.
    ///   - seed: what the jitter of retries is drawn from, so that a run can be replayed.
    ///   - turns: which turn of its pipeline each item belongs to, if there is an order.
    public init(
        _ plan: Plan, limits: Limits, failureMode: FailureMode = .finish, seed: UInt64 = 0, turns: TurnRule? = nil
    ) {
        self.plan = RunPlan(plan)
        self.failureMode = failureMode
        self.seed = seed
        slots = PlanSlots(jobs: limits.jobs, pools: limits.pools)
        items = []
        dependents = []
        take(self.plan.items.indices, turns)
    }

    /// Takes up items of the plan, which nothing before them leads to.
    private mutating func take(_ places: Range<Int>, _ rule: TurnRule?) {
        let part = parts.endIndex
        parts.append(PartStatus(places: places))
        if places.isEmpty { endedParts.append(part) }
        slots.extend(with: plan, places)
        dependents.append(contentsOf: repeatElement([], count: places.count))
        // By places, here and below, for a copy of an item retains all that it holds.
        for index in places {
            items.append(
                ItemStatus(
                    part: part, attempt: plan.items[index].attempts, lostInARow: plan.items[index].lostInARow))
            // A group stands for its tasks.
            items[index].upstream.total = plan.items[index].upstream.reduce(0) {
                $0 + (plan.items[$1].isGroup ? items[$1].upstream.total : 1)
            }
        }
        for index in places {
            for other in plan.items[index].upstream {
                dependents[other].append(index)
                if other >= places.lowerBound { continue }
                parts[part].refer(to: other)
                // What another part of the run is about may have come to its end before.
                if items[other].state.isFinal { items[index].upstream.add(other, items[other].state) }
            }
            for creation in plan.items[index].uses {
                dependents[creation].append(index)
                items[creation].openUsers += 1
            }
        }
        open += places.count
        if let rule { takeTurns(places, rule) }
    }

    /// Whether everything has come to an end.
    public var isFinished: Bool { open == 0 }

    /// When it wants a ``Event/tick``, in milliseconds of the time that it is given; something comes of each.
    public var nextWake: Int64? { wakes.next }

    /// What has become of an item.
    public func state(of item: Int) -> TaskState { items[item].state }

    /// Begins: what is done already is passed over, and what waits for nothing is started.
    ///
    /// - Parameters:
    ///   - history: what an earlier process has done of an item in the same run.
    ///   - reason: why the run has been asked to stop, if it was: then nothing begins.
    public mutating func start(
        at now: Int64, after history: (TaskKey) -> ItemHistory? = { _ in nil }, stopped reason: String? = nil
    ) -> [Effect] {
        begin(plan.items.indices, after: history, at: now)
        if let reason {
            stop(reason)
            isStopRequested = true
        }
        return finishStep(at: now)
    }

    /// Takes up another plan while it executes the first: its items come behind those that there are.
    ///
    /// After a stop they are cancelled at once.
    ///
    /// - Parameters:
    ///   - turns: which turn of its pipeline each item belongs to, if there is an order.
    ///   - place: of an item of the run that is for a key which the other plan waits for.
    /// - Returns: their places, and what to do.
    public mutating func extend(
        with other: Plan, at now: Int64, turns: TurnRule? = nil,
        after history: (TaskKey) -> ItemHistory? = { _ in nil }, place: (TaskKey) -> Int? = { _ in nil }
    ) -> (places: Range<Int>, effects: [Effect]) {
        let earlier = openItems()
        let places = plan.append(other, place)
        take(places, turns)
        follow(places, after: earlier)
        begin(places, after: history, at: now)
        if let stopReason {
            for index in places where !plan.items[index].isGroup && !isDestruction(index) {
                holdBack(index, stopReason)
            }
            if isEnded { endWhatRuns(places, stopReason) }
        }
        if let destructionStopReason {
            for index in places where isDestruction(index) { holdBack(index, destructionStopReason) }
        }
        return (places, finishStep(at: now))
    }

    private mutating func begin(_ places: Range<Int>, after history: (TaskKey) -> ItemHistory?, at now: Int64) {
        // What an earlier run has left is destroyed under the same name as what this one creates, and before that.
        var resumed: Set<TaskKey> = []
        for index in places where !plan.items[index].isGroup {
            let key = plan.items[index].key
            if let history = history(key), resumed.insert(key).inserted { resume(index, history, at: now) }
        }
        for index in places where !plan.items[index].isGroup && items[index].state == .waiting {
            switch plan.items[index].decision {
            case .run: continue
            case .hold(let hold): settle(index, .upstreamFailed, reason: hold.description)
            case .skip: passOver(index, as: .succeeded)
            case .skipAgain: passOver(index, as: .skipped)
            }
        }
        tellDependents()
        for index in places { evaluate(index) }
        if !resumed.isEmpty { respondToEarlierFailures(places) }
    }

    /// What is on record already is not recorded again.
    mutating func passOver(_ index: Int, as state: TaskState) {
        items[index].state = state
        end(index)
    }

    /// Takes note of an item whose state is final now.
    private mutating func end(_ index: Int) {
        open -= 1
        let part = items[index].part
        parts[part].ended += 1
        if parts[part].isOver { endedParts.append(part) }
        settled.append(index)
        if let turn = items[index].turn { turns.noteEnd(in: turn) }
    }

    /// Takes note of what has happened, in that order, and says what to do.
    public mutating func handle(_ events: [Event], at now: Int64) -> [Effect] {
        for event in events {
            switch event {
            case .ended(let item, let end, let remark): attemptEnded(item, end, remark, at: now)
            case .answered(let item, let answer): probeAnswered(item, answer, at: now)
            case .claimed(let item, let verdict): claimAnswered(item, verdict, at: now)
            case .othersChanged: tryAgain()
            case .doneElsewhere(let item): takeOver(item)
            case .tick: break
            case .stop(let reason):
                if isStopRequested { stopDestructions(reason) } else { stop(reason) }
                isStopRequested = true
            }
            tellDependents()
        }
        // What has happened comes before what is due: an attempt that has ended does not time out.
        while let wake = wakes.pop(at: now) { handle(wake, at: now) }
        return finishStep(at: now)
    }

    private mutating func finishStep(at now: Int64) -> [Effect] {
        tellDependents()
        startReady(at: now)
        while isStalled, turns.admitNext() {
            tellDependents()
            startReady(at: now)
        }
        leaveLines()
        wakes.dropFirst { $0.item < items.startIndex || $0.token != items[$0.item].wakeToken }
        // Not emptied in place: a step of 100,000 effects would leave each later one a list of that size.
        defer { effects = [] }
        return effects
    }

    // MARK: Waiting and starting

    /// Tells the dependents of what has settled, and the dependents of what settles by that.
    mutating func tellDependents() {
        var next = 0
        while next < settled.count || turns.hasAdmitted {
            for item in turns.takeAdmitted() { evaluate(item) }
            guard next < settled.count else { continue }
            let item = settled[next]
            next += 1
            for dependent in dependents[item] {
                // A group has told it of its tasks.
                if !plan.items[item].isGroup, !plan.items[dependent].uses.contains(item) {
                    items[dependent].upstream.add(item, items[item].state)
                }
                evaluate(dependent)
            }
            if !plan.items[item].uses.isEmpty { userSettled(item) }
            for follower in followers.removeValue(forKey: item) ?? [] { evaluate(follower) }
        }
        settled.removeAll(keepingCapacity: true)
    }

    /// Does what the rule of an item says that has not begun.
    mutating func evaluate(_ index: Int) {
        guard items[index].state == .waiting, items[index].attemptsHere == 0, !isPreceded(index),
            turns.isAdmitted(items[index].turn)
        else { return }
        let item = plan.items[index]
        if item.isGroup { return settleGroup(index) }
        if let role = item.resource { return evaluateStep(index, role) }
        switch (item.settings.when ?? .allSucceeded).verdict(on: items[index].upstream) {
        case .wait: break
        case .start:
            if let hold = failingHold(index) { return settle(index, .upstreamFailed, reason: hold.description) }
            startUser(index)
        case .skip: settle(index, .skipped, reason: reason(of: index))
        case .fail: settle(index, .upstreamFailed, reason: reason(of: index))
        }
    }

    func reason(of index: Int) -> String {
        guard let culprit = items[index].upstream.culprit else { return "nothing that it waits for failed" }
        return "\(plan.items[culprit].name) \(items[culprit].state.phrase)"
    }

    /// A group tells what waits for it what has become of its tasks, as if that waited for each of them: of the first success
    /// and the first failure at once, for a rule may go by one alone, and of the rest when all have ended.
    private mutating func settleGroup(_ index: Int) {
        let upstream = items[index].upstream
        let news = upstream.news(after: items[index].told)
        if !news.isEmpty {
            items[index].told.add(news)
            for dependent in dependents[index] {
                items[dependent].upstream.add(news)
                if !upstream.isComplete { evaluate(dependent) }
            }
        }
        guard upstream.isComplete else { return }
        items[index].state =
            upstream.failed > 0 ? .failed : upstream.skipped > 0 && upstream.succeeded == 0 ? .skipped : .succeeded
        end(index)
    }

    mutating func ready(_ index: Int) {
        items[index].state = .ready
        if case .nothing = plan.items[index].invocation { return settle(index, .succeeded, reason: "") }
        enqueue(index)
    }

    mutating func enqueue(_ index: Int) {
        let item = plan.items[index]
        // What nobody needs any more may cost dearly.
        let priority = isDestruction(index) ? .max : item.settings.priority ?? 0
        slots.enqueue(
            StartOrder(
                priority: priority, part: items[index].turn == nil ? 0 : items[index].part, height: item.height,
                place: index))
    }

    private mutating func startReady(at now: Int64) {
        while let index = slots.next() {
            items[index].holdsSlot = true
            if items[index].state == .ready {
                ask(index, isNewAttempt: true)
            } else if plan.items[index].pools.isEmpty {
                effects.append(.look(item: index, number: items[index].attempt))
            } else {
                ask(index, isNewAttempt: false)
            }
        }
    }

    private mutating func ask(_ index: Int, isNewAttempt: Bool) {
        items[index].isClaiming = true
        claimsInFlight += 1
        if wasTriedAgain { askedAgain.insert(index) }
        effects.append(.claim(item: index, isNewAttempt: isNewAttempt))
    }

    /// Starts what was granted.
    mutating func begin(_ index: Int, at now: Int64) {
        let isProbe = if case .probe = plan.items[index].invocation { true } else { false }
        let number = items[index].attempt
        effects.append(isProbe ? .look(item: index, number: number) : .execute(item: index, number: number))
    }

    mutating func settle(_ index: Int, _ state: TaskState, reason: String) {
        items[index].state = state
        items[index].ending = nil
        items[index].wakeToken += 1
        slots.withdraw(index)
        waitNoMore(index)
        effects.append(.change(item: index, state, reason: reason))
        noteStreak(index)
        end(index)
    }

    /// Settles an item that another run has done.
    mutating func takeOver(_ index: Int) {
        guard !items[index].state.isFinal, items[index].state != .running, !items[index].isClaiming else { return }
        slots.withdraw(index)
        waitNoMore(index)
        items[index].wakeToken += 1
        items[index].state = .succeeded
        effects.append(.takeOver(item: index))
        noteStreak(index)
        end(index)
    }

    mutating func releaseSlot(of index: Int) {
        items[index].holdsSlot = false
        slots.release(index)
    }

    /// Whether nothing goes on, nor will by itself.
    private var isStalled: Bool {
        !isFinished && slots.isIdle && claimsInFlight == 0 && waitsElsewhere.isEmpty && wakes.next == nil
    }

    // MARK: Letting go

    /// Whether an item has been let go of.
    public func isGone(_ item: Int) -> Bool { item < items.startIndex }

    /// How many of the parts that it took up first can be let go of: they are over, and nothing later refers to them.
    ///
    /// - Parameter mayGo: whether the caller has no more need of a part, by its place among all.
    public func partsToForget(while mayGo: (_ part: Int) -> Bool) -> (count: Int, place: Int)? {
        var first = parts.startIndex
        while first < parts.endIndex, parts[first].isOver, mayGo(first) { first += 1 }
        let oldest = parts[first...].reduce(plan.items.endIndex) { $1.isOver ? $0 : min($0, $1.oldest) }
        while first > parts.startIndex, parts[first - 1].places.upperBound > oldest { first -= 1 }
        if first == parts.startIndex { return nil }
        let place = parts[first - 1].places.upperBound
        // Seldom and much at a time: what is looked through for it is what stays.
        if (place - plan.items.startIndex) * 4 < plan.items.count { return nil }
        return (first - parts.startIndex, place)
    }

    /// Lets go of so many parts.
    ///
    /// - Parameter place: the first of the items that stay.
    public mutating func forget(parts count: Int, before place: Int) {
        parts = parts.dropFirst(count)
        plan.forget(before: place)
        items = items[place...]
        dependents = dependents[place...]
        slots.forget(before: place)
        if !predecessors.isEmpty { predecessors = predecessors.filter { $0.key >= place } }
    }

    // MARK: Time

    mutating func wake(_ index: Int, _ kind: Wake.Kind, at time: Int64) {
        wakes.insert(Wake(time: time, item: index, kind: kind, token: items[index].wakeToken))
    }

    private mutating func handle(_ wake: Wake, at now: Int64) {
        let index = wake.item
        guard !isGone(index), wake.token == items[index].wakeToken else { return }
        switch wake.kind {
        case .retry:
            items[index].state = .ready
            enqueue(index)
        case .look: enqueue(index)
        case .timeout:
            if items[index].holdsSlot {
                ask(index, toEndBecause: .timeout)
            } else {
                fail(index, .timeout, .endedOnRequest, timeoutReason(of: index), at: now)
            }
        }
    }
}
