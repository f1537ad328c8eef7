import Dataswarm
import PipelineGraph
import PipelineRecord

/// Claims: what the run asks for before it starts anything, and what it waits for that other runs have.
extension Engine {
    mutating func claimAnswered(_ index: Int, _ verdict: ClaimVerdict, at now: Int64) {
        guard items[index].isClaiming else { return }
        items[index].isClaiming = false
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
        case .impossible(let sentence):
            releaseSlot(of: index)
            settleFailed(index, reason: sentence)
        }
    }

    /// Asks again for all that others had.
    mutating func tryAgain() {
        slots.unblockPools()
        for index in heldElsewhere.sorted() { enqueue(index) }
        heldElsewhere = []
        wasTriedAgain = true
    }

    /// Leaves the lines in which an item would keep others waiting though it cannot start, for want of a job here.
    mutating func standBack() {
        guard wasTriedAgain else { return }
        wasTriedAgain = false
        for index in waitsElsewhere.sorted() where !items[index].isClaiming { waitNoMore(index) }
    }

    mutating func waitNoMore(_ index: Int) {
        heldElsewhere.remove(index)
        if waitsElsewhere.remove(index) != nil { effects.append(.withdraw(item: index)) }
    }
}
