import Dataswarm
import Testing

/// Words for a ds, in each verb that takes one.
@Suite struct WordTests {
    private func sandbox() throws -> Sandbox {
        try Sandbox(Pipeline("days", schedule: .daily) { Task("work", Shell("echo \(.ds)")) })
    }

    /// What `date` says of a day in UTC, before and after something is done: they differ once a day.
    private func days(_ sandbox: Sandbox, _ words: String, _ deed: () async throws -> Outcome) async throws
        -> (outcome: Outcome, days: Set<String>)
    {
        func day() async throws -> String {
            String(try await sandbox.shell("date -u -d '\(words)' +%F").output.dropLast())
        }
        let before = try await day()
        let outcome = try await deed()
        return (outcome, [before, try await day()])
    }

    @Test func everyVerbTakesThem() async throws {
        let sandbox = try sandbox()
        let (run, days) = try await days(sandbox, "yesterday") { try await sandbox.driver("--ds yesterday") }
        #expect(run.code == 0)
        let day = try #require(days.first { run.output.contains("ds \($0), run 1: 1 task to run") })
        for verb in ["plan", "retry", "status", "why work", "logs work", "check"] {
            let look = try await sandbox.driver("\(verb) --ds today-1d")
            #expect(look.code == 0, "\(verb): \(look.error)")
        }
        let logs = try await sandbox.driver("logs work --ds yesterday")
        if logs.code == 0 { #expect(logs.output == "\(day)\n") }
        let runs = try await sandbox.driver("runs --ds yesterday --json")
        #expect(runs.output.contains("\"ds\":\"\(day)\"") || days.count == 2)
        let cancel = try await sandbox.driver("cancel --ds yesterday")
        #expect(cancel.error.hasPrefix("driver: nothing is running for \(day)") || days.count == 2)
        let clear = try await sandbox.driver("clear work --ds yesterday")
        #expect(clear.output == "ds \(day): 1 task cleared\n" || days.count == 2)
    }

    @Test func aRangeMayBeginAndEndWithThem() async throws {
        let sandbox = try sandbox()
        let (plan, days) = try await days(sandbox, "yesterday") {
            try await sandbox.driver("plan --ds yesterday-6d..yesterday")
        }
        let planned = plan.lines.filter { $0.hasPrefix("ds ") }
        #expect(planned.count == 7)
        #expect(days.contains { planned.last == "ds \($0): 1 task to run" })
        let mixed = try await sandbox.driver("plan --ds 2016-04-01..yesterday")
        #expect(mixed.lines.first { $0.hasPrefix("ds ") } == "ds 2016-04-01: 1 task to run")
        try await sandbox.driver("why work --ds yesterday..today").refuses(
            "driver: --ds yesterday..today: one datestamp belongs here, and no range.")
        let slip = try await sandbox.driver("plan --ds now..today")
        #expect(slip.code == 64)
        #expect(slip.error.hasPrefix("driver: --ds now..today: "))
        #expect(slip.error.contains("runs from an hour to a day"))
    }

    @Test func onRecordIsTheDsThatWasMeant() async throws {
        let sandbox = try sandbox()
        let (run, days) = try await days(sandbox, "today") { try await sandbox.driver("--ds today") }
        #expect(run.code == 0)
        let runs = try await sandbox.driver("runs")
        #expect(days.contains { runs.output.contains($0) })
    }

    @Test func aWordIsTakenByTheClocksOfOneZone() async throws {
        let sandbox = try Sandbox(
            Pipeline("berlin", schedule: .daily.inTimeZone("Europe/Berlin")) { Task("work", NoOp()) },
            Pipeline("universal", schedule: .daily) { Task("work", NoOp()) },
            Pipeline("hours", schedule: .hourly) { Task("work", NoOp()) },
            Pipeline("by_hand") { Task("work", NoOp()) })
        let words =
            "driver: --ds yesterday: 'berlin' goes by the clocks of Europe/Berlin, and 'universal' by those of UTC: name pipelines of one zone, or write the ds."
        try await sandbox.driver("--ds yesterday").refuses(words)
        try await sandbox.driver("status --ds yesterday").refuses(words)
        #expect(try await sandbox.driver("plan --ds yesterday --only pipeline:berlin").code == 0)
        #expect(try await sandbox.driver("plan --ds yesterday --exclude pipeline:berlin").code == 0)
        #expect(try await sandbox.driver("plan --ds now-1h").output.contains("1 task to run"))
        #expect(try await sandbox.driver("status --ds yesterday hours.work").code == 0)
    }
}
