import Dataswarm
import Testing

@Suite struct FailureTests {
    @Test func aFailureShowsTheEndOfItsLogAndWhatItKeptFromStarting() async throws {
        let sandbox = try Sandbox(
            Pipeline("trip") {
                let pack = Task("pack", Shell("for i in {1..20}; do echo line $i; done; echo no suitcase >&2; exit 3"))
                let travel = Task("travel", NoOp(), depList: [pack])
                Task("unpack", NoOp(), depList: [travel])
                Task("water_plants", Shell("true"))
            }
        )
        let run = try await sandbox.driver("--ds 2016-04-26 --jobs 1")
        run.says(
            """
            ds 2016-04-26, run 1: 4 tasks to run
            <time> started trip.pack
            <time> failed trip.pack: exit 3
            <time> upstream_failed trip.travel: trip.pack failed
            <time> upstream_failed trip.unpack: trip.travel was not started
            <time> started trip.water_plants
            <time> succeeded trip.water_plants

            ✗ trip.pack exit 3
              │ line 12
              │ line 13
              │ line 14
              │ line 15
              │ line 16
              │ line 17
              │ line 18
              │ line 19
              │ line 20
              │ no suitcase
              log: <sandbox>/.dataswarm/attempts/2016-04-26/trip.pack@1/log

            not done in <while>: 1 succeeded, 1 failed, 2 upstream_failed
            """, code: 1
        )
        #expect(run.error == "")
    }

    @Test func whatFailedIsTriedAgainByTheNextRunAlone() async throws {
        let sandbox = try Sandbox(
            Pipeline("trip") {
                let pack = Task("pack", Shell("test -f suitcase"))
                Task("travel", NoOp(), depList: [pack])
                Task("water_plants", Shell("true"))
            }
        )
        #expect(try await sandbox.driver("--ds 2016-04-26").code == 1)
        try sandbox.write("", to: "suitcase")
        try await sandbox.driver("--ds 2016-04-26 --jobs 1").says(
            """
            ds 2016-04-26, run 2: 2 tasks to run, 1 done before
            <time> started trip.pack (attempt 2)
            <time> succeeded trip.pack
            <time> succeeded trip.travel
            done in <while>: 2 succeeded, 1 done before
            """
        )
    }

    @Test func failFastStartsNothingNew() async throws {
        let sandbox = try Sandbox(
            Pipeline("trip") {
                Task("pack", Shell("exit 3"), priority: 1)
                Task("water_plants", Shell("true"))
            }
        )
        try await sandbox.driver("--ds 2016-04-26 --jobs 1 --fail-fast").says(
            """
            ds 2016-04-26, run 1: 2 tasks to run
            <time> started trip.pack
            <time> failed trip.pack: exit 3
            <time> cancelled trip.water_plants: trip.pack failed

            ✗ trip.pack exit 3
              log: <sandbox>/.dataswarm/attempts/2016-04-26/trip.pack@1/log

            stopped: trip.pack failed
            left: trip.water_plants
            not done in <while>: 1 failed, 1 cancelled
            """, code: 1
        )
    }

    @Test func aFailureMayCancelWhatRuns() async throws {
        let sandbox = try Sandbox(
            Pipeline("trip") {
                let train = Task("train", Shell("echo up > ready; sleep 1000 & wait"), retries: .upTo(3), priority: 2)
                Task("pack", Shell("read -r _ < ready; exit 3"), priority: 1)
                Task("unpack", Shell("true"), depList: [train])
                Task("water_plants", Shell("true"))
            }
        )
        try sandbox.makePipe("ready")
        try await sandbox.driver("--ds 2016-04-26 --jobs 2 --on-failure cancel").says(
            """
            ds 2016-04-26, run 1: 4 tasks to run
            <time> started trip.train
            <time> started trip.pack
            <time> failed trip.pack: exit 3
            <time> cancelled trip.unpack: trip.pack failed
            <time> cancelled trip.water_plants: trip.pack failed
            <time> cancelled trip.train: trip.pack failed

            ✗ trip.pack exit 3
              log: <sandbox>/.dataswarm/attempts/2016-04-26/trip.pack@1/log

            stopped: trip.pack failed
            left: trip.train, trip.unpack, trip.water_plants
            not done in <while>: 1 failed, 3 cancelled
            """, code: 1
        )
        #expect(try sandbox.processesOfTasks() == [])
        try await sandbox.driver("why train --ds 2016-04-26").says(
            """
            trip.train for 2016-04-26: cancelled at <moment>: trip.pack failed
              Nothing stands in its way: 'driver --ds 2016-04-26 --only trip.train' runs it.
            """
        )
    }

    /// What does not wait for it, in the three modes and their short form.
    @Test(arguments: [
        ("", "1 succeeded, 1 failed"), ("--on-failure finish", "1 succeeded, 1 failed"),
        ("--on-failure stop", "1 failed, 1 cancelled"), ("--on-failure stop --fail-fast", "1 failed, 1 cancelled"),
        ("--on-failure cancel", "1 failed, 1 cancelled"),
    ])
    func whatAFailureDoesToTheRestIsChosen(option: String, counts: String) async throws {
        let sandbox = try Sandbox(
            Pipeline("trip") {
                Task("pack", Shell("exit 3"), priority: 1)
                Task("water_plants", Shell("true"))
            }
        )
        let run = try await sandbox.driver("--ds 2016-04-26 --jobs 1 \(option)")
        #expect(run.code == 1)
        #expect(run.lines.last == "not done in <while>: \(counts)")
    }

    @Test func retriesAreTold() async throws {
        let sandbox = try Sandbox(
            Pipeline("trip") {
                Task("pack", Shell("echo x >> tries; test $(wc -l < tries) = 3"), retries: .upTo(5))
            }
        )
        try await sandbox.driver("--ds 2016-04-26").says(
            """
            ds 2016-04-26, run 1: 1 task to run
            <time> started trip.pack
            <time> again trip.pack: exit 1; retry 1 of 5
            <time> started trip.pack (attempt 2)
            <time> again trip.pack: exit 1; retry 2 of 5
            <time> started trip.pack (attempt 3)
            <time> succeeded trip.pack
            done in <while>: 1 succeeded
            """
        )
    }

    @Test func retriesThatAreUsedUpEndInFailure() async throws {
        let sandbox = try Sandbox(
            Pipeline("trip") {
                Task("pack", Shell("exit 3"), retries: .upTo(1, backoff: .fixed(.milliseconds(20))))
            }
        )
        try await sandbox.driver("--ds 2016-04-26").says(
            """
            ds 2016-04-26, run 1: 1 task to run
            <time> started trip.pack
            <time> again trip.pack: exit 3; retry 1 of 1 in 20 ms
            <time> started trip.pack (attempt 2)
            <time> failed trip.pack: exit 3

            ✗ trip.pack exit 3
              log: <sandbox>/.dataswarm/attempts/2016-04-26/trip.pack@2/log

            not done in <while>: 1 failed
            """, code: 1
        )
    }

    @Test func retriesAreForTheFailuresThatTheyList() async throws {
        let sandbox = try Sandbox(
            Pipeline("trip") {
                Task(
                    "pack", Shell("echo x >> tries; test $(wc -l < tries) != 1 || exit 75; exit 2"),
                    retries: .upTo(5, on: [.exitCode(75), .timeout]))
            }
        )
        try await sandbox.driver("--ds 2016-04-26").says(
            """
            ds 2016-04-26, run 1: 1 task to run
            <time> started trip.pack
            <time> again trip.pack: exit 75; retry 1 of 5
            <time> started trip.pack (attempt 2)
            <time> failed trip.pack: exit 2; not retried: its retries are for timeout or exit 75 alone

            ✗ trip.pack exit 2; not retried: its retries are for timeout or exit 75 alone
              log: <sandbox>/.dataswarm/attempts/2016-04-26/trip.pack@2/log

            not done in <while>: 1 failed
            """, code: 1
        )
        #expect(
            try await sandbox.driver("explain pack").lines.contains(
                "  retries         5, at once, on timeout or exit 75  (task, <here>)"))
    }

    @Test func timeoutsAndSignalsAndMissingProgramsAreNamed() async throws {
        let sandbox = try Sandbox(
            Pipeline("trip") {
                Task("pack", Command("suitcase", "--open"), priority: 3)
                Task("travel", Shell("sleep 1000"), timeout: .milliseconds(50), priority: 2)
                Task("unpack", Shell("kill -KILL $$"), priority: 1)
            }
        )
        let run = try await sandbox.driver(
            "--ds 2016-04-26 --jobs 1", environment: ["PATH": "/usr/bin:/bin"])
        #expect(run.code == 1)
        #expect(
            run.lines.filter { $0.hasPrefix("✗") }.joined(separator: "\n") == """
                ✗ trip.pack Task 'trip.pack' cannot start 'suitcase': it is not in PATH (/usr/bin:/bin): install it, or mend the name.
                ✗ trip.travel timed out after 50 ms
                ✗ trip.unpack signal 9
                """
        )
    }

    @Test func aTaskMayWaitForAFailure() async throws {
        let sandbox = try Sandbox(
            Pipeline("trip") {
                let travel = Task("travel", Shell("exit 1"))
                Task("complain", Shell("true"), depList: [travel], when: .oneFailed)
                Task("rejoice", Shell("true"), depList: [travel])
                let home = Task("come_home", Shell("true"), depList: [travel], when: .allDone)
                Task("regret", Shell("true"), depList: [home], when: .oneFailed)
            }
        )
        try await sandbox.driver("--ds 2016-04-26 --jobs 1").says(
            """
            ds 2016-04-26, run 1: 5 tasks to run
            <time> started trip.travel
            <time> failed trip.travel: exit 1
            <time> upstream_failed trip.rejoice: trip.travel failed
            <time> started trip.come_home
            <time> succeeded trip.come_home
            <time> skipped trip.regret: nothing that it waits for failed
            <time> started trip.complain
            <time> succeeded trip.complain

            ✗ trip.travel exit 1
              log: <sandbox>/.dataswarm/attempts/2016-04-26/trip.travel@1/log

            not done in <while>: 2 succeeded, 1 failed, 1 upstream_failed, 1 skipped
            """, code: 1
        )
    }

    @Test func ofManyFailuresTheFirstFewAreShown() async throws {
        let sandbox = try Sandbox(
            Pipeline("trips") { for number in 1...7 { Task("trip_\(number)", Shell("exit 3")) } }
        )
        let run = try await sandbox.driver("--ds 2016-04-26 --jobs 1")
        #expect(run.lines.count { $0.hasPrefix("✗") } == 5)
        #expect(run.lines.contains("and 2 more failed: 'driver status --ds 2016-04-26' lists them."))
        #expect(run.lines.last == "not done in <while>: 7 failed")
    }

    @Test func anAttemptThatFailsPublishesNothing() async throws {
        let sandbox = try Sandbox(
            Pipeline("trip") { Task("pack", Shell("echo socks > \(.output)/bag; exit 1")) }
        )
        #expect(try await sandbox.driver("--ds 2016-04-26").code == 1)
        #expect(!sandbox.has(".dataswarm/published/trip.pack"))
        #expect(sandbox.has(".dataswarm/attempts/2016-04-26/trip.pack@1/output/bag"))
    }

    @Test func theLogOfAFailureCannotDriveTheTerminal() async throws {
        let sandbox = try Sandbox(
            Pipeline("trip") { Task("pack", Shell(#"printf '\033[2J\007caf\303\251\377\n'; exit 1"#)) }
        )
        let run = try await sandbox.driver("--ds 2016-04-26")
        #expect(
            run.lines.first { $0.contains("│") } == """
                  │ \\u{1B}[2J\\u{7}café�
                """
        )
    }
}
