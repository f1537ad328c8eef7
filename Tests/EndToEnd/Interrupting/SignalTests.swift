import Dataswarm
import Testing

/// Ctrl-C, `kill` and a closed terminal end a run in good order.
@Suite struct SignalTests {
    /// Two tasks that hold on until there is a file `enough`, and one that waits for them.
    private func sandbox() throws -> Sandbox {
        let hold: Template = "test -f enough || { echo up > ready; sleep 1000 & wait; }"
        let sandbox = try Sandbox(
            Pipeline("trip") {
                Task("wave", Shell("true"), priority: 1)
                let train = Task("train", Shell(hold))
                let bus = Task("bus", Shell(hold))
                Task("unpack", Shell("true"), depList: [train, bus])
            }
        )
        try sandbox.makePipe("ready")
        return sandbox
    }

    /// Runs until both tasks hold, and does something to the driver then.
    private func run(_ sandbox: Sandbox, until end: (Running) -> Void) async throws -> Outcome {
        try await sandbox.driver("--ds 2016-04-26 --jobs 2") { driver in
            // Either may speak first, or both at once.
            var voices = 0
            while voices < 2 { voices += try await sandbox.hear("ready").split(separator: "\n").count }
            end(driver)
        }
    }

    @Test func controlCEndsWhatRunsAndTheNextRunGoesOn() async throws {
        let sandbox = try sandbox()
        let run = try await run(sandbox) { $0.interrupt() }
        #expect(run.code == 130)
        #expect(run.error == "driver: interrupted: what runs is asked to end, and has 10 s for that.\n")
        #expect(
            run.lines.suffix(3) == [
                "stopped: interrupted", "left: trip.train, trip.bus, trip.unpack",
                "not done in <while>: 1 succeeded, 3 cancelled",
            ]
        )
        #expect(try sandbox.processesOfTasks() == [])
        try await sandbox.driver("status --ds 2016-04-26").says(
            """
            trip.wave    succeeded <moment>
            trip.train   cancelled <moment>: interrupted
            trip.bus     cancelled <moment>: interrupted
            trip.unpack  cancelled <moment>: interrupted
            1 succeeded, 3 cancelled
            """
        )
        try await sandbox.driver("why train --ds 2016-04-26").says(
            """
            trip.train for 2016-04-26: cancelled at <moment>: interrupted
              Nothing stands in its way: 'driver --ds 2016-04-26 --only trip.train' runs it.
            """
        )

        try sandbox.write("", to: "enough")
        let second = try await sandbox.driver("--ds 2016-04-26")
        #expect(second.code == 0)
        #expect(second.error == "")
        #expect(second.lines.last == "done in <while>: 3 succeeded, 1 done before")
    }

    @Test func killEndsWhatRuns() async throws {
        let sandbox = try sandbox()
        let run = try await run(sandbox) { $0.terminate() }
        #expect(run.code == 143)
        #expect(run.lines.contains("stopped: asked to end by signal 15"))
        #expect(run.lines.last == "not done in <while>: 1 succeeded, 3 cancelled")
        #expect(try sandbox.processesOfTasks() == [])
    }

    @Test func aClosedTerminalEndsWhatRuns() async throws {
        let sandbox = try sandbox()
        let run = try await run(sandbox) { $0.hangUp() }
        #expect(run.code == 143)
        #expect(run.lines.last == "not done in <while>: 1 succeeded, 3 cancelled")
        #expect(try sandbox.processesOfTasks() == [])
    }

    @Test func impatienceIsHarmless() async throws {
        let sandbox = try sandbox()
        let run = try await run(sandbox) { driver in
            for _ in 1...5 { driver.interrupt() }
            driver.terminate()
        }
        #expect(run.code == 130 || run.code == 143)
        #expect(run.lines.last == "not done in <while>: 1 succeeded, 3 cancelled")
        #expect(try sandbox.processesOfTasks() == [])
    }

    @Test func aSignalInARangeEndsTheRange() async throws {
        let sandbox = try Sandbox(Pipeline("trip") { Task("train", Shell("echo up > ready; sleep 1000")) })
        try sandbox.makePipe("ready")
        let run = try await sandbox.driver("--ds 2016-04-20..2016-04-26") { driver in
            _ = try await sandbox.hear("ready")
            driver.interrupt()
        }
        #expect(run.code == 130)
        #expect(!run.output.contains("2016-04-21"))
        #expect(
            run.complaints.last == "driver: not done for 2016-04-20; not begun for 2016-04-21..2016-04-26.")
    }

    @Test func aProbeThatWaitsIsCancelledAtOnce() async throws {
        let sandbox = try Sandbox(
            Pipeline("trip") {
                Task("ticket", WaitForFile("ticket", every: .hours(1)), priority: 1)
                Task("train", Shell("echo up > ready; sleep 1000"))
            }
        )
        try sandbox.makePipe("ready")
        let run = try await sandbox.driver("--ds 2016-04-26 --jobs 1") { driver in
            _ = try await sandbox.hear("ready")
            driver.interrupt()
        }
        #expect(run.code == 130)
        #expect(run.lines.last == "not done in <while>: 2 cancelled")
    }
}
