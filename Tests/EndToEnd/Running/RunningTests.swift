import Dataswarm
import Testing

@Suite struct RunningTests {
    @Test func aRunTellsEachStepAndASecondDoesNothing() async throws {
        let sandbox = try Sandbox(.trip)

        let first = try await sandbox.driver("--ds 2016-04-26 --jobs 1")
        first.says(
            """
            ds 2016-04-26, run 1: 3 tasks to run
            <time> started trip.pack
            <time> succeeded trip.pack
            <time> started trip.travel
            <time> succeeded trip.travel
            <time> started trip.unpack
            <time> succeeded trip.unpack
            done in <while>: 3 succeeded
            """
        )
        #expect(first.error == "")
        #expect(try sandbox.read(".dataswarm/published/trip.travel/2016-04-26/photos") == "socks\n")

        try await sandbox.driver("--ds 2016-04-26").says(
            """
            ds 2016-04-26, run 2: 0 tasks to run, 3 done before
            done in <while>: 3 done before
            """
        )
    }

    /// Each fails that finds another at work.
    @Test func soManyTasksOfAGroupRunAtATime() async throws {
        let sandbox = try Sandbox(
            Pipeline("trip") {
                Group("bathroom", limit: 1) {
                    for guest in 1...8 { Task("guest_\(guest)", Shell("mkdir taken; ls > list_\(guest); rmdir taken")) }
                }
            }
        )
        let run = try await sandbox.driver("--ds 2016-04-26 --jobs 8")
        #expect(run.code == 0)
        #expect(run.lines.last == "done in <while>: 8 succeeded")
    }

    @Test func runIsTheVerbThatNeedNotBeSaid() async throws {
        let sandbox = try Sandbox(.trip)
        let run = try await sandbox.driver("run --ds 2016-04-26 --only pack")
        #expect(run.lines.first == "ds 2016-04-26, run 1: 1 task to run")
        #expect(run.lines.last == "done in <while>: 1 succeeded")
    }

    @Test func aRangeIsOneRunThatTakesUpOneDayAfterTheOther() async throws {
        let sandbox = try Sandbox(.trip)
        try await sandbox.driver("--ds 2016-04-25..2016-04-26 --only pack").says(
            """
            ds 2016-04-25, run 1: 1 task to run
            <time> started trip.pack
            <time> succeeded trip.pack
            done in <while>: 1 succeeded
            ds 2016-04-26, run 1: 1 task to run
            <time> started trip.pack
            <time> succeeded trip.pack
            done in <while>: 1 succeeded
            """
        )
        let runs = try await sandbox.driver("runs --json")
        #expect(runs.lines.count == 1)
        #expect(runs.lines.first?.contains(#""run":1,"state":"succeeded","ds":"2016-04-25..2016-04-26","#) == true)
    }

    @Test func aDayThatFailsKeepsNoOtherFromRunning() async throws {
        let sandbox = try Sandbox(
            Pipeline("shop") { Task("open", Shell("test \(.ds) != 2016-04-24 || exit 7")) }
        )
        let run = try await sandbox.driver("--ds 2016-04-23..2016-04-25")
        run.says(
            """
            ds 2016-04-23, run 1: 1 task to run
            <time> started shop.open
            <time> succeeded shop.open
            done in <while>: 1 succeeded
            ds 2016-04-24, run 1: 1 task to run
            <time> started shop.open
            <time> failed shop.open: exit 7

            ✗ shop.open exit 7
              log: <sandbox>/.dataswarm/attempts/2016-04-24/shop.open@1/log

            not done in <while>: 1 failed
            ds 2016-04-25, run 1: 1 task to run
            <time> started shop.open
            <time> succeeded shop.open
            done in <while>: 1 succeeded
            """, code: 1
        )
        #expect(run.error == "driver: not done for 2016-04-24.\n")
    }

    @Test(arguments: ["--fail-fast", "--on-failure stop", "--on-failure cancel"])
    func aRangeMayEndAtTheDayThatFails(option: String) async throws {
        let sandbox = try Sandbox(
            Pipeline("shop") { Task("open", Shell("test \(.ds) != 2016-04-24")) }
        )
        let run = try await sandbox.driver("--ds 2016-04-23..2016-04-25 \(option)")
        #expect(run.code == 1)
        #expect(!run.output.contains("2016-04-25"))
        #expect(run.error == "driver: not done for 2016-04-24; not begun for 2016-04-25.\n")
    }

    /// The ds of a range that cannot be planned keep the others from nothing, whichever comes first.
    @Test func aDayThatIsRefusedIsNamedAndTheOthersAreTakenUp() async throws {
        let sandbox = try Sandbox(
            Pipeline("shop") {
                let open = Task("open", Shell("true"))
                Task("sell", Shell("true"), depList: [open])
            })
        #expect(try await sandbox.driver("--ds 2016-04-25 --only open").code == 0)
        let line = "--ds 2016-04-23..2016-04-28 --only sell --upstream check"
        func refusal(_ ds: String) -> String {
            "'shop.open' has not run for \(ds): run it first, or say --upstream run to add it."
        }
        let refused = ["2016-04-23", "2016-04-24", "2016-04-26", "2016-04-27", "2016-04-28"]
        let all = refused.map { "driver: \($0): \(refusal($0))" }
        let plan = try await sandbox.driver("plan \(line)")
        #expect(plan.code == 1)
        #expect(plan.lines.last == "ds 2016-04-25: 1 task to run")
        let left = "2016-04-23, 2016-04-24, 2016-04-26..2016-04-28"
        #expect(plan.complaints == all + ["driver: not planned for \(left)."])
        let run = try await sandbox.driver(line)
        #expect(run.code == 1)
        #expect(run.lines.contains("<time> succeeded shop.sell"))
        #expect(run.complaints == all + ["driver: not done for \(left)."])
        // Where none can be planned, nothing runs.
        try await sandbox.driver("--ds 2016-04-26..2016-04-27 --only sell --upstream check").refuses(
            refused[2...3].map { "driver: \(refusal($0))" }.joined(separator: "\n"))
    }

    @Test func whatIsScheduledForOtherDaysIsLeftOut() async throws {
        let sandbox = try Sandbox(
            Pipeline("old", schedule: .daily.ending("2016-03-31")) { Task("work", NoOp()) },
            Pipeline("new", schedule: .daily.starting("2016-04-01")) { Task("work", NoOp()) },
            Pipeline("hourly", schedule: .hourly) { Task("work", NoOp()) }
        )
        try await sandbox.driver("--ds 2016-04-26").says(
            """
            ds 2016-04-26, run 1: 1 task to run
            <time> succeeded new.work
            done in <while>: 1 succeeded
            """
        )
        #expect(
            try await sandbox.driver("--ds 2016-04-26 --only old.work").lines.last == "done in <while>: 1 succeeded"
        )
    }

    @Test func aDayForWhichNothingIsScheduledIsSaidToBeOne() async throws {
        let sandbox = try Sandbox(Pipeline("old", schedule: .daily.ending("2016-03-31")) { Task("work", NoOp()) })
        let run = try await sandbox.driver("--ds 2016-04-26")
        run.warns(
            """
            driver: warning: no pipeline is scheduled for 2016-04-26: 'driver list --pipelines' shows when they are, and --only runs one all the same.
            """
        )
        #expect(run.lines.last == "done in <while>: nothing to do")
    }

    @Test func anHourAndAMonthAreDatestampsToo() async throws {
        let sandbox = try Sandbox(
            Pipeline("hourly", schedule: .hourly) { Task("work", Shell("echo \(.ds)")) },
            Pipeline("monthly", schedule: .monthly) { Task("work", Shell("echo \(.ds)")) }
        )
        let hours = try await sandbox.driver("--ds 2016-04-26T23..2016-04-27T00")
        #expect(hours.lines.filter { $0.hasPrefix("ds ") }.count == 2)
        #expect(hours.output.contains("ds 2016-04-27T00, run 1: 1 task to run"))
        let month = try await sandbox.driver("--ds 2016-04")
        #expect(month.output.contains("succeeded monthly.work"))
        #expect(try await sandbox.driver("logs monthly.work --ds 2016-04").output == "2016-04\n")
    }

    @Test func aPipelineOfHoursRefusesADay() async throws {
        let sandbox = try Sandbox(Pipeline("hourly", schedule: .hourly) { Task("work", NoOp()) })
        try await sandbox.driver("--ds 2016-04-26 --only work").refuses(
            """
            driver: The pipeline 'hourly' runs by the hour, and 2016-04-26 is a day: name a ds such as 2016-04-26T07.
            """
        )
    }
}

extension Pipeline {
    /// Three tasks, one after the other.
    static var trip: Pipeline {
        Pipeline("trip") {
            let pack = Task("pack", Shell("echo socks > \(.output)/bag"))
            let travel = Task("travel", Shell("cat \(pack.output)/bag > \(.output)/photos"), depList: [pack])
            Task("unpack", Shell("wc -l < \(travel.output)/photos"), depList: [travel])
        }
    }
}
