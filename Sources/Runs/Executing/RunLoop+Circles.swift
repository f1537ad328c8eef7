import PipelineEngine
import PipelineGraph
import PipelineRecord

/// Circles of runs that keep resources and wait for each other's.
extension RunLoop {
    /// Whether a creation waits for a run that waits, by itself or through others, for what this one keeps until that creation
    /// has come to its end: they would wait for ever. Whoever closes the circle gives up.
    ///
    /// Only resources make circles: the attempt of a task ends by itself. And a resource that a run keeps makes one only if one
    /// of its users waits for what the run waits for: else it is destroyed meanwhile, and the others go on.
    func waitsInACircle(_ index: Int, _ holder: Int64) async throws(RunFailure) -> Bool {
        guard engine.plan.items[index].resource?.kind == .create else { return false }
        let kept = keptUntilTheEnd(of: index)
        if kept.isEmpty { return false }
        // The waits first: a claim that is given up in between is not there any more, one that is new would be.
        let waits = try await self.kept { () async throws(StoreError) in try await runner.store.waits() }
        let claims = try await self.kept { () async throws(StoreError) in try await runner.store.claims(ds: nil) }
        let holders = Dictionary(claims.map { ($0.key, $0.run) }, uniquingKeysWith: { first, _ in first })
        let graph = part(of: index).planner.graph
        var seen: Set<TaskKey> = [engine.plan.items[index].key]
        var pending = [(key: engine.plan.items[index].key, holder: holder)]
        while let (key, current) = pending.popLast() {
            for wait in waits where wait.run == current && wait.pool == nil && graph.keeps(key, until: wait.key) {
                guard let next = holders[wait.key], next != current else { continue }
                if next == run {
                    if kept.contains(wait.key) { return true }
                } else if seen.insert(wait.key).inserted {
                    pending.append((wait.key, next))
                }
            }
        }
        return false
    }

    /// A run that waits for resources keeps another now, with which it may close a circle: it looks at what it waits for once more.
    func noteKept(_ index: Int) {
        if engine.plan.items[index].resource?.kind == .create { mailbox.put(.engine(.othersChanged)) }
    }

    /// The creations that this run has begun, and of which a user waits for another creation.
    private func keptUntilTheEnd(of index: Int) -> Set<TaskKey> {
        var kept: Set<TaskKey> = []
        for user in engine.plan.items.indices where !engine.state(of: user).isFinal {
            let begun = engine.plan.items[user].uses.filter { $0 != index && ledger[$0].attempt != nil }
            if begun.isEmpty || !engine.waits(user, for: index) { continue }
            kept.formUnion(begun.map { engine.plan.items[$0].key })
        }
        return kept
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
