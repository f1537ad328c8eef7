public import PipelineRecord

extension MemoryRecord {
    public mutating func clear(tasks names: [String], ds: String, at ms: Int64) -> (count: Int, claims: [Claim]) {
        changes += 1
        var result: (count: Int, claims: [Claim]) = (0, [])
        for key in names.map({ TaskKey($0, ds: ds) }) {
            if let claim = claim(key) {
                result.claims.append(claim)
            } else if let record = tasks[key], !record.isCleared {
                tasks[key] = TaskRecord(
                    task: key.task, ds: ds, state: .waiting, reason: TaskRecord.clearedReason,
                    attempts: record.attempts, changedAt: ms)
                result.count += 1
            }
        }
        return result
    }

    public mutating func release(tasks: [String]) -> [(task: String, streak: Streak)] {
        changes += 1
        return tasks.compactMap { task in streaksByTask.removeValue(forKey: task).map { (task, $0) } }
    }

    public mutating func forget(resources names: [String], ds: String) -> [String] {
        changes += 1
        return names.filter { name in
            let before = resources.count
            resources.removeAll { $0.name == name && $0.ds == ds }
            return resources.count < before
        }
    }

    public func datestamps(endedBefore ms: Int64, forgetsTasks: Bool) -> [String] {
        let ended = attempts.filter { $0.value.contains { $0.ended(before: ms) } }.keys.map(\.ds)
        let forgotten = forgetsTasks ? tasks.values.filter { $0.changedAt < ms }.map(\.ds) : []
        return Set(ended + forgotten).sorted()
    }

    public func attempts(ds: String, endedBefore ms: Int64) -> [(key: AttemptKey, ended: Bool)] {
        attempts.filter { $0.key.ds == ds }.sorted { $0.key < $1.key }.flatMap { key, attempts in
            // They are removed in their order, so that what is left has no gap, even if the clock was set back.
            let ended = attempts.prefix { $0.ended(before: ms) }.count
            return attempts.enumerated().map { (AttemptKey(key, number: $1.number), $0 < ended) }
        }
    }

    public mutating func remove(
        attempts gone: [AttemptKey], ds: String, endedBefore ms: Int64, forgetsTasks: Bool, isDryRun: Bool
    ) -> RemovedRecords {
        if isDryRun {
            var copy = self
            return copy.remove(
                attempts: gone, ds: ds, endedBefore: ms, forgetsTasks: forgetsTasks, isDryRun: false)
        }
        changes += 1
        var removed = RemovedRecords()
        let gone = Set(gone)
        for (key, list) in attempts where key.ds == ds {
            // One that has to stay keeps those after it.
            let first = list.prefix { $0.state != .running && gone.contains(AttemptKey(key, number: $0.number)) }
            for attempt in first { claimed[attempt.run]?.removeAll { $0 == AttemptKey(key, number: attempt.number) } }
            attempts[key]?.removeFirst(first.count)
            removed.attempts += first.count
        }
        if forgetsTasks, !resources.contains(where: { $0.ds == ds }) {
            for (key, record) in tasks where key.ds == ds && record.changedAt < ms && record.state != .running {
                guard attempts[key, default: []].isEmpty, claims[key] == nil else { continue }
                tasks[key] = nil
                removed.tasks += 1
            }
        }
        return removed
    }

    /// It takes no room on a disk.
    public func giveRoomBack() -> Int64 { 0 }
}

extension AttemptRecord {
    fileprivate func ended(before ms: Int64) -> Bool { state != .running && (endedAt.map { $0 < ms } ?? false) }
}
