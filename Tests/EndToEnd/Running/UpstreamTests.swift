import Dataswarm
import Testing

/// What is waited for and was not selected: assumed, checked or run.
@Suite struct UpstreamTests {
    @Test func itIsAssumedToBeDoneAndThatIsSaid() async throws {
        let sandbox = try Sandbox(.quickTrip)
        let run = try await sandbox.driver("--ds 2016-04-26 --only unpack")
        run.warns("driver: warning: 'trip.travel' has not run for 2016-04-26: assumed to be done.")
        #expect(run.lines.last == "done in <while>: 1 succeeded")
    }

    @Test func itIsCheckedAndRefused() async throws {
        let sandbox = try Sandbox(.quickTrip)
        try await sandbox.driver("--ds 2016-04-26 --only unpack --upstream check").refuses(
            """
            driver: 'trip.travel' has not run for 2016-04-26: run it first, or say --upstream run to add it.
            """
        )
        #expect(try await sandbox.driver("--ds 2016-04-26 --only +travel").code == 0)
        #expect(try await sandbox.driver("--ds 2016-04-26 --only unpack --upstream check").code == 0)
    }

    @Test func itIsRun() async throws {
        let sandbox = try Sandbox(.quickTrip)
        let run = try await sandbox.driver("--ds 2016-04-26 --only unpack --upstream run")
        #expect(run.error == "")
        #expect(run.lines.last == "done in <while>: 3 succeeded")
    }

    @Test func aTaskMayWaitForItselfOnTheDayBefore() async throws {
        let sandbox = try Sandbox(
            Pipeline("diary", schedule: .daily.starting("2016-04-24")) {
                Task("write", Shell("echo \(.ds) >> diary"), depList: [.previous])
            }
        )
        try await sandbox.driver("--ds 2016-04-26 --upstream check").refuses(
            """
            driver: 'diary.write' has not run for 2016-04-25, the previous ds: run it first, or say --upstream run to add it.
            """
        )
        let all = try await sandbox.driver("--ds 2016-04-24..2016-04-26 --upstream check")
        #expect(all.code == 0)
        #expect(all.error == "")
        #expect(try sandbox.read("diary") == "2016-04-24\n2016-04-25\n2016-04-26\n")
    }

    @Test func whereADayFailsThoseThatStandOnItAreRefused() async throws {
        let sandbox = try Sandbox(
            Pipeline("diary", schedule: .daily.starting("2016-04-24")) {
                Task("write", Shell("test \(.ds) != 2016-04-25"), depList: [.previous])
            }
        )
        let run = try await sandbox.driver("--ds 2016-04-24..2016-04-27 --upstream check")
        #expect(run.code == 1)
        #expect(run.lines.filter { $0.contains("succeeded ") } == ["<time> succeeded diary.write"])
        #expect(run.complaints.last == "driver: not done for 2016-04-25..2016-04-27.")
        let waits = "driver: 2016-04-26: 'diary.write' is held: it is failed for 2016-04-25, the previous ds"
        #expect(run.complaints.first?.hasPrefix(waits) == true)
    }

    @Test func aTaskIsHeldWhereItFailedOnTheDayBefore() async throws {
        let sandbox = try Sandbox(
            Pipeline("diary", schedule: .daily.starting("2016-04-24")) {
                let write = Task("write", Shell("test \(.ds) != 2016-04-25 -o -f pen"), depList: [.previous])
                Task("read", Shell("true"), depList: [write])
            }
        )
        let run = try await sandbox.driver("--ds 2016-04-24..2016-04-26 --jobs 1")
        run.says(
            """
            ds 2016-04-24, run 1: 2 tasks to run
            <time> started diary.write
            <time> succeeded diary.write
            <time> started diary.read
            <time> succeeded diary.read
            done in <while>: 2 succeeded
            ds 2016-04-25, run 1: 2 tasks to run
            <time> started diary.write
            <time> failed diary.write: exit 1
            <time> upstream_failed diary.read: diary.write failed

            ✗ diary.write exit 1
              log: <sandbox>/.dataswarm/attempts/2016-04-25/diary.write@1/log

            not done in <while>: 1 failed, 1 upstream_failed
            ds 2016-04-26, run 1: 1 task to run
            <time> upstream_failed diary.write: it is failed for 2016-04-25, the previous ds; run that ds first, or say --force
            <time> upstream_failed diary.read: diary.write was not started
            not done in <while>: 2 upstream_failed
            """,
            code: 1
        )
        #expect(
            run.complaints == [
                """
                driver: warning: 'diary.write' is held: it is failed for 2016-04-25, the previous ds; \
                run that ds first, or say --force.
                """,
                "driver: not done for 2016-04-25, 2016-04-26.",
            ]
        )
        try await sandbox.driver("plan --ds 2016-04-26").says(
            """
            hold diary.write  # it is failed for 2016-04-25, the previous ds; run that ds first, or say --force
            run  diary.read  # upstream_failed before
                 /bin/bash -euo pipefail -c true
            ds 2016-04-26: 1 task to run
            """
        )
        try await sandbox.driver("why write --ds 2016-04-26").says(
            """
            diary.write for 2016-04-26: not started at <moment>: it is failed for 2016-04-25, the previous ds; run that ds first, or say --force
              It would be held: it is failed for 2016-04-25, the previous ds; run that ds first, or say --force.
            """
        )

        try sandbox.write("", to: "pen")
        let mended = try await sandbox.driver("--ds 2016-04-25..2016-04-26")
        #expect(mended.code == 0)
        #expect(mended.error == "")
    }

    @Test func aTaskOfAnotherPipelineCanBeWaitedFor() async throws {
        let sandbox = try Sandbox(
            Pipeline("bakery") { Task("bake", Shell("echo bread > \(.output)/loaf")) },
            Pipeline("breakfast") { Task("eat", Shell("true"), depList: [.task("bakery.bake")]) }
        )
        let run = try await sandbox.driver("--ds 2016-04-26 --only +eat --jobs 1")
        #expect(
            run.lines.filter { $0.contains("succeeded ") } == [
                "<time> succeeded bakery.bake", "<time> succeeded breakfast.eat",
            ])
    }
}

extension Pipeline {
    /// Three tasks, one after the other, that do nothing.
    static var quickTrip: Pipeline {
        Pipeline("trip") {
            let pack = Task("pack", Shell("true"))
            let travel = Task("travel", Shell("true"), depList: [pack])
            Task("unpack", Shell("true"), depList: [travel])
        }
    }
}
