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
            guard case .nothing = item.invocation, item.resource == nil else { return effects }
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
}
