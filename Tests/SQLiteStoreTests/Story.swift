import PipelineGraph
import PipelineRecord
import SQLiteStore

/// The ds that most tests are about.
let day = "2016-04-26"

extension SQLiteStore {
    func begin(ds: String = day, at ms: Int64 = 1) throws -> Int64 {
        try beginRun(
            NewRun(
                ds: ds,
                graphHash: "5eed",
                commandLine: "driver --ds \(ds)",
                pid: 42,
                bootID: "boot",
                startedAt: ms
            )
        )
    }

    /// Starts an attempt and has it succeed 10 ms later.
    func succeed(
        _ task: String,
        ds: String = day,
        number: Int = 1,
        run: Int64 = 1,
        at ms: Int64 = 100
    ) throws {
        try commit([.attemptStarted(task: task, ds: ds, number: number, invocation: "run \(task)")], run: run, at: ms)
        try commit(
            [
                .attemptEnded(
                    task: task,
                    ds: ds,
                    number: number,
                    outcome: AttemptOutcome(state: .succeeded, exitCode: 0)
                ),
                .taskSucceeded(task: task, ds: ds, invocation: "run \(task)"),
            ],
            run: run,
            at: ms + 10
        )
    }
}
