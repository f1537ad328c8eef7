import PipelineRecord
import Testing

/// The ds that most stories are about.
let day = "2016-04-26"

let dump = TaskKey("cat_gifs.dump", ds: day)
let find = TaskKey("cat_gifs.find", ds: day)
let post = TaskKey("cat_gifs.post", ds: day)

extension RunOwner {
    static let driver = RunOwner(id: "driver", process: 42, bootID: "boot", processStarted: 7, mark: 9)
    static let other = RunOwner(id: "other", process: 43, bootID: "boot", processStarted: 8, mark: 10)
    static let service = RunOwner(id: "service", process: 44, bootID: "boot", mark: 11, isAdoptable: true)
}

/// What stories have runs do, in a word each.
extension RunStore {
    func begin(ds: String = day, owner: RunOwner = .driver, at ms: Int64 = 1) async throws -> Int64 {
        try await beginRun(
            NewRun(
                RunRequest(graphHash: "5eed", ds: ds), owner: owner, commandLine: "driver run --ds \(ds)", startedAt: ms
            ))
    }

    /// Asks for a key that was never done as far as the run knows.
    func ask(
        _ key: TaskKey, _ slots: SlotClaim..., seen: Int64? = nil, run: Int64, at ms: Int64 = 10
    ) async throws -> ClaimAnswer {
        let request = ClaimRequest(key, invocation: "run \(key.task)", slots: slots, seen: seen)
        return try #require(try await commit([.claim(request)], run: run, at: ms).claims.first)
    }

    /// Asks for slots for one more look of an attempt that is under way.
    func look(_ key: TaskKey, _ slots: SlotClaim..., run: Int64, at ms: Int64 = 10) async throws -> ClaimAnswer {
        let request = ClaimRequest(key, invocation: "", slots: slots, seen: nil, isNewAttempt: false)
        return try #require(try await commit([.claim(request)], run: run, at: ms).claims.first)
    }

    /// Starts an attempt, for which nothing may be in the way.
    @discardableResult
    func start(
        _ key: TaskKey, _ slots: SlotClaim..., seen: Int64? = nil, run: Int64, at ms: Int64 = 10,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Int {
        let request = ClaimRequest(key, invocation: "run \(key.task)", slots: slots, seen: seen)
        let answer = try await commit([.claim(request)], run: run, at: ms).claims.first
        return try #require(answer?.number, "\(String(describing: answer))", sourceLocation: sourceLocation)
    }

    /// Ends an attempt, and has the task turn into a state where one is given.
    func end(
        _ key: TaskKey, _ number: Int = 1, _ state: TaskState, task: TaskState? = nil, run: Int64, at ms: Int64 = 20
    ) async throws {
        var transitions: [Transition] = [.attemptEnded(key, number: number, AttemptOutcome(state: state), nil)]
        if let task { transitions.append(.taskChanged(key, task, reason: "", seen: nil)) }
        _ = try await commit(transitions, run: run, at: ms)
    }

    /// Has an attempt that runs succeed, and the task with it.
    ///
    /// - Returns: the place of the success.
    @discardableResult
    func finish(
        _ key: TaskKey, _ number: Int = 1, began: Int64 = 0, run: Int64, at ms: Int64 = 20
    ) async throws -> Int64 {
        let outcome = AttemptOutcome(state: .succeeded, exitCode: 0)
        let result = try await commit(
            [
                .attemptEnded(key, number: number, outcome, nil),
                .taskSucceeded(key, invocation: "run \(key.task)", began: began),
            ], run: run, at: ms)
        return try #require(result.places.first ?? nil)
    }

    /// Does a key in a run, from its first attempt to its success.
    @discardableResult
    func succeed(_ key: TaskKey, seen: Int64? = nil, run: Int64, at ms: Int64 = 10) async throws -> Int64 {
        let number = try await start(key, seen: seen, run: run, at: ms)
        return try await finish(key, number, run: run, at: ms + 10)
    }

    func change(
        _ key: TaskKey, _ state: TaskState, _ reason: String = "", seen: Int64? = nil, run: Int64, at ms: Int64 = 20
    ) async throws {
        _ = try await commit([.taskChanged(key, state, reason: reason, seen: seen)], run: run, at: ms)
    }

    func state(_ key: TaskKey) async throws -> TaskState? { try await record(key)?.state }
}

extension ClaimAnswer {
    /// Of the attempt that was granted.
    var number: Int? { if case .granted(let number, _) = self { number } else { nil } }

    /// The pool that is full.
    var pool: String? { if case .full(let pool, _) = self { pool } else { nil } }

    /// The run that has the key.
    var holder: Int64? { if case .held(let claim) = self { claim.run } else { nil } }

    /// What is on record instead of what was seen.
    var changed: TaskRecord? { if case .changed(let record) = self { record } else { nil } }
}

/// Expects a store to refuse what speaks of an attempt that does not run.
func expectNotClaimed(
    sourceLocation: SourceLocation = #_sourceLocation, _ body: () async throws -> Void
) async {
    let error = await #expect(throws: StoreError.self, sourceLocation: sourceLocation) { try await body() }
    #expect(error?.kind == .notClaimed, sourceLocation: sourceLocation)
}
