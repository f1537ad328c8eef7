import Dataswarm
import PipelineEngine
import PipelineGraph
import PipelineRecord

/// What a run finds left of a resource that it was to create, for the run that had it died or could not destroy it, after
/// this one was planned.
extension RunLoop {
    /// What is to be said to the claim of a step of a resource before it is asked for, because of what others have left; `nil`
    /// where it is to be asked for.
    mutating func verdictOnLeftovers(_ index: Int) async throws(RunFailure) -> ClaimVerdict? {
        let item = engine.plan.items[index]
        guard let role = item.resource else { return nil }
        if role.isLeftover {
            // Somebody else may have destroyed it meanwhile, and created it anew: that is not what was left.
            return try await left(role.name, item.key.ds) == nil ? .done : nil
        }
        if let creation = role.creation, let clearing = clearings[creation], ledger[creation].attempt == nil {
            // What it would destroy is destroyed already, for an earlier process had begun to create it in this run.
            let state = engine.state(of: clearing.place)
            if !state.isFinal { return .held }
            if state == .succeeded { return .done }
        }
        return try await waitsForClearing(index) ? .held : nil
    }

    /// Whether something is left of what an item creates and has been granted to create.
    mutating func isLeftMeanwhile(_ index: Int) async throws(RunFailure) -> Bool {
        guard engine.plan.items[index].resource?.kind == .create else { return false }
        return try await waitsForClearing(index)
    }

    /// Whether the creation of an item must wait, because what another run has left is destroyed first.
    private mutating func waitsForClearing(_ index: Int) async throws(RunFailure) -> Bool {
        let item = engine.plan.items[index]
        guard let role = item.resource, role.kind == .create else { return false }
        if let clearing = clearings[index], !engine.state(of: clearing.place).isFinal { return true }
        guard let left = try await left(role.name, item.key.ds) else { return false }
        let creations = try await attempts(at: left)
        // Where it could not be destroyed, the creation is tried all the same, and says what it finds.
        if clearings[index]?.creations == creations { return false }
        guard let places = try await clear(left, for: index) else { return false }
        clearings[index] = Clearing(place: places.lowerBound, creations: creations)
        return true
    }

    /// How often the creation of a resource has been begun, over all runs; without the one that this run is granted right now.
    private func attempts(at left: LiveResource) async throws(RunFailure) -> Int {
        try await kept { () async throws(StoreError) in
            try await runner.store.attempts(left.creation).count { $0.run != run }
        }
    }

    /// What is on record as live of a resource, and no run keeps any more.
    private func left(_ name: String, _ ds: String) async throws(RunFailure) -> LiveResource? {
        // Before the claim: what is begun meanwhile would be taken for left.
        let live = try await kept { () async throws(StoreError) in
            try await runner.store.liveResources(ds: ds).first { $0.name == name }
        }
        guard let live else { return nil }
        let claim = try await kept { () async throws(StoreError) in
            try await runner.store.claims(ds: ds).first { $0.key == live.creation }
        }
        guard let claim, claim.run == live.run else { return live }
        // As long as its run lives, the claim on its creation is waited for.
        if claim.run == run { return nil }
        return try await recoverIfDead(claim.owner) ? live : nil
    }

    /// Takes up the destruction of what is left.
    ///
    /// - Returns: its place; `nil` where somebody else has destroyed it meanwhile.
    private mutating func clear(_ left: LiveResource, for index: Int) async throws(RunFailure) -> Range<Int>? {
        let (planner, ds) = (part(of: index).planner, part(of: index).ds)
        let part: PlannedPart
        do {
            part = try await runner.planClearing(of: left.name, planner, ds)
        } catch let error as StoreError {
            throw ledger.failure(error, in: engine.plan)
        } catch {
            // It cannot be described any more; the creation says what it finds.
            return nil
        }
        if part.plan.items.isEmpty { return nil }
        // What was seen when the run was planned has been told.
        let isKnown = engine.plan.items.contains {
            $0.resource?.isLeftover ?? false && $0.resource?.name == left.name && $0.key.ds == left.ds
        }
        let now = runner.clock.steadyTime
        let (places, effects) = engine.extend(with: part.plan, at: now)
        ledger.extend(with: engine.plan, places)
        parts.append(RunPart(planner, part, places, at: now, isTold: false))
        added += effects
        if !isKnown { tell(.noticed(.leftover(resource: left.name, run: left.run))) }
        return places
    }

    /// Goes on with the creation that has waited for a destruction.
    func noteClearing(_ index: Int) {
        if clearings.values.contains(where: { $0.place == index }) { mailbox.put(.engine(.othersChanged)) }
    }
}
