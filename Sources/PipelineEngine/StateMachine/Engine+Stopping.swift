import Dataswarm
import PipelineGraph
import PipelineRecord

/// Stopping a run, on request and at a failure.
extension Engine {
    mutating func respond(toFailureOf index: Int) {
        if failureMode == .finish { return }
        // First those are told that cannot start for that reason, then the others are held back.
        tellDependents()
        let reason = "\(plan.items[index].name) failed"
        if failureMode == .cancel { stop(reason) } else { holdBack(reason) }
    }

    mutating func stop(_ reason: String) {
        holdBack(reason)
        isEnded = true
        endWhatRuns(items.indices, reason)
    }

    /// Ends what runs of some items: of those that are taken up later, what an earlier process has begun.
    mutating func endWhatRuns(_ places: Range<Int>, _ reason: String) {
        for index in places where items[index].holdsSlot && items[index].ending == nil && !isDestruction(index) {
            ask(index, toEndBecause: .stop(reason))
        }
    }

    /// Cancels everything that has not begun, and the probes that wait for their next look.
    private mutating func holdBack(_ reason: String) {
        guard stopReason == nil else { return }
        stopReason = reason
        for index in items.indices where !plan.items[index].isGroup && !isDestruction(index) {
            holdBack(index, reason)
        }
    }

    mutating func holdBack(_ index: Int, _ reason: String) {
        if items[index].state == .waiting || items[index].state == .ready {
            settle(index, .cancelled, reason: reason)
        } else if items[index].isBetweenLooks {
            cancel(index, .endedOnRequest, reason)
        }
    }

    mutating func ask(_ index: Int, toEndBecause ending: ItemStatus.Ending) {
        items[index].ending = ending
        items[index].wakeToken += 1
        effects.append(.end(item: index))
    }
}
