import Dataswarm
import Testing

/// Tasks that have failed on so many ds in a row that they are held.
@Suite struct CircuitBreakerTests {
    private func sandbox() throws -> Sandbox {
        try Sandbox(
            Pipeline("trip") {
                let train = Task("train", Shell("echo \(.ds) >> tries; test -f track"), holdAfterFailures: 2)
                Task("unpack", Shell("true"), depList: [train])
            }
        )
    }

    private let held =
        "it failed for 2 ds in a row, lastly 2016-04-25; 'driver release trip.train' or --force lets it run again"

    @Test func aTaskThatFailsDayAfterDayIsHeldUntilItIsReleased() async throws {
        let sandbox = try sandbox()
        let run = try await sandbox.driver("--ds 2016-04-24..2016-04-26 --jobs 1")
        #expect(run.code == 1)
        #expect(try sandbox.read("tries") == "2016-04-24\n2016-04-25\n")
        #expect(
            run.complaints == [
                "driver: warning: 'trip.train' is held: \(held).",
                "driver: not done for 2016-04-24..2016-04-26.",
            ])
        #expect(
            run.lines.suffix(4) == [
                "ds 2016-04-26, run 1: 1 task to run",
                "<time> upstream_failed trip.train: \(held)",
                "<time> upstream_failed trip.unpack: trip.train was not started",
                "not done in <while>: 2 upstream_failed",
            ])

        try await sandbox.driver("release train").says(
            """
            trip.train  failed for 2 ds in a row, lastly 2016-04-25
            1 task released
            """)
        try sandbox.write("", to: "track")
        let mended = try await sandbox.driver("--ds 2016-04-26")
        #expect(mended.lines.last == "done in <while>: 2 succeeded")
        #expect(mended.error == "")
        try await sandbox.driver("release trip.*")
            .says("none of them has failed when it ran last: 0 tasks released")
    }

    @Test func everyVerbSaysThatItIsHeld() async throws {
        let sandbox = try sandbox()
        _ = try await sandbox.driver("--ds 2016-04-24..2016-04-25")
        let plan = try await sandbox.driver("plan --ds 2016-04-26")
        #expect(plan.lines.first == "hold trip.train  # \(held)")
        #expect(plan.complaints == ["driver: warning: 'trip.train' is held: \(held)."])
        let json = try await sandbox.driver("plan --ds 2016-04-26 --json")
        #expect(
            json.lines.first?.hasPrefix(
                "{\"ds\":\"2016-04-26\",\"task\":\"trip.train\",\"decision\":\"hold\",\"reason\":\"\(held)\",") == true)
        try await sandbox.driver("why train --ds 2016-04-26").says(
            """
            trip.train for 2016-04-26: not run yet
              It would be held: \(held).
            """)
        try await sandbox.driver("status --ds 2016-04-25").says(
            """
            trip.train   failed, held <moment>: exit 1
            trip.unpack  upstream_failed <moment>: trip.train failed
            1 failed, 1 upstream_failed
            trip.train is held: \(held).
            """)
        try await sandbox.driver("status --ds 2016-04-26 train").says(
            """
            trip.train  held
            1 not run
            trip.train is held: \(held).
            """)
        try await sandbox.driver("status --ds 2016-04-24..2016-04-26 train").says(
            """
            2016-04     24 25 26
            trip.train   ✗  ✗  ·
            ✗ failed  · nothing
            2 failed, 1 not run
            trip.train is held: \(held).
            """)
        try await sandbox.driver("status --ds 2016-04-26 --json").says(
            """
            {"ds":"2016-04-26","task":"trip.train","state":"none","attempts":0,"held":"\(held)"}
            {"ds":"2016-04-26","task":"trip.unpack","state":"none","attempts":0}
            """)
        #expect(
            try await sandbox.driver("explain train").lines.contains(
                "  held after      2 ds in a row that failed  (task, <here>)"))
    }

    @Test func forceRunsItAndASuccessEndsTheRow() async throws {
        let sandbox = try sandbox()
        _ = try await sandbox.driver("--ds 2016-04-24..2016-04-25")
        let forced = try await sandbox.driver("--ds 2016-04-26 --force --only train")
        #expect(forced.lines.contains("<time> failed trip.train: exit 1"))
        #expect(
            try await sandbox.driver("plan --ds 2016-04-27").complaints.first?.contains(
                "it failed for 3 ds in a row, lastly 2016-04-26") == true)
        try sandbox.write("", to: "track")
        #expect(try await sandbox.driver("--ds 2016-04-26 --force --only train").code == 0)
        let other = try await sandbox.driver("--ds 2016-04-24..2016-04-27")
        #expect(other.code == 0)
        #expect(other.error == "")
    }

    @Test func theCommandLineCanTurnItOffAndOn() async throws {
        let sandbox = try sandbox()
        _ = try await sandbox.driver("--ds 2016-04-24..2016-04-25")
        #expect(try await sandbox.driver("plan --ds 2016-04-26 --setting hold_after_failures=0").error == "")
        #expect(try await sandbox.driver("plan --ds 2016-04-26 --setting hold_after_failures=3").error == "")
        #expect(
            try await sandbox.driver("plan --ds 2016-04-26 --setting hold_after_failures=1").lines.first?.hasPrefix(
                "hold trip.train") == true)
    }

    @Test func thereMustBeSomethingToRelease() async throws {
        try await sandbox().driver("release train").refuses(
            "driver: nothing has run in <sandbox>/.dataswarm yet, so that there is nothing to release.")
        try await sandbox().driver("release trian").refuses(
            "driver: 'trian' selects nothing: there is no task 'trian'. Did you mean 'train'?")
    }
}
