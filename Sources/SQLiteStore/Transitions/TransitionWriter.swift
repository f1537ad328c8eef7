import GRDB
import PipelineRecord

/// Writes transitions of a run within a transaction.
///
/// A batch may hold 100,000 of them: every statement is looked up once a batch, and what there is none of is not looked for.
struct TransitionWriter {
    let run: Int64
    let ms: Int64
    let path: String
    let database: Database
    private var queries: [Query?] = Array(repeating: nil, count: TransitionSQL.allCases.count)

    /// The place of the latest success so far.
    private(set) var place: Int64
    private var hasStreaks: Bool
    /// Whether the run is on record.
    var isKnown = false
    /// Whether anybody holds slots, or stands in a line.
    var hasSlots: Bool
    var hasWaits: Bool
    /// Who holds slots, once somebody has asked for some.
    var slots: SlotsInUse?

    init(_ database: Database, _ transitions: [Transition], run: Int64, ms: Int64, path: String) throws {
        (self.database, self.run, self.ms, self.path) = (database, run, ms, path)
        (place, hasSlots, hasWaits, hasStreaks) = (0, false, false, false)
        let seen = try query(.look).first { row in
            try row.verify(as: .sums)
            return (
                count: row.integer(2), slots: row.integer(4) != 0, waits: row.integer(5) != 0,
                streaks: row.integer(6) != 0
            )
        }
        guard let seen else { throw StoreError.damaged(path, "the count of successes is missing") }
        (place, hasSlots, hasWaits, hasStreaks) = (seen.count, seen.slots, seen.waits, seen.streaks)
        // As many places among the successes as there are successes in the batch.
        let successes = transitions.count { if case .taskSucceeded = $0 { true } else { false } }
        if successes > 0 { try query(.reservePlaces).run(.integer(successes)) }
    }

    mutating func query(_ sql: TransitionSQL) throws -> Query {
        if let query = queries[sql.rawValue] { return query }
        let query = try Query(sql.text, in: database)
        queries[sql.rawValue] = query
        return query
    }

    // MARK: Tasks

    /// What is on record about a task, and which run has claimed it.
    mutating func task(_ key: TaskKey) throws -> (record: TaskRecord, claimedBy: Int64?)? {
        try query(.task).first(.text(key.ds), .text(key.task)) { row in
            try row.verify(as: .tasks)
            return (try TaskRecord(row, ds: key.ds), row.optionalInteger(9))
        }
    }

    mutating func change(_ key: TaskKey, _ state: TaskState, _ reason: String, seen: Int64?) throws {
        let task = try task(key)
        let isOurs = task?.claimedBy == run
        if state.isFinal { try endWaits(key) }
        if !isOurs {
            guard task?.claimedBy == nil, task?.record.successOrder == seen else { return }
        }
        let isReleased = isOurs && state.isFinal
        try query(.changeTask).run(
            .text(key.ds), .text(key.task), .text(state.rawValue), .text(reason), .integer(ms),
            isOurs && !isReleased ? .integer(run) : .null)
        if state == .failed {
            try query(.countFailure).run(.text(key.task), .text(key.ds))
            hasStreaks = true
        }
        if isReleased { try release(key) }
    }

    /// - Returns: its place among all successes.
    mutating func succeed(_ key: TaskKey, _ invocation: String, began: Int64?) throws -> Int64 {
        let began = began ?? place
        // A damaged count may be any number, and must not trap.
        place &+= 1
        try query(.succeedTask).run(
            .text(key.ds), .text(key.task), .integer(place), .integer(began), .integer(ms), .text(invocation),
            .integer(run))
        if hasStreaks { try query(.endStreak).run(.text(key.task)) }
        try release(key)
        try endWaits(key)
        return place
    }

    /// Takes note of a task that has skipped itself, where the run has claimed it.
    mutating func skip(_ key: TaskKey, _ reason: String, _ invocation: String, began: Int64?) throws {
        if try task(key)?.claimedBy == run {
            try query(.skipTask).run(
                .text(key.ds), .text(key.task), .text(reason), .integer(began ?? place), .integer(ms),
                .text(invocation), .integer(run))
            try release(key)
        }
        try endWaits(key)
    }

    /// - Returns: its place among all successes; `nil` where there is another success than the one that was seen.
    mutating func succeedWithNothing(_ key: TaskKey, _ invocation: String, seen: Int64?) throws -> Int64? {
        guard try task(key)?.record.successOrder == seen else {
            try endWaits(key)
            return nil
        }
        try query(.reservePlaces).run(.integer(1))
        return try succeed(key, invocation, began: nil)
    }

    /// Gives up the run's claim on a key, and its slots for it.
    private mutating func release(_ key: TaskKey) throws {
        try query(.releaseClaim).run(.text(key.ds), .text(key.task), .integer(run))
        try freeSlots(key)
    }

    // MARK: Attempts

    mutating func give(_ handle: String, _ key: TaskKey, _ number: Int) throws {
        let count = try query(.giveHandle).run(
            .text(key.ds), .text(key.task), .integer(number), .integer(run), .text(handle))
        guard count == 1 else { throw StoreError.notClaimed(path, key, number: number) }
    }

    mutating func end(
        _ key: TaskKey, _ number: Int, _ outcome: AttemptOutcome, _ measures: AttemptMeasures?
    ) throws {
        let count = try query(.endAttempt).run(
            .text(key.ds), .text(key.task), .integer(number), .integer(run),
            .text(outcome.state.rawValue), .integer(outcome.exitCode), .integer(outcome.signal),
            .text(outcome.reason), .integer(ms), outcome.cause.map { .text($0.rawValue) } ?? .null,
            .integer(measures?.peakMemory), .integer(measures?.userTime), .integer(measures?.systemTime),
            .integer(measures?.logBytes), .integer(measures?.outputBytes))
        guard count == 1 else { throw StoreError.notClaimed(path, key, number: number) }
        try query(outcome.state == .lost ? .countLoss : .endLosses).run(.text(key.ds), .text(key.task))
        try freeSlots(key)
    }

    mutating func freeSlots(_ key: TaskKey) throws {
        guard hasSlots else { return }
        try query(.freeSlots).run(.text(key.ds), .text(key.task), .integer(run))
        slots?.free(key, run: run)
    }

    // MARK: Waiting

    mutating func endWaits(_ key: TaskKey) throws {
        guard hasWaits else { return }
        try query(.endWaits).run(.integer(run), .text(key.ds), .text(key.task))
    }

    // MARK: Resources

    mutating func begin(resource: String, _ ds: String) throws {
        try query(.beginResource).run(.text(ds), .text(resource), .integer(run), .integer(ms))
    }

    mutating func end(resource: String, _ ds: String) throws {
        try query(.endResource).run(.text(ds), .text(resource))
    }
}
