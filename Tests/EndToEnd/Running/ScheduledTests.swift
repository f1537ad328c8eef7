import Dataswarm
import Testing

/// Which pipelines a plain `--ds` takes, and how what is not wanted looks.
@Suite struct ScheduledTests {
    private func week() throws -> Sandbox {
        try Sandbox(
            Pipeline("mondays", schedule: .weekly) { Task("work", Shell("true")) },
            Pipeline("workdays", schedule: .cron("30 4 * * 1-5")) { Task("work", Shell("true")) },
            Pipeline("spring", schedule: .daily.starting("2016-04-24").ending("2016-04-25")) { Task("work", NoOp()) },
            Pipeline("months", schedule: .monthly) { Task("work", NoOp()) },
            Pipeline("by_hand") { Task("work", Shell("false")) })
    }

    @Test(arguments: [
        ("2016-04-23", []), ("2016-04-24", ["spring"]), ("2016-04-25", ["mondays", "spring", "workdays"]),
        ("2016-04-26", ["workdays"]), ("2016-04", ["months"]), ("2016-04-25T07", []),
    ])
    func aDatestampIsForThoseWhoseScheduleIncludesIt(ds: String, pipelines: [String]) async throws {
        let plan = try await week().driver("plan --ds \(ds)")
        let planned = plan.lines.filter { $0.hasPrefix("run ") }.compactMap {
            $0.split(separator: " ").dropFirst().first
        }
        #expect(planned.map { String($0.prefix { $0 != "." }) }.sorted() == pipelines)
        #expect(plan.code == 0)
        let words =
            "driver: warning: no pipeline is scheduled for \(ds): 'driver list --pipelines' shows when they are, and --only runs one all the same."
        #expect(plan.complaints == (pipelines.isEmpty ? [words] : []))
    }

    @Test func whatIsNamedRunsAllTheSame() async throws {
        let sandbox = try week()
        let run = try await sandbox.driver("--ds 2016-04-26 --only pipeline:mondays by_hand.work")
        #expect(run.lines.contains("<time> succeeded mondays.work"))
        #expect(run.lines.contains("<time> failed by_hand.work: exit 1"))
    }

    @Test func aMistakeOfOnePipelineKeepsOutThatOneAndWhatWaitsForIt() async throws {
        let sandbox = try Sandbox(
            Pipeline("wrong", schedule: .monthly) { Task("work", Shell("echo \(.ds - 1.days)")) },
            Pipeline("reader", schedule: .monthly) {
                Task("read", NoOp(), depList: [.task("wrong.work")])
                Task("other", NoOp())
            },
            Pipeline("right", schedule: .monthly) { Task("work", NoOp()) })
        let run = try await sandbox.driver("--ds 2016-04")
        #expect(run.code == 1)
        #expect(
            run.complaints == [
                "driver: 2016-04: <here>: error: 'wrong.work': 2016-04 is a month and cannot be shifted by days: shift it by months or more, or start from a day (2016-04-26).",
                "driver: 2016-04: 'reader.read' waits for what so cannot run, and is left out, too: mend that first.",
            ])
        #expect(run.lines.last == "not done in <while>: 2 succeeded")
        let plan = try await sandbox.driver("plan --ds 2016-04")
        #expect(plan.code == 1)
        #expect(plan.complaints == run.complaints)
        #expect(plan.lines.last == "ds 2016-04: 0 tasks to run, 2 done before")
        // Named, it is a mistake of whoever names it.
        #expect(try await sandbox.driver("--ds 2016-04 --only wrong.work right.work").code == 64)
    }

    @Test func ofARangeOnlyThoseDaysAreTakenUp() async throws {
        let sandbox = try Sandbox(Pipeline("mondays", schedule: .weekly) { Task("work", NoOp()) })
        try await sandbox.driver("--ds 2016-04-01..2016-04-13").says(
            """
            ds 2016-04-04, run 1: 1 task to run
            <time> succeeded mondays.work
            done in <while>: 1 succeeded
            ds 2016-04-11, run 1: 1 task to run
            <time> succeeded mondays.work
            done in <while>: 1 succeeded
            """
        )
        let none = try await sandbox.driver("plan --ds 2016-04-05..2016-04-10")
        none.warns(
            """
            driver: warning: no pipeline is scheduled for 2016-04-05..2016-04-10: 'driver list --pipelines' shows when they are, and --only runs one all the same.
            """
        )
        #expect(none.lines == ["ds 2016-04-05: 0 tasks to run"])
    }

    @Test func whereNoPipelineHasAScheduleADatestampIsForAll() async throws {
        let sandbox = try Sandbox(
            Pipeline("a") { Task("work", NoOp()) }, Pipeline("b", schedule: .never) { Task("work", NoOp()) })
        #expect(try await sandbox.driver("--ds 2016-04").lines.last == "done in <while>: 2 succeeded")
    }

    @Test func anHourThatTheClocksSkipIsForNobody() async throws {
        let sandbox = try Sandbox(
            Pipeline("hours", schedule: .hourly.inTimeZone("Europe/Berlin")) { Task("work", NoOp()) })
        let plan = try await sandbox.driver("plan --ds 2016-03-27T00..2016-03-27T23")
        #expect(plan.lines.count { $0.hasPrefix("ds ") } == 23)
        #expect(!plan.output.contains("2016-03-27T02"))
    }

    @Test func aHundredThousandDaysTakeNoLongerThanThoseThatAreMeant() async throws {
        let sandbox = try Sandbox(
            Pipeline("one", schedule: .daily.starting("2016-04-26").ending("2016-04-26")) { Task("work", NoOp()) })
        let plan = try await sandbox.driver("plan --ds 1900-01-01..2173-10-14")
        #expect(
            plan.lines == ["run  one.work  # not run yet", "     (nothing to execute)", "ds 2016-04-26: 1 task to run"])
    }

    @Test func whatIsNotWantedLooksOtherThanWhatIsNotDone() async throws {
        let sandbox = try week()
        #expect(try await sandbox.driver("--ds 2016-04-25 --only mondays.work").code == 0)
        try await sandbox.driver("status --ds 2016-04-25 *.work").says(
            """
            by_hand.work   not scheduled
            mondays.work   succeeded <moment>
            months.work    not scheduled
            spring.work    -
            workdays.work  -
            1 succeeded, 2 not run
            """
        )
        try await sandbox.driver("status --ds 2016-04-22..2016-04-26 *.work").says(
            """
            2016-04        22 23 24 25 26
            by_hand.work
            mondays.work             ✓
            months.work
            spring.work           ·  ·
            workdays.work   ·        ·  ·
            ✓ succeeded  · nothing  (blank) not scheduled
            1 succeeded, 5 not run
            """
        )
        let json = try await sandbox.driver("status --ds 2016-04-26 --json *.work")
        #expect(json.output.contains(#""task":"mondays.work","state":"not_scheduled""#))
        #expect(json.output.contains(#""task":"workdays.work","state":"none""#))
        #expect(try await sandbox.driver("status --ds 2016-04-23 mondays.work").lines.last == "nothing is scheduled")
    }

    @Test func whySaysThatItIsNotScheduled() async throws {
        let why = try await week().driver("why mondays.work --ds 2016-04-26")
        #expect(
            why.lines.last
                == "  Its pipeline is not scheduled for 2016-04-26: the schedule of 'mondays' is every Monday.")
    }
}
