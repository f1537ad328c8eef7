import GRDB
import PipelineRecord

extension TransitionWriter {
    /// Grants a key and slots, all or none; or has the run wait for what it is missing.
    mutating func claim(_ request: ClaimRequest) throws -> ClaimAnswer {
        try requireRun()
        let key = request.key
        let holder = try claim(on: key)
        let task = try task(key)
        // Each tells of the other: a claim that was lost would have a task done twice at a time.
        guard holder?.run == task?.claimedBy else { throw Table.claims.loss }
        if let holder, holder.run != run {
            try wait(for: key, pools: [])
            return .held(
                Claim(
                    key: key, run: holder.run, owner: try SQLiteStore.owner(database, of: holder.run),
                    number: holder.number, since: holder.since))
        }
        if let excluded = request.excluded, let other = try claim(on: excluded), other.run != run {
            try wait(for: key, pools: [])
            return .held(
                Claim(
                    key: excluded, run: other.run, owner: try SQLiteStore.owner(database, of: other.run),
                    number: other.number, since: other.since))
        }

        let latest = task?.record.attempts ?? 0
        if !request.isNewAttempt {
            try requireRunning(key, latest)
        } else if holder == nil && task?.record.successOrder != request.seen {
            try endWaits(key)
            return .changed(task?.record ?? TaskRecord(task: key.task, ds: key.ds, state: .waiting))
        }
        if let full = try pools(full: request) { return full }

        let number = request.isNewAttempt ? latest + 1 : latest
        try freeSlots(key)
        for wanted in request.slots {
            try query(.takeSlots).run(
                .text(key.ds), .text(key.task), .text(wanted.pool), .integer(run), .integer(wanted.slots))
            hasSlots = true
            slots?.take(key, run: run, wanted)
        }
        if request.isNewAttempt { try begin(request, number: number) }
        try endWaits(key)
        return .granted(number: number, began: place)
    }

    /// Whoever meets a claim has to find out who executes its run.
    private mutating func requireRun() throws {
        guard !isKnown else { return }
        guard try query(.run).first(.integer(run), make: { _ in true }) != nil else {
            throw StoreError(
                .failed, path, problem: "run \(run) is not on record", remedy: "begin it before it claims anything")
        }
        isKnown = true
    }

    /// What it was granted may have been taken from it, because it was thought dead.
    private mutating func requireRunning(_ key: TaskKey, _ number: Int) throws {
        let isRunning = try query(.isRunning).first(
            .text(key.ds), .text(key.task), .integer(number), .integer(run)
        ) { _ in true }
        guard isRunning != nil else { throw StoreError.notClaimed(path, key, number: number) }
    }

    /// Takes the claim again that has just ended, and no other run can have meanwhile.
    mutating func keepClaim(_ key: TaskKey) throws {
        try requireRun()
        guard let task = try task(key), task.claimedBy == nil else { return }
        let (ds, name) = (SQLValue.text(key.ds), SQLValue.text(key.task))
        try query(.takeClaim).run(ds, name, .integer(run), .integer(task.record.attempts), .integer(ms))
        try query(.setClaim).run(ds, name, .integer(run))
    }

    mutating func giveUpClaim(_ key: TaskKey) throws {
        guard try query(.releaseClaim).run(.text(key.ds), .text(key.task), .integer(run)) > 0 else { return }
        try query(.setClaim).run(.text(key.ds), .text(key.task), .null)
    }

    private mutating func begin(_ request: ClaimRequest, number: Int) throws {
        let (ds, task) = (SQLValue.text(request.key.ds), SQLValue.text(request.key.task))
        try query(.takeClaim).run(ds, task, .integer(run), .integer(number), .integer(ms))
        do {
            try query(.insertAttempt).run(
                ds, task, .integer(number), .integer(run), .integer(ms), .integer(place), .text(request.invocation))
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
            // There are more attempts of the task on record than it tells of.
            throw Table.tasks.loss
        }
        try query(.startTask).run(ds, task, .integer(number), .integer(ms), .integer(run))
    }

    private mutating func claim(on key: TaskKey) throws -> (run: Int64, number: Int, since: Int64)? {
        try query(.claim).first(.text(key.ds), .text(key.task)) { row in
            try row.verify(as: .claims)
            return (row.integer(2), Int(truncatingIfNeeded: row.integer(3)), row.integer(4))
        }
    }

    // MARK: Pools

    /// Which pools have no room for a request, or have others before it; the run then stands in the line of each.
    private mutating func pools(full request: ClaimRequest) throws -> ClaimAnswer? {
        guard !request.slots.isEmpty else { return nil }
        if slots == nil { slots = try SlotsInUse(database, try query(.slots)) }
        let ticket = hasWaits ? try ticket(for: request.key) : nil
        var full: [String] = []
        var runs: Set<Int64> = []
        for wanted in request.slots {
            let (count, holders) = slots!.of(wanted.pool)
            let before = try waiting(in: wanted.pool, before: ticket ?? .max)
            guard count > wanted.limit - wanted.slots || !before.isEmpty else { continue }
            if full.isEmpty { runs = holders.union(before) }
            full.append(wanted.pool)
        }
        guard let first = full.first else { return nil }
        try wait(for: request.key, pools: full, ticket: ticket)
        return .full(pool: first, runs: runs)
    }

    /// The other runs that stand before a ticket in the line for a pool.
    private mutating func waiting(in pool: String, before ticket: Int64) throws -> [Int64] {
        guard hasWaits else { return [] }
        return try query(.waitsBefore).all(.text(pool), .integer(ticket), .integer(run)) { $0.integer(0) }
    }

    private mutating func ticket(for key: TaskKey) throws -> Int64? {
        try query(.ticket).first(.integer(run), .text(key.ds), .text(key.task)) { $0.optionalInteger(0) } ?? nil
    }

    /// Puts the run in line for a key, or for pools where the key is free.
    ///
    /// One that waits for several pools stays in the lines of those that have room meanwhile: others would take them
    /// again and again. All lines go by one order of tickets, so that whoever has the lowest waits for none that waits.
    private mutating func wait(for key: TaskKey, pools: [String], ticket known: Int64? = nil) throws {
        let (keyDs, task) = (SQLValue.text(key.ds), SQLValue.text(key.task))
        var ticket = known
        if ticket == nil && hasWaits { ticket = try self.ticket(for: key) }
        guard let place = try ticket ?? query(.nextTicket).first(make: { $0.integer(0) }) else {
            throw StoreError.damaged(path, "the count of tickets is not as it was written")
        }
        let lines: [SQLValue] = pools.isEmpty ? [.null] : pools.map { .text($0) }
        for line in lines {
            let waits =
                ticket == nil
                ? nil : try query(.isWaiting).first(.integer(run), keyDs, task, line) { _ in true }
            if waits != nil { continue }
            try query(.wait).run(.integer(place), .integer(run), keyDs, task, line, .integer(ms))
            hasWaits = true
        }
        // It waits either for the key or for pools.
        if ticket != nil {
            try query(.endWaitForKey).run(.integer(run), keyDs, task, .integer(pools.isEmpty ? 0 : 1))
        }
    }
}
