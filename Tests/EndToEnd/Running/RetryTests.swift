import Dataswarm
import Testing

/// `retry`: what failed, what waits for it, and nothing else.
@Suite struct RetryTests {
    /// A trip of which the train fails until there is a ticket, and a garden that never ran.
    private func sandbox() async throws -> Sandbox {
        let sandbox = try Sandbox(
            Pipeline("trip") {
                let pack = Task("pack", Shell("echo x >> packed"))
                let train = Task("train", Shell("test -f ticket"), depList: [pack])
                let bus = Task("bus", Shell("test -f ticket"), depList: [pack])
                let arrive = Task("arrive", NoOp(), depList: [train])
                Task("unpack", Shell("true"), depList: [arrive])
                Task("pay", Shell("true"), depList: [bus])
                Task("write_home", Shell("true"), depList: [pack])
            },
            Pipeline("garden", schedule: .daily) {
                Task("water", Shell("touch watered"))
            }
        )
        #expect(try await sandbox.driver("--ds 2016-04-26 --jobs 1 --only pipeline:trip --exclude unpack").code == 1)
        return sandbox
    }

    @Test func whatFailedRunsAgainAndWhatWaitsForIt() async throws {
        let sandbox = try await sandbox()
        try sandbox.write("", to: "ticket")
        try await sandbox.driver("retry --ds 2016-04-26 --jobs 1").says(
            """
            ds 2016-04-26, run 2: 5 tasks to run
            <time> started trip.train (attempt 2)
            <time> succeeded trip.train
            <time> succeeded trip.arrive
            <time> started trip.bus (attempt 2)
            <time> succeeded trip.bus
            <time> started trip.unpack
            <time> succeeded trip.unpack
            <time> started trip.pay
            <time> succeeded trip.pay
            done in <while>: 5 succeeded
            """
        )
        #expect(!sandbox.has("watered"))
        #expect(try sandbox.read("packed") == "x\n")
        try await sandbox.driver("retry --ds 2016-04-26").says("ds 2016-04-26: nothing failed")
    }

    @Test func selectorsNarrowItDown() async throws {
        let sandbox = try await sandbox()
        try sandbox.write("", to: "ticket")
        let plan = try await sandbox.driver("retry bus+ water write_home --ds 2016-04-26 --dry-run")
        #expect(
            plan.lines.filter { $0.hasPrefix("run ") }.map { $0.prefix { $0 != "#" } } == [
                "run  trip.bus  ", "run  trip.pay  ",
            ])
        #expect(plan.error == "")
        let run = try await sandbox.driver("retry bus+ water write_home --ds 2016-04-26")
        #expect(run.lines.last == "done in <while>: 2 succeeded")
        #expect(!sandbox.has("watered"))
        try await sandbox.driver("retry bus+ water --ds 2016-04-26").says(
            "ds 2016-04-26: nothing that is selected failed, or waits for what failed")
        try await sandbox.driver("retry state:failed --ds 2016-04-26 --dry-run").warns("")
    }

    @Test func whatFailsAgainIsAFailure() async throws {
        let sandbox = try await sandbox()
        let run = try await sandbox.driver("retry --ds 2016-04-26 --fail-fast --jobs 1")
        #expect(run.code == 1)
        #expect(run.lines.contains("stopped: trip.train failed"))
        try await sandbox.driver("retry nobody --ds 2016-04-26").refuses(
            """
            driver: 'nobody' selects nothing: there is no task 'nobody'. 'driver list' shows what there is.
            """
        )
    }

    @Test func whereNothingHasRunNothingFailed() async throws {
        let sandbox = try Sandbox(.trip)
        try await sandbox.driver("retry --ds 2016-04-25..2016-04-26").says(
            """
            ds 2016-04-25: nothing failed
            ds 2016-04-26: nothing failed
            """
        )
        #expect(!sandbox.has(".dataswarm/store.sqlite"))
    }

    /// With `--json` standard output is for events alone.
    @Test func nothingIsSaidBesideTheEvents() async throws {
        let sandbox = try Sandbox(.trip)
        let retry = try await sandbox.driver("retry --ds 2016-04-26 --json")
        #expect(retry.output == "")
        retry.warns("driver: ds 2016-04-26: nothing failed.")
    }

    @Test func eachDsOfARangeIsLookedAt() async throws {
        let sandbox = try Sandbox(
            Pipeline("shop") { Task("open", Shell("test \(.ds) != 2016-04-24 -o -f key")) }
        )
        #expect(try await sandbox.driver("--ds 2016-04-23..2016-04-25").code == 1)
        try sandbox.write("", to: "key")
        try await sandbox.driver("retry --ds 2016-04-23..2016-04-25").says(
            """
            ds 2016-04-23: nothing failed
            ds 2016-04-24, run 2: 1 task to run
            <time> started shop.open (attempt 2)
            <time> succeeded shop.open
            done in <while>: 1 succeeded
            ds 2016-04-25: nothing failed
            """
        )
    }

    @Test func whatWasRunningWithADriverThatDiedIsRetried() async throws {
        let sandbox = try Sandbox(
            Pipeline("trip") {
                let train = Task("train", Shell("test -f enough || { echo up > ready; read -r _ < go; }"))
                Task("unpack", Shell("true"), depList: [train])
                Task("water_plants", Shell("touch watered"), depList: [.task("trip.never")])
                Task("never", Shell("touch never"))
            }
        )
        try sandbox.makePipe("ready")
        try sandbox.makePipe("go")
        let first = try await sandbox.driver("--ds 2016-04-26 --only train") { driver in
            _ = try await sandbox.hear("ready")
            // The day is being run: what runs has not failed.
            try await sandbox.driver("retry --ds 2016-04-26 --dry-run").says("ds 2016-04-26: nothing failed")
            driver.murder()
        }
        #expect(first.code == 137)
        try sandbox.write("", to: "enough")
        let retry = try await sandbox.driver("retry --ds 2016-04-26")
        #expect(retry.lines.last == "done in <while>: 2 succeeded")
        #expect(!sandbox.has("never"))
        #expect(!sandbox.has("watered"))
    }
}
