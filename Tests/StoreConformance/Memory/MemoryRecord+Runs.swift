public import PipelineRecord

extension MemoryRecord {
    public mutating func beginRun(_ run: NewRun) -> Int64 {
        changes += 1
        lastRun += 1
        runs[lastRun] = RunRecord(
            id: lastRun, request: run.request, owner: run.owner, commandLine: run.commandLine, state: .running,
            startedAt: run.startedAt)
        return lastRun
    }

    public mutating func endRun(_ id: Int64, state: RunState, at ms: Int64) {
        changes += 1
        runs[id]?.state = state
        runs[id]?.endedAt = ms
        for (key, claim) in claims where claim.run == id { claims[key] = nil }
        lines.removeAll { $0.run == id }
    }

    public func run(_ id: Int64) -> RunRecord? { runs[id] }

    public func runs(_ filter: RunFilter) -> [RunRecord] {
        let matching = runs.values.filter { run in
            (filter.ds.map { run.covers($0) } ?? true)
                && (filter.states.isEmpty || filter.states.contains(run.state))
                && (filter.before.map { run.id < $0 } ?? true)
        }
        return Array(matching.sorted { $0.id > $1.id }.prefix(max(0, filter.limit)))
    }

    public mutating func requestCancel(run: Int64, _ request: CancelRequest) -> Bool {
        guard runs[run]?.state == .running else { return false }
        changes += 1
        if runs[run]?.cancellation != .kill { runs[run]?.cancellation = request }
        return true
    }

    public mutating func extend(run: Int64, by request: RunRequest) -> Bool {
        guard runs[run]?.state == .running else { return false }
        changes += 1
        runs[run]?.request.additions.append(request)
        return true
    }

    public func cancelRequests(owner: String) -> [Int64: CancelRequest] {
        runs.filter { $0.value.state == .running && $0.value.owner.id == owner }.compactMapValues(\.cancellation)
    }

    public mutating func adopt(run: Int64, by owner: RunOwner) {
        changes += 1
        runs[run]?.owner = owner
    }

    public mutating func removeRuns(endedBefore ms: Int64, isDryRun: Bool) -> Int {
        let gone = runs.values.filter { run in
            run.state != .running && (run.endedAt.map { $0 < ms } ?? false) && claimed[run.id, default: []].isEmpty
        }
        if !isDryRun {
            changes += 1
            for run in gone { runs[run.id] = nil }
        }
        return gone.count
    }
}

extension RunRecord {
    /// Whether it is for a ds, or for a range in which that lies.
    fileprivate func covers(_ ds: String) -> Bool {
        let dots = request.ds.range(of: "..")
        guard let dots else { return request.ds == ds }
        return request.ds[..<dots.lowerBound] <= ds && ds <= request.ds[dots.upperBound...]
    }
}

extension String {
    /// The first place of a text in this one.
    fileprivate func range(of text: String) -> Range<Index>? { ranges(of: text).first }
}
