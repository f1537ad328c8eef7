import Dataswarm
import Glibc
import Testing

/// `cancel`, from another terminal.
@Suite struct CancelTests {
    private func sandbox(_ hold: Template = "echo up > ready; sleep 1000 & wait") throws -> Sandbox {
        let sandbox = try Sandbox(
            Pipeline("trip") {
                let train = Task("train", Shell(hold))
                Task("unpack", Shell("true"), depList: [train])
            }
        )
        try sandbox.makePipe("ready")
        return sandbox
    }

    @Test(arguments: ["", " --now"]) func theDriverEndsInGoodOrder(option: String) async throws {
        let sandbox = try sandbox()
        let run = try await sandbox.driver("--ds 2016-04-26") { _ in
            _ = try await sandbox.hear("ready")
            try await sandbox.driver("cancel --ds 2016-04-26\(option)").says(
                """
                ds 2016-04-26: run 1 cancelled, 2 tasks cancelled
                left: trip.train, trip.unpack
                """
            )
        }
        #expect(run.code == 143)
        #expect(run.error.hasPrefix("driver: cancelled by 'driver cancel': "))
        #expect(run.lines.suffix(3).first == "stopped: cancelled by 'driver cancel'")
        #expect(run.lines.last == "not done in <while>: 2 cancelled")
        #expect(try sandbox.processesOfTasks() == [])
        try await sandbox.driver("why train --ds 2016-04-26").says(
            """
            trip.train for 2016-04-26: cancelled at <moment>: cancelled by 'driver cancel'
              Nothing stands in its way: 'driver --ds 2016-04-26 --only trip.train' runs it.
            """
        )
        try await sandbox.driver("cancel --ds 2016-04-26").refuses(
            "driver: nothing is running for 2016-04-26 in <sandbox>/.dataswarm.", code: 1)
    }

    @Test func aRangeEndsAsAWhole() async throws {
        let sandbox = try sandbox()
        let run = try await sandbox.driver("--ds 2016-04-25..2016-04-27") { _ in
            _ = try await sandbox.hear("ready")
            let cancel = try await sandbox.driver("cancel --ds 2016-04-25")
            #expect(cancel.code == 0)
        }
        #expect(run.code == 143)
        #expect(!run.output.contains("2016-04-26"))
    }

    @Test func whatDoesNotRunCannotBeCancelled() async throws {
        let sandbox = try Sandbox(.trip)
        let sentence = "driver: nothing is running for 2016-04-26 in <sandbox>/.dataswarm."
        try await sandbox.driver("cancel --ds 2016-04-26").refuses(sentence, code: 1)
        #expect(try await sandbox.driver("--ds 2016-04-26").code == 0)
        try await sandbox.driver("cancel --ds 2016-04-26").refuses(sentence, code: 1)
        try await sandbox.driver("cancel --ds 2016-04-25..2016-04-26").refuses(
            "driver: --ds: '2016-04-25..2016-04-26' is not a datestamp: write a day (2016-04-26), an hour (2016-04-26T07) or a month (2016-04)."
        )
        let slip = try await sandbox.driver("cancel --ds 2016-04-26 --wait soon")
        #expect(slip.code == 64)
        #expect(slip.complaints.first == "Error: --wait soon: a time belongs here, such as 90s, 10m or 2h.")
    }

    /// A driver that cannot act on a signal is not said to have ended.
    @Test func patienceEnds() async throws {
        let sandbox = try sandbox()
        let run = try await sandbox.driver("--ds 2016-04-26") { driver in
            _ = try await sandbox.hear("ready")
            kill(driver.process, SIGSTOP)
            try await sandbox.driver("cancel --ds 2016-04-26 --wait 200ms").refuses(
                """
                driver: run 1 (process \(driver.process)) was asked to end and is still running after 200 ms: wait, or \
                say --now to kill what it runs.
                """, code: 1)
            kill(driver.process, SIGCONT)
        }
        #expect(run.code == 143)
        #expect(try sandbox.processesOfTasks() == [])
    }

    /// Somebody holds the lock, and the process that the record names has gone: no other is taken for it.
    @Test func aProcessThatIsNotTheRecordsIsLeftAlone() async throws {
        let sandbox = try sandbox()
        let killed = try await sandbox.driver("--ds 2016-04-26") { driver in
            _ = try await sandbox.hear("ready")
            driver.murder()
        }
        #expect(killed.code == 137)
        try sandbox.makePipe("held")
        // Holds the lock as a driver does: an "open file description lock" (37 is F_OFD_SETLK).
        let program = """
            import fcntl, os, struct, time
            name, = os.listdir('.dataswarm/locks')
            lock = open('.dataswarm/locks/' + name, 'r+')
            fcntl.fcntl(lock, 37, struct.pack('hhqqi4x', fcntl.F_RDLCK, 0, 0, 0, 0))
            open('held', 'w').write('held')
            time.sleep(1000)
            """
        let holder = Program(path: "/usr/bin/env", arguments: ["python3", "-c", program], folder: sandbox.folder)
        let held = try await holder.run { process in
            _ = try await sandbox.hear("held")
            let cancel = try await sandbox.driver("cancel --ds 2016-04-26")
            #expect(cancel.code == 1)
            #expect(cancel.output == "")
            #expect(
                cancel.error.wholeMatch(
                    of:
                        /driver: run 1 belongs to process \d+, which cannot be found from here: end it where it was started.\n/
                ) != nil)
            process.interrupt()
        }
        #expect(held.error.contains("KeyboardInterrupt"))
    }
}
