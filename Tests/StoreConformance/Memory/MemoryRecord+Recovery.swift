public import PipelineRecord

extension MemoryRecord {
    /// Why an attempt and its task were lost with their owner, as on record.
    public static let lostReason = "its driver was gone before it ended"

    public mutating func recover(owner: String, keeping: Set<AttemptKey>, at ms: Int64) -> [TaskRecord] {
        changes += 1
        // Whatever is on record of its runs, whether they have ended or not: it would be in the way for ever.
        let gone = runs.values.filter { $0.owner.id == owner }
        let ids = Set(gone.map(\.id))
        let claims = claims.filter { key, claim in
            ids.contains(claim.run) && !keeping.contains(AttemptKey(key, number: claim.number))
        }
        // One that waits for a retry has no attempt to lose; one whose attempt ended and nothing else has.
        let lost = claims.keys.sorted().filter { loseAttempt(of: $0, at: ms) || tasks[$0]?.state == .running }
        for key in lost { change(key, to: .lost, reason: Self.lostReason, at: ms) }
        for key in claims.keys { self.claims[key] = nil }
        lines.removeAll { ids.contains($0.run) }
        for run in gone where run.state == .running && !run.owner.isAdoptable {
            runs[run.id]?.state = .lost
            runs[run.id]?.endedAt = ms
        }
        return lost.compactMap { tasks[$0] }
    }

    /// - Returns: whether it was running.
    private mutating func loseAttempt(of key: TaskKey, at ms: Int64) -> Bool {
        guard let index = attempts[key]?.indices.last, attempts[key]?[index].state == .running else { return false }
        let outcome = AttemptOutcome(state: .lost, cause: .lost, reason: Self.lostReason)
        attempts[key]?[index].end(outcome, nil, at: ms)
        return true
    }
}
