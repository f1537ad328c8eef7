public import PipelineRecord

extension MemoryRecord {
    public func claims(ds: String?) -> [Claim] {
        claims.keys.filter { ds == nil || $0.ds == ds }.sorted().compactMap(claim)
    }

    public func waits() -> [Wait] {
        lines.sorted { ($0.ticket, $0.pool ?? "") < ($1.ticket, $1.pool ?? "") }
    }

    func claim(_ key: TaskKey) -> Claim? {
        guard let claim = claims[key], let owner = runs[claim.run]?.owner else { return nil }
        return Claim(key: key, run: claim.run, owner: owner, number: claim.number, since: claim.since)
    }

    mutating func answer(_ request: ClaimRequest, run: Int64, at ms: Int64) throws(StoreError) -> ClaimAnswer {
        let key = request.key
        if let claim = claim(key), claim.run != run {
            // Whoever has the key may need a slot of a pool that we stand in line for, and must not wait for us.
            stand(in: [nil], for: key, run: run, at: ms)
            return .held(claim)
        }
        if let excluded = request.excluded.flatMap(claim), excluded.run != run {
            stand(in: [nil], for: key, run: run, at: ms)
            return .held(excluded)
        }
        if request.isNewAttempt {
            if claims[key] == nil, tasks[key]?.successOrder != request.seen {
                leaveLines(for: key, run: run)
                return .changed(tasks[key] ?? TaskRecord(task: key.task, ds: key.ds, state: .waiting))
            }
        } else {
            try requireRunning(attempts[key]?.last?.number ?? 0, of: key, run: run)
        }
        let full = request.slots.filter { !hasRoom($0, for: key, run: run) }
        if let first = full.first {
            let runs = occupants(of: first.pool, for: key, run: run)
            stand(in: full.map(\.pool), for: key, run: run, at: ms)
            return .full(pool: first.pool, runs: runs)
        }
        return grant(request, run: run, at: ms)
    }

    private mutating func grant(_ request: ClaimRequest, run: Int64, at ms: Int64) -> ClaimAnswer {
        let key = request.key
        leaveLines(for: key, run: run)
        if request.isNewAttempt {
            let number = (tasks[key]?.attempts ?? 0) + 1
            change(key, to: .running, at: ms)
            tasks[key]?.attempts = number
            attempts[key, default: []].append(
                AttemptRecord(
                    run: run, key: key, number: number, state: .running, invocation: request.invocation,
                    began: successes, startedAt: ms))
            claimed[run, default: []].append(AttemptKey(key, number: number))
            claims[key, default: HeldClaim(run: run, number: number, since: ms)].number = number
        }
        claims[key]?.slots = request.slots
        return .granted(number: claims[key]?.number ?? 0, began: successes)
    }

    // MARK: Lines

    /// Stands in lines with one ticket for all, the one that the run has for the key already if it has one.
    ///
    /// It waits either for the key or for pools. Who has once stood in the line of a pool keeps the place until there is
    /// room in all that are wanted: otherwise others take now the one and now the other.
    private mutating func stand(in pools: [String?], for key: TaskKey, run: Int64, at ms: Int64) {
        let before = lines.filter { $0.run == run && $0.key == key }
        if before.isEmpty { lastTicket += 1 }
        let ticket = before.first?.ticket ?? lastTicket
        lines.removeAll { $0.run == run && $0.key == key && ($0.pool == nil) != (pools == [nil]) }
        for pool in pools where !before.contains(where: { $0.pool == pool }) {
            lines.append(Wait(ticket: ticket, run: run, key: key, pool: pool, since: ms))
        }
    }

    mutating func leaveLines(for key: TaskKey, run: Int64) {
        if !lines.isEmpty { lines.removeAll { $0.run == run && $0.key == key } }
    }

    /// Whether slots are free, and no other run has stood in the pool's line for longer.
    private func hasRoom(_ wanted: SlotClaim, for key: TaskKey, run: Int64) -> Bool {
        let taken = claims.values.reduce(0) { $0 + $1.slots(of: wanted.pool) }
        return taken + wanted.slots <= wanted.limit && predecessors(in: wanted.pool, for: key, run: run).isEmpty
    }

    /// The runs that hold slots of a pool, and those that came before this one.
    private func occupants(of pool: String, for key: TaskKey, run: Int64) -> Set<Int64> {
        Set(claims.values.filter { $0.slots(of: pool) > 0 }.map(\.run))
            .union(predecessors(in: pool, for: key, run: run).map(\.run))
    }

    private func predecessors(in pool: String, for key: TaskKey, run: Int64) -> [Wait] {
        guard !lines.isEmpty else { return [] }
        let ticket = lines.first { $0.run == run && $0.key == key }?.ticket ?? .max
        return lines.filter { $0.pool == pool && $0.run != run && $0.ticket < ticket }
    }
}

extension HeldClaim {
    fileprivate func slots(of pool: String) -> Int {
        slots.reduce(0) { $0 + ($1.pool == pool ? $1.slots : 0) }
    }
}
