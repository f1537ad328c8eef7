import PipelineRecord

/// All that a store says to those who only read, about the world of a random walk.
struct Contents: Hashable {
    var runs: [RunRecord] = []
    var filtered: [[Int64]] = []
    var cancelRequests: [[Int64: CancelRequest]] = []
    var claims: [[Claim]] = []
    var waits: [Wait] = []
    var records: [[String: TaskRecord]] = []
    var range: [TaskRecord] = []
    var record: [TaskRecord?] = []
    var attempts: [[AttemptRecord]] = []
    var attemptsOfRuns: [[AttemptRecord]] = []
    var streaks: [String: Streak] = [:]
    var resources: [[LiveResource]] = []
    var removable: [[String]] = []
    var ended: [[AttemptKey: Bool]] = []

    init(of store: any RunStore, at ms: Int64) async throws(StoreError) {
        runs = try await store.runs(RunFilter())
        let middle = runs.isEmpty ? 0 : runs[runs.count / 2].id
        for filter in Self.filters(before: middle) { filtered.append(try await store.runs(filter).map(\.id)) }
        for owner in World.owners { cancelRequests.append(try await store.cancelRequests(owner: owner.id)) }
        claims = [try await store.claims(ds: nil), try await store.claims(ds: World.datestamps[0])]
        waits = Self.ranked(try await store.waits())
        for ds in World.datestamps {
            records.append(try await store.records(ds: ds))
            resources.append(try await store.liveResources(ds: ds))
            var ends: [AttemptKey: Bool] = [:]
            for (key, isEnded) in try await store.attempts(ds: ds, endedBefore: ms) { ends[key] = isEnded }
            ended.append(ends)
        }
        range = try await store.records(ds: World.datestamps[0]...World.datestamps[1])
        for key in World.keys {
            record.append(try await store.record(key))
            attempts.append(try await store.attempts(key))
        }
        for run in runs { attemptsOfRuns.append(try await store.attempts(run: run.id)) }
        streaks = try await store.streaks()
        for forgetsTasks in [false, true] {
            removable.append(try await store.datestamps(endedBefore: ms, forgetsTasks: forgetsTasks))
        }
    }

    private static func filters(before middle: Int64) -> [RunFilter] {
        let ds = World.datestamps[0]
        return [
            RunFilter(ds: ds), RunFilter(ds: ds, states: [.running, .failed], limit: 3),
            RunFilter(states: [.running]), RunFilter(states: [.lost, .cancelled], before: middle, limit: 2),
            RunFilter(ds: "2016-04-20", before: middle), RunFilter(states: [.running], before: middle, limit: 1),
            RunFilter(limit: 2),
        ]
    }

    /// Which number a ticket has does not matter, only who comes first.
    private static func ranked(_ waits: [Wait]) -> [Wait] {
        let tickets = Set(waits.map(\.ticket)).sorted()
        return waits.map { wait in
            var wait = wait
            wait.ticket = Int64(tickets.firstIndex(of: wait.ticket) ?? 0)
            return wait
        }.sorted { ($0.ticket, $0.pool ?? "") < ($1.ticket, $1.pool ?? "") }
    }

    /// What one says otherwise than another, in words.
    func differences(from expected: Contents) -> [String] {
        zip(Mirror(reflecting: self).children, Mirror(reflecting: expected).children).compactMap { mine, other in
            let (mine, other, name) = (mine.value as? AnyHashable, other.value as? AnyHashable, mine.label ?? "")
            return mine == other ? nil : "\(name) is\n  \(text(mine))\nand not\n  \(text(other))"
        }
    }

    private func text(_ value: AnyHashable?) -> String { value.map { "\($0)" } ?? "nothing" }
}
