import Dataswarm
import PipelineGraph
import PipelineRecord

/// Claims: what the run asks for before it starts anything, and what it waits for that other runs have.
extension Engine {
    mutating func claimAnswered(_ index: Int, _ verdict: ClaimVerdict, at now: Int64) {
        guard items[index].isClaiming else { return }
        items[index].isClaiming = false
        claimsInFlight -= 1
        switch verdict {
        case .granted(let number):
            // The store has taken it out of all lines.
            waitsElsewhere.remove(index)
            if items[index].state.isFinal { return giveBack(index, number) }
            if items[index].state == .ready {
                items[index].state = .running
                items[index].attempt = number
                items[index].attemptsHere += 1
                if let timeout = plan.items[index].settings.timeout {
                    wake(index, .timeout, at: now + timeout.wholeMilliseconds)
                }
            }
            begin(index, at: now)
        case .early(let number):
            waitsElsewhere.remove(index)
            if items[index].state.isFinal { return giveBack(index, number) }
            releaseSlot(of: index)
            items[index].attempt = number
            let reason = "what another run has left is destroyed first"
            close(index, .cancelled, .endedOnRequest, nil, reason)
            // The claim is kept meanwhile, as before a retry.
            effects.append(.change(item: index, .waiting, reason: reason))
            waitsElsewhere.insert(index)
            heldElsewhere.insert(index)
        case .held:
            releaseSlot(of: index)
            waitsElsewhere.insert(index)
            if items[index].state.isFinal { return waitNoMore(index) }
            heldElsewhere.insert(index)
        case .full(let pool):
            // Nobody else of this run need ask for what is not there.
            slots.block(pool: pool)
            releaseSlot(of: index)
            waitsElsewhere.insert(index)
            if items[index].state.isFinal { return waitNoMore(index) }
            enqueue(index)
        case .done:
            releaseSlot(of: index)
            takeOver(index)
        case .impossible(let sentence):
            releaseSlot(of: index)
            if !items[index].state.isFinal { settleFailed(index, reason: sentence) }
        }
    }

    /// Ends an attempt before it begins: its item has come to an end in the very step in which it was claimed, by another answer
    /// to that step.
    private mutating func giveBack(_ index: Int, _ number: Int) {
        releaseSlot(of: index)
        items[index].attempt = number
        var change: Effect?
        // The attempt ends before the task does.
        let place = effects.lastIndex { effect in
            if case .change(let item, _, _) = effect { item == index } else { false }
        }
        if let place { change = effects.remove(at: place) }
        close(index, .cancelled, .endedOnRequest, nil, "nothing is to be started any more")
        if let change { effects.append(change) }
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
    mutating func leaveLines() {
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
