import PipelineEngine
import PipelineGraph
import PipelineRecord

/// Circles of runs that keep resources and wait for each other's.
extension RunLoop {
    /// Whether a creation waits for a run that waits, by itself or through others, for what this one keeps until that creation
    /// has come to its end: they would wait for ever. Whoever closes the circle gives up.
    ///
    /// Only resources make circles: the attempt of a task ends by itself. And a resource that a run keeps makes one only if one
    /// of its users waits for what the run waits for, or if it could not be destroyed, and is kept until the run has ended: else
    /// it is destroyed meanwhile, and the others go on.
    func waitsInACircle(_ index: Int, _ holder: Int64) async throws(RunFailure) -> Bool {
        guard engine.plan.items[index].resource?.kind == .create else { return false }
        let kept = keptUntilTheEnd(of: index)
        if kept.isEmpty { return false }
        // The waits first: a claim that is given up in between is not there any more, one that is new would be.
        let waits = try await self.kept { () async throws(StoreError) in try await runner.store.waits() }
        let claims = try await self.kept { () async throws(StoreError) in try await runner.store.claims(ds: nil) }
        let held = Dictionary(claims.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        let graph = part(of: index).planner.graph
        var seen: Set<TaskKey> = [engine.plan.items[index].key]
        var pending = [(key: engine.plan.items[index].key, holder: holder)]
        while let (key, current) = pending.popLast() {
            let isLeft = try await couldNotBeDestroyed(key, by: held[key])
            for wait in waits
            where wait.run == current && wait.pool == nil && (isLeft || graph.keeps(key, until: wait.key)) {
                guard let next = held[wait.key]?.run, next != current else { continue }
                if next == run {
                    if kept.contains(wait.key) { return true }
                } else if seen.insert(wait.key).inserted {
                    pending.append((wait.key, next))
                }
            }
        }
        return false
    }

    /// A run that waits for resources keeps another now, or keeps it until its end, with which it may close a circle: it looks at
    /// what it waits for once more.
    func noteKept(_ index: Int) {
        if engine.plan.items[index].resource != nil { mailbox.put(.engine(.othersChanged)) }
    }

    /// Whether a run has tried in vain to destroy what it has created, and does not try again. What others have made of the
    /// destruction says nothing: they may have destroyed what was there before, or had nothing to destroy.
    private func couldNotBeDestroyed(_ creation: TaskKey, by claim: Claim?) async throws(RunFailure) -> Bool {
        guard let claim, let name = creation.resource else { return false }
        let destruction = TaskKey("\(name).destroy", ds: creation.ds)
        return try await kept { () async throws(StoreError) in
            // The attempts first: one that is repeated is claimed from before its end.
            guard let last = try await runner.store.attempts(destruction).last, last.run == claim.run,
                last.state.isFinal, last.state != .succeeded, last.startedAt >= claim.since
            else { return false }
            return try await !runner.store.claims(ds: creation.ds).contains { $0.key == destruction }
        }
    }

    /// The creations that this run has begun, and of which a user waits for another creation, or which it could not destroy.
    private func keptUntilTheEnd(of index: Int) -> Set<TaskKey> {
        var kept: Set<TaskKey> = []
        for user in engine.plan.items.indices where !engine.state(of: user).isFinal {
            let begun = engine.plan.items[user].uses.filter { $0 != index && ledger[$0].attempt != nil }
            if begun.isEmpty || !engine.waits(user, for: index) { continue }
            kept.formUnion(begun.map { engine.plan.items[$0].key })
        }
        for place in engine.plan.items.indices where engine.state(of: place).isFinal {
            // Only a destruction knows of a creation.
            guard let creation = engine.plan.items[place].resource?.creation, ledger[creation].attempt != nil
            else { continue }
            kept.insert(engine.plan.items[creation].key)
        }
        return kept
    }
}

extension TaskKey {
    /// The resource whose creation this is.
    fileprivate var resource: String? {
        let suffix = ".create"
        return task.hasSuffix(suffix) ? String(task.dropLast(suffix.count)) : nil
    }
}

extension Graph {
    /// Whether what one step creates is kept until another resource has been there, as far as the graph says: a run may be about
    /// less. Of what it does not know, it says so.
    fileprivate func keeps(_ creation: TaskKey, until other: TaskKey) -> Bool {
        guard creation.ds == other.ds else { return false }
        guard let creation = index(of: creation.task), let other = index(of: other.task) else { return true }
        guard nodes[creation].step?.kind == .create, nodes[other].step?.kind == .create else { return false }
        var seen: Set<Int> = []
        var pending = taskIndices.filter { uses(of: $0).contains(creation) }
        while let node = pending.popLast() {
            if node == other { return true }
            if seen.insert(node).inserted { pending += upstream[node] }
        }
        return false
    }
}
