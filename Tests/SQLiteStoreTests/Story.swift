import PipelineRecord
import Testing

@testable import SQLiteStore

/// The ds that most tests are about.
let day = "2016-04-26"

/// What a success says of itself.
let success = AttemptOutcome(state: .succeeded, exitCode: 0)

extension NewRun {
    init(ds: String = day, at ms: Int64 = 1, owner: String = "owner", isAdoptable: Bool = false) {
        self.init(
            RunRequest(graphHash: "5eed", ds: ds),
            owner: RunOwner(id: owner, process: 42, bootID: "boot", mark: 7, isAdoptable: isAdoptable),
            commandLine: "driver --ds \(ds)", startedAt: ms)
    }
}

extension SQLiteStore {
    func begin(ds: String = day, at ms: Int64 = 1, owner: String = "owner") async throws -> Int64 {
        try await beginRun(NewRun(ds: ds, at: ms, owner: owner))
    }

    /// Starts an attempt, knowing what the task last succeeded with.
    ///
    /// - Returns: its number.
    @discardableResult
    func start(
        _ task: String, ds: String = day, _ invocation: String = "", run: Int64 = 1, at ms: Int64 = 1
    ) async throws -> Int {
        // Most stories need no more than that there is one.
        if run == 1, try await self.run(run) == nil { _ = try await begin(ds: ds) }
        let seen = try await record(task, ds: ds)?.successOrder
        let result = try await commit([.begun(task, ds: ds, invocation, seen: seen)], run: run, at: ms)
        guard case .granted(let number, _) = result.claims.first else { throw NotGranted(answer: result.claims.first) }
        return number
    }

    /// Starts an attempt and has it succeed 10 ms later.
    func succeed(_ task: String, ds: String = day, run: Int64 = 1, at ms: Int64 = 100) async throws {
        let number = try await start(task, ds: ds, "run \(task)", run: run, at: ms)
        _ = try await commit(
            [.ended(task, ds: ds, number, success), .succeeded(task, ds: ds, "run \(task)")], run: run, at: ms + 10)
    }

    func record(_ task: String, ds: String = day) async throws -> TaskRecord? {
        try await record(TaskKey(task, ds: ds))
    }

    func attempts(_ task: String, ds: String = day) async throws -> [AttemptRecord] {
        try await attempts(TaskKey(task, ds: ds))
    }

    func runs(ds: String?, limit: Int) async throws -> [RunRecord] {
        try await runs(RunFilter(ds: ds, limit: limit))
    }
}

struct NotGranted: Error {
    let answer: ClaimAnswer?
}

extension Transition {
    static func begun(_ task: String, ds: String = day, _ invocation: String = "", seen: Int64? = nil) -> Transition {
        .claim(ClaimRequest(TaskKey(task, ds: ds), invocation: invocation, seen: seen))
    }

    static func ended(_ task: String, ds: String = day, _ number: Int, _ outcome: AttemptOutcome) -> Transition {
        .attemptEnded(TaskKey(task, ds: ds), number: number, outcome, nil)
    }

    static func changed(
        _ task: String, ds: String = day, _ state: TaskState, _ reason: String = "", seen: Int64? = nil
    ) -> Transition {
        .taskChanged(TaskKey(task, ds: ds), state, reason: reason, seen: seen)
    }

    static func succeeded(_ task: String, ds: String = day, _ invocation: String = "") -> Transition {
        .taskSucceeded(TaskKey(task, ds: ds), invocation: invocation, began: 0)
    }
}
