import Dataswarm
import PipelineGraph
import PipelineRecord

/// Going on with a run that another process has begun.
extension Engine {
    /// Takes note of what an earlier process has done of an item, before it is begun here.
    mutating func resume(_ index: Int, _ history: ItemHistory, at now: Int64) {
        items[index].failuresHere = history.failures
        items[index].hasBegunBefore = history.attempts > 0
        if let state = history.settled { return passOver(index, as: state) }
        if let waiting = history.waiting, history.failures > 0 {
            items[index].attemptsHere = history.attempts
            wake(index, .retry, at: max(now + 1, now - waiting + pause(beforeRetry: history.failures, of: index)))
        }
        // What was lost begins again by its rule.
        guard let running = history.running else { return }
        // It goes on, whoever's turn it is.
        if let turn = items[index].turn { turns.admit(turn) }
        items[index].attemptsHere = history.attempts
        items[index].state = .running
        items[index].attempt = running.number
        let isProbe = if case .probe = plan.items[index].invocation { true } else { false }
        if !isProbe {
            items[index].holdsSlot = true
            slots.occupy(index)
        }
        let left = plan.items[index].settings.timeout.map { $0.wholeMilliseconds - running.since }
        if let left, left <= 0, !isProbe {
            // It may have been asked to end for that reason before.
            ask(index, toEndBecause: .timeout)
        } else if let left {
            wake(index, .timeout, at: now + max(1, left))
        }
        if isProbe {
            // The look that may have held them has ended with the process that wanted to know.
            if !plan.items[index].pools.isEmpty { effects.append(.rest(item: index)) }
            wake(index, .look, at: now + 1)
        }
    }

    /// What the failures mean for the rest that an earlier process has seen.
    mutating func respondToEarlierFailures(_ places: Range<Int>) {
        for index in places where items[index].hasBegunBefore && items[index].state == .failed {
            respond(toFailureOf: index)
        }
    }

    /// Whether something is kept waiting by other runs.
    public var waitsForOthers: Bool { !waitsElsewhere.isEmpty }

    /// The items that other runs have claimed.
    public var itemsHeldElsewhere: [Int] { heldElsewhere.sorted() }
}
