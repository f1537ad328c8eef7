import Dataswarm
import Testing

@Suite struct DueTests {
    private func sandbox() throws -> Sandbox {
        try Sandbox(
            Pipeline("berlin", schedule: .daily.at("07:00").inTimeZone("Europe/Berlin").starting("2016-04-23")) {
                let load = Task("load", Shell("test \(.ds) != 2016-04-24"))
                Task("report", NoOp(), depList: [load])
            },
            Pipeline("hours", schedule: .hourly.at(minutesAfter: 10)) { Task("work", NoOp()) },
            Pipeline("mondays", schedule: .weekly.starting("2016-04-01")) {
                Task("work", NoOp(), depList: [.task("berlin.report")])
            },
            Pipeline("by_hand") { Task("work", NoOp()) })
    }

    @Test func whatIsDueAndWhatComesNext() async throws {
        let sandbox = try sandbox()
        // A minute before the third day of berlin is due.
        try await sandbox.driver("due --at 2016-04-26T04:59Z").says(
            """
            berlin   2016-04-23..2016-04-24 (2 ds)  not run, due 2016-04-24 07:00 Europe/Berlin
            hours    2016-04-26T03                  not run, due 2016-04-26 04:10 UTC
            mondays  2016-04-04..2016-04-25 (4 ds)  not run, due 2016-04-05 00:00 UTC
            next:
            berlin   2016-04-25                     due 2016-04-26 07:00 Europe/Berlin
            hours    2016-04-26T04                  due 2016-04-26 05:10 UTC
            mondays  2016-05-02                     due 2016-05-03 00:00 UTC
            """, code: 1
        )
        let moment = try await sandbox.driver("due berlin.* --at 2016-04-26T07:00+02:00")
        #expect(
            moment.lines.first == "berlin  2016-04-23..2016-04-25 (3 ds)  not run, due 2016-04-24 07:00 Europe/Berlin")
        #expect(moment.lines.count == 12)
        #expect(moment.lines.last == "berlin  2016-05-05                     due 2016-05-06 07:00 Europe/Berlin")

        // Done, failed, and on record from a ds on.
        #expect(try await sandbox.driver("--ds 2016-04-23..2016-04-25 --only pipeline:berlin").code == 1)
        #expect(try await sandbox.driver("--ds 2016-04-25T22 --only pipeline:hours").code == 0)
        let later = try await sandbox.driver("due berlin.* hours.* --at 2016-04-26T05:00Z")
        #expect(later.code == 1)
        #expect(
            later.lines.prefix(4) == [
                "berlin  2016-04-24                           failed, berlin.load: exit 1, due 2016-04-25 07:00 Europe/Berlin",
                "hours   2016-04-25T23..2016-04-26T03 (5 ds)  not run, due 2016-04-26 00:10 UTC",
                "next:",
                "berlin  2016-04-26                           due 2016-04-27 07:00 Europe/Berlin",
            ])
    }

    @Test func listAndExplainSayWhenADatestampIsDue() async throws {
        let sandbox = try sandbox()
        try await sandbox.driver("list --pipelines").says(
            """
            berlin   2 tasks, daily in Europe/Berlin from 2016-04-23, due at 07:00 the day after
            by_hand  1 task, never
            hours    1 task, hourly, due 10 minutes after the hour
            mondays  1 task, every Monday from 2016-04-01
            """
        )
        let told = try await sandbox.driver("explain berlin.load")
        #expect(told.lines[2] == "  schedule daily in Europe/Berlin from 2016-04-23, due at 07:00 the day after")
        let usual = try await sandbox.driver("explain mondays.work")
        #expect(usual.lines[2...3] == ["  schedule every Monday from 2016-04-01", "  due at 00:00 the day after"])
    }

    @Test func programsGetJSON() async throws {
        let sandbox = try sandbox()
        let due = try await sandbox.driver("due pipeline:mondays --at 2016-04-11 --json")
        #expect(due.code == 1)
        #expect(
            due.lines.prefix(2) == [
                #"{"pipeline":"mondays","ds":"2016-04-04","due_at":1459814400000,"state":"not_run","reason":"not run"}"#,
                #"{"pipeline":"mondays","ds":"2016-04-11","due_at":1460419200000,"state":"coming"}"#,
            ])
        #expect(due.lines.count == 11)
    }

    @Test func whatIsDoneIsNotDue() async throws {
        let sandbox = try Sandbox(
            Pipeline("once", schedule: .daily.starting("2016-04-25").ending("2016-04-25")) { Task("work", NoOp()) })
        #expect(try await sandbox.driver("--ds 2016-04-25").code == 0)
        try await sandbox.driver("due --at 2016-04-27").says("nothing is due that is not done")
        try await Sandbox(Pipeline("hand") { Task("work", NoOp()) }).driver("due").says(
            "no pipeline that is meant has a schedule: write one, such as Pipeline(…, schedule: .daily)")
    }

    @Test func whereTooManyAreDueThatIsSaid() async throws {
        let sandbox = try Sandbox(
            Pipeline("old", schedule: .hourly.starting("1990-01-01T00").ending("2016-04-26T00")) {
                Task("work", NoOp())
            })
        let due = try await sandbox.driver("due --at 2016-04-27")
        #expect(due.lines == ["old  2004-11-28T09..2016-04-26T00 (100000 ds)  not run, due 2004-11-28 10:00 UTC"])
        #expect(
            due.complaints == [
                "driver: warning: of 'old' the newest 100000 ds that are due were looked at, and none before: give its schedule a later start."
            ])
        #expect(due.code == 1)
    }

    /// The line of cron of the README: a shell runs what is due and not tried.
    @Test func theCommandsRunWhatIsDueAndNothingElse() async throws {
        let sandbox = try sandbox()
        let commands = try await sandbox.driver("due --commands --at 2016-04-26T05:00Z --state st")
        #expect(commands.code == 0)
        #expect(
            commands.lines == [
                "driver --ds 2016-04-04 --only pipeline:mondays --upstream check --graph 'graph.json' --state 'st'",
                "driver --ds 2016-04-11 --only pipeline:mondays --upstream check --graph 'graph.json' --state 'st'",
                "driver --ds 2016-04-18 --only pipeline:mondays --upstream check --graph 'graph.json' --state 'st'",
                "driver --ds 2016-04-23 --only pipeline:berlin --graph 'graph.json' --state 'st'",
                "driver --ds 2016-04-24 --only pipeline:berlin --graph 'graph.json' --state 'st'",
                "driver --ds 2016-04-25 --only pipeline:mondays --upstream check --graph 'graph.json' --state 'st'",
                "driver --ds 2016-04-26T03 --only pipeline:hours --graph 'graph.json' --state 'st'",
                "driver --ds 2016-04-25 --only pipeline:berlin --graph 'graph.json' --state 'st'",
            ])
        let tick = "driver due --commands --graph graph.json --at 2016-04-26T05:00Z"
        let first = try await sandbox.shell("\(tick) | sh")
        #expect(first.output.contains("succeeded berlin.report"))
        // What failed is not tried again, and what waited for another pipeline runs once that is done.
        let second = try await sandbox.shell("\(tick) | sh; \(tick)")
        #expect(second.output.contains("succeeded mondays.work"))
        #expect(!second.output.contains("berlin.load"))
        #expect(
            second.lines.filter { $0.hasPrefix("driver ") } == [
                "driver --ds 2016-04-04 --only pipeline:mondays --upstream check --graph 'graph.json'",
                "driver --ds 2016-04-11 --only pipeline:mondays --upstream check --graph 'graph.json'",
                "driver --ds 2016-04-18 --only pipeline:mondays --upstream check --graph 'graph.json'",
            ])
    }

    @Test func aSlipIsToldWithTheWayOut() async throws {
        let sandbox = try sandbox()
        for time in ["soon", "2016-04-26T25:00", "2016-04-31", "2016-04-26T07", "2016-04-26T07:00+24:00"] {
            try await sandbox.driver("due --at \(time)").refuses(
                "driver: --at \(time): a time belongs here, such as 2016-04-27, 2016-04-27T07:00, 2016-04-27T07:00Z or 2016-04-27T07:00+02:00."
            )
        }
        let forms = try await sandbox.driver("due --json --commands")
        #expect(forms.code == 64)
        #expect(forms.complaints.first == "Error: --json and --commands are two forms: say one of the two.")
    }
}
