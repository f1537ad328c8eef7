import Dataswarm
import PipelineEngine
import PipelineGraph
import PipelineRecord

/// Tasks that execute nothing, which no run claims.
extension RunLoop {
    /// Takes over what another run has put on record meanwhile of tasks that execute nothing. Their success, recorded once
    /// more, would be later than what stands on the first one, and have that done again.
    mutating func takingOver(_ effects: [Effect]) async throws(RunFailure) -> [Effect] {
        var effects = effects
        for place in effects.indices {
            guard case .change(let index, .succeeded, _) = effects[place] else { continue }
            let item = engine.plan.items[index]
            // What stands on a success that is recorded in this very step is newer than anything on record.
            guard item.executesNothing else { return effects }
            let record = try await kept { () async throws(StoreError) in try await runner.store.record(item.key) }
            guard let record, record.successOrder != ledger[index].seen, isCurrent(index, record) else {
                return effects
            }
            ledger[index].seen = record.successOrder
            ledger[index].state = .succeeded
            effects[place] = .takeOver(item: index)
        }
        return effects
    }

    /// Settles what executes nothing and was not recorded as succeeded, for another run has recorded it in that very moment:
    /// that is taken over, or recorded anew where it is not what this run would do.
    mutating func settleAgain(_ index: Int) async throws(RunFailure) {
        let key = engine.plan.items[index].key
        let success = Effect.change(item: index, .succeeded, reason: "")
        while true {
            let record = try await kept { () async throws(StoreError) in try await runner.store.record(key) }
            ledger[index].seen = record?.successOrder
            if let record, isCurrent(index, record) { return note([.takeOver(item: index)], places: []) }
            let result = try await commit(ledger.transitions(for: success, in: engine.plan))
            if result.places.first.map({ $0 != nil }) ?? false { return note([success], places: result.places) }
        }
    }
}
