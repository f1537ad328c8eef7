import GRDB
import PipelineRecord

/// Writes transitions within a transaction.
///
/// A batch may hold 100,000 of them: every statement is looked up once a batch.
struct TransitionWriter {
    private let run: SQLValue
    private let ms: Int64
    private let path: String

    private let reservePlaces: Query
    private let insertAttempt: Query
    private let startTask: Query
    private let endAttempt: Query
    private let setDuration: Query
    private let countLoss: Query
    private let endLosses: Query
    private let setLatestDuration: Query
    private let changeTask: Query
    private let succeedTask: Query
    private let countFailure: Query
    private let endStreak: Query
    private let beginResource: Query
    private let endResource: Query

    init(_ database: Database, run: Int64, ms: Int64, path: String) throws {
        self.run = .integer(run)
        self.ms = ms
        self.path = path
        reservePlaces = try Query(TransitionSQL.reservePlaces, in: database)
        insertAttempt = try Query(TransitionSQL.insertAttempt, in: database)
        startTask = try Query(TransitionSQL.startTask, in: database)
        endAttempt = try Query(TransitionSQL.endAttempt, in: database)
        setDuration = try Query(TransitionSQL.setDuration, in: database)
        countLoss = try Query(TransitionSQL.countLoss, in: database)
        endLosses = try Query(TransitionSQL.endLosses, in: database)
        setLatestDuration = try Query(TransitionSQL.setLatestDuration, in: database)
        changeTask = try Query(TransitionSQL.changeTask, in: database)
        succeedTask = try Query(TransitionSQL.succeedTask, in: database)
        countFailure = try Query(TransitionSQL.countFailure, in: database)
        endStreak = try Query(TransitionSQL.endStreak, in: database)
        beginResource = try Query(TransitionSQL.beginResource, in: database)
        endResource = try Query(TransitionSQL.endResource, in: database)
    }

    /// Takes as many places among the successes as there are successes in the batch.
    ///
    /// - Returns: the last place that was taken before.
    func reservePlaces(for transitions: [Transition]) throws -> Int64 {
        let count = transitions.count { if case .taskSucceeded = $0 { true } else { false } }
        guard count > 0 else { return 0 }
        guard let last = try reservePlaces.first(.integer(count), make: { $0.integer(0) }) else {
            throw StoreError.damaged(path, "the count of successes is missing")
        }
        // A damaged count may be any number, and must not trap.
        return last &- Int64(count)
    }

    func start(_ task: String, _ ds: String, _ number: Int, _ invocation: String) throws {
        do {
            try insertAttempt.run(
                .text(ds),
                .text(task),
                .integer(number),
                run,
                .integer(ms),
                .text(invocation)
            )
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
            throw StoreError.alreadyClaimed(path, task: task, ds: ds, number: number)
        }
        try startTask.run(.text(ds), .text(task), .integer(number), .integer(ms))
    }

    func end(_ task: String, _ ds: String, _ number: Int, _ outcome: AttemptOutcome) throws {
        let started = try endAttempt.first(
            .text(ds),
            .text(task),
            .integer(number),
            .text(outcome.state.rawValue),
            .integer(outcome.exitCode),
            .integer(outcome.signal),
            .text(outcome.reason),
            .integer(ms),
            outcome.cause.map { .text($0.rawValue) } ?? .null
        ) { $0.integer(0) }
        guard let started else { throw StoreError.notClaimed(path, task: task, ds: ds, number: number) }
        guard outcome.state == .succeeded else {
            try (outcome.state == .lost ? countLoss : endLosses).run(.text(ds), .text(task))
            return
        }

        // A clock that was set back must not tell of a time below zero.
        let duration = SQLValue.integer(max(0, ms.subtractingReportingOverflow(started).partialValue))
        try setDuration.run(.text(ds), .text(task), duration)
        try setLatestDuration.run(.text(task), duration)
    }

    func change(_ task: String, _ ds: String, _ state: TaskState, _ reason: String) throws {
        try changeTask.run(.text(ds), .text(task), .text(state.rawValue), .text(reason), .integer(ms))
        if state == .failed { try countFailure.run(.text(task), .text(ds)) }
    }

    func begin(resource: String, _ ds: String) throws {
        try beginResource.run(.text(ds), .text(resource), run, .integer(ms))
    }

    func end(resource: String, _ ds: String) throws { try endResource.run(.text(ds), .text(resource)) }

    func succeed(_ task: String, _ ds: String, _ invocation: String, _ place: Int64) throws {
        try succeedTask.run(.text(ds), .text(task), .integer(place), .integer(ms), .text(invocation))
        try endStreak.run(.text(task))
    }
}
