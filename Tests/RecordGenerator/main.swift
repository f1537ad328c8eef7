import PipelineRecord
import SQLiteStore

// usage: record-generator FOLDER RUNS
//
// Puts that many runs on record, each of one task that has succeeded, for measurements of what a long record costs.

guard CommandLine.arguments.count == 3, let count = Int(CommandLine.arguments[2]), count > 0 else {
    fatalError("usage: record-generator FOLDER RUNS")
}
let store = try await SQLiteStore.open(folder: CommandLine.arguments[1])
let owner = RunOwner(id: "generator", process: 1, bootID: "generated")

@Sendable func generate(_ number: Int) async throws {
    let ms = 1_461_628_800_000 + Int64(number) * 1_000
    // Days of the Gregorian calendar are none of its business: any ds will do that sorts.
    let ds = "\(2000 + number / 336 % 1000)-\(two(number / 28 % 12 + 1))-\(two(number % 28 + 1))"
    var request = RunRequest(graphHash: String(repeating: "0", count: 64), ds: ds)
    request.only = ["generated.task"]
    let run = try await store.beginRun(NewRun(request, owner: owner, commandLine: "driver --ds \(ds)", startedAt: ms))
    let key = TaskKey("generated.task", ds: ds)
    let seen = try await store.record(key)?.successOrder
    let claimed = try await store.commit(
        [.claim(ClaimRequest(key, invocation: "program=true\n", seen: seen))], run: run, at: ms)
    guard case .granted(let attempt, let began)? = claimed.claims.first else { return }
    let outcome = AttemptOutcome(state: .succeeded, exitCode: 0)
    let measures = AttemptMeasures(peakMemory: 12_000_000, userTime: 3, systemTime: 1, logBytes: 120, outputBytes: 0)
    _ = try await store.commit(
        [
            .attemptEnded(key, number: attempt, outcome, measures),
            .taskSucceeded(key, invocation: "program=true\n", began: began),
        ], run: run, at: ms + 500)
    try await store.endRun(run, state: .succeeded, at: ms + 600)
}

@Sendable func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

// Many at once, so that they share their flushes.
let lanes = 64
try await withThrowingTaskGroup(of: Void.self) { group in
    for lane in 0..<min(lanes, count) {
        group.addTask { for number in stride(from: lane, to: count, by: lanes) { try await generate(number) } }
    }
    try await group.waitForAll()
}
await store.close()
