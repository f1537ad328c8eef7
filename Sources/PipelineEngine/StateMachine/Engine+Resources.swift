import Dataswarm
import PipelineGraph
import PipelineRecord

/// Resources: created for the first user that could start, destroyed once the last has ended.
extension Engine {
    /// Starts a task whose rule has come true, once all that it uses is there.
    mutating func startUser(_ index: Int) {
        let uses = plan.items[index].uses
        if let missing = uses.first(where: { items[$0].state.isFinal && items[$0].state != .succeeded }) {
            let state = items[missing].state
            return settle(
                index, state == .skipped ? .skipped : .upstreamFailed,
                reason: "\(plan.items[missing].name) \(state.phrase)")
        }
        for creation in uses { demand(creation) }
        if uses.allSatisfy({ items[$0].state == .succeeded }) { ready(index) }
    }

    private mutating func demand(_ creation: Int) {
        if items[creation].isDemanded { return }
        items[creation].isDemanded = true
        evaluate(creation)
    }

    /// Does what can be done for a step of a resource that has not begun.
    mutating func evaluateStep(_ index: Int, _ role: ResourceRole) {
        switch role.kind {
        case .create:
            switch TriggerRule.allSucceeded.verdict(on: items[index].upstream) {
            case .wait: break
            case .start: if items[index].isDemanded { ready(index) }
            case .skip: settle(index, .skipped, reason: reason(of: index))
            case .fail: settle(index, .upstreamFailed, reason: reason(of: index))
            }
        case .destroy:
            guard items[index].upstream.isComplete else { return }
            if let creation = role.creation, !hasBegun(creation) {
                settle(index, .skipped, reason: "it was not created")
            } else {
                ready(index)
            }
        }
    }

    /// Whether an item cannot come to its end before a creation has, for it uses that, or waits for what does.
    public func waits(_ index: Int, for creation: Int) -> Bool {
        var seen: Set<Int> = []
        var pending = [index]
        while let place = pending.popLast() {
            guard !items[place].state.isFinal, seen.insert(place).inserted else { continue }
            if place == creation { return true }
            pending += plan.items[place].upstream
            pending += plan.items[place].uses
            if let earlier = predecessors[place] { pending.append(earlier) }
        }
        return false
    }

    /// Whether there may be something to destroy.
    private func hasBegun(_ creation: Int) -> Bool {
        items[creation].attemptsHere > 0 || items[creation].hasBegunBefore || items[creation].state == .succeeded
    }

    /// Takes note of the end of a user. A creation that nobody waits for any more is not begun, nor gone on with.
    mutating func userSettled(_ index: Int) {
        for creation in plan.items[index].uses {
            items[creation].openUsers -= 1
            if items[creation].openUsers > 0 { continue }
            if items[creation].state == .waiting || items[creation].state == .ready {
                settle(creation, .skipped, reason: Engine.unneeded)
            } else if items[creation].isBetweenLooks {
                giveUp(creation, .endedOnRequest)
            } else if items[creation].holdsSlot, items[creation].ending == nil {
                ask(creation, toEndBecause: .unneeded)
            }
        }
    }

    /// The attempt at a creation was ended, because nobody waits for it any more.
    mutating func giveUp(_ creation: Int, _ end: AttemptEnd) {
        close(creation, .cancelled, end, nil, Engine.unneeded)
        settle(creation, .skipped, reason: Engine.unneeded)
    }

    private static let unneeded = "nothing needs it"

    /// Whether an item destroys a resource: what is created is destroyed, whatever keeps everything else from going on.
    func isDestruction(_ index: Int) -> Bool { plan.items[index].resource?.kind == .destroy }

    /// Why an item must not begin or go on, if that is so.
    func holdReason(for index: Int) -> String? {
        if isDestruction(index) { return destructionStopReason }
        let isUnneeded = plan.items[index].resource != nil && items[index].openUsers == 0
        return stopReason ?? (isUnneeded ? Engine.unneeded : nil)
    }

    /// Ends destructions, too. What they were to destroy stays on record as live.
    mutating func stopDestructions(_ reason: String) {
        guard destructionStopReason == nil else { return }
        destructionStopReason = reason
        for index in items.indices where isDestruction(index) {
            holdBack(index, reason)
            if items[index].holdsSlot, items[index].ending == nil { ask(index, toEndBecause: .stop(reason)) }
        }
    }
}
