import Dataswarm
import PipelineGraph
import PipelineRecord

/// Going on with a run that another process has begun.
extension Engine {
    /// Takes note of what an earlier process has done of an item, before it is begun here.
    mutating func resume(_ index: Int, _ history: ItemHistory, at now: Int64) {
        items[index].failuresHere = history.failures
        items[index].wasBegunBefore = history.attempts > 0
        if history.isDone { return passOver(index, as: .succeeded) }
        if history.hasFailed { return passOver(index, as: .failed) }
        // What failed and waits for a retry begins again by its rule, at once.
        guard let running = history.running else { return }
        items[index].attemptsHere = history.attempts
        items[index].state = .running
        items[index].attempt = running.number
        if let timeout = plan.items[index].settings.timeout {
            wake(index, .timeout, at: max(now + 1, now - running.since + timeout.wholeMilliseconds))
        }
        if case .probe = plan.items[index].invocation {
            // The look that may have held them has ended with the process that wanted to know.
            if !plan.items[index].pools.isEmpty { effects.append(.rest(item: index)) }
            wake(index, .look, at: now + 1)
        } else {
            items[index].holdsSlot = true
            slots.occupy(index)
        }
    }

    /// Whether something is kept waiting by other runs.
    public var waitsForOthers: Bool { !waitsElsewhere.isEmpty }

    /// The items that other runs have claimed.
    public var itemsHeldElsewhere: [Int] { heldElsewhere.sorted() }
}
