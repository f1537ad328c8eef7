import Dataswarm
import PipelineGraph
import PipelineRecord

/// Claims: what the run asks for before it starts anything, and what it waits for that other runs have.
extension Engine {
    mutating func claimAnswered(_ index: Int, _ verdict: ClaimVerdict, at now: Int64) {
        guard items[index].isClaiming else { return }
        items[index].isClaiming = false
        claimsInFlight -= 1
        let isGranted = if case .granted = verdict { true } else { false }
        if !isGranted, items[index].state.isFinal {
            // It has settled by what came of another claim.
            releaseSlot(of: index)
            effects.append(.withdraw(item: index))
            return
        }
        switch verdict {
        case .granted(let number):
            // The store has taken it out of all lines.
            waitsElsewhere.remove(index)
            if items[index].state == .ready {
                items[index].state = .running
                items[index].attempt = number
                items[index].attemptsHere += 1
                if let timeout = plan.items[index].settings.timeout {
                    wake(index, .timeout, at: now + timeout.wholeMilliseconds)
                }
            }
            begin(index, at: now)
        case .held:
            releaseSlot(of: index)
            waitsElsewhere.insert(index)
            heldElsewhere.insert(index)
        case .full(let pool):
            // Nobody else of this run need ask for what is not there.
            slots.block(pool: pool)
            releaseSlot(of: index)
            waitsElsewhere.insert(index)
            enqueue(index)
        case .done:
            releaseSlot(of: index)
            takeOver(index)
        }
    }

    /// With what is granted first: that is under way, whatever may settle the item by what else has come of claims.
    static func inOrder(_ events: [Event]) -> [Event] {
        let isGrant = { (event: Event) in if case .claimed(_, .granted) = event { true } else { false } }
        guard events.count > 1, events.contains(where: isGrant) else { return events }
        return events.filter(isGrant) + events.filter { !isGrant($0) }
    }

    /// Asks again for all that others had.
    mutating func tryAgain() {
        slots.unblockPools()
        for index in heldElsewhere.sorted() { enqueue(index) }
        heldElsewhere = []
        wasTriedAgain = true
    }

    /// Leaves the lines in which an item would keep others waiting though it cannot start, for want of a job here or because
    /// another of this run comes before it.
    mutating func standBack() {
        // What is asked for takes a job only until the answer is there. Whoever left the lines before then would lose
        // the place each time that another asks, and several who do so would keep each other for ever.
        guard wasTriedAgain, claimsInFlight == 0 else { return }
        wasTriedAgain = false
        for index in waitsElsewhere.sorted() where !askedAgain.contains(index) { leaveLines(index) }
        askedAgain = []
    }

    mutating func waitNoMore(_ index: Int) {
        // Whoever comes next in the pool has to ask for himself: of what others give back only those hear who wait for it.
        if leaveLines(index) { slots.unblockPools() }
    }

    /// - Returns: whether it stood in any.
    @discardableResult
    private mutating func leaveLines(_ index: Int) -> Bool {
        heldElsewhere.remove(index)
        guard waitsElsewhere.remove(index) != nil else { return false }
        effects.append(.withdraw(item: index))
        return true
    }
}
