import Dataswarm
import Testing

/// Hours that are ingested, days that wait for their hours, and figures of the month so far that stand on the days.
@Suite struct HoursToADayTests {
    private func sandbox() throws -> Sandbox {
        let ingest = Pipeline("ingest", schedule: .hourly.starting("2016-04-01T00")) {
            Task("clean", Shell("cat input/\(.ds) > \(.output)/n"))
        }
        let daily = Pipeline("daily", schedule: .daily.starting("2016-04-01")) {
            let hours = ingest.clean.each(.hour)
            let day = Task(
                "day", Shell("cat \"${@/%//n}\" | paste -sd+ | bc > \(.output)/n", arguments: ["\(hours.outputs)"]),
                depList: [hours])
            let days = day.since(.month)
            Task(
                "month", Shell("cat \"${@/%//n}\" | paste -sd+ | bc > \(.output)/n", arguments: ["\(days.outputs)"]),
                depList: [days])
        }
        return try Sandbox(ingest, daily)
    }

    @Test func anHourThatIsMadeAnewIsMendedByOneRange() async throws {
        let sandbox = try sandbox()
        let made = try await sandbox.shell(
            "mkdir input; for d in 01 02 03; do for h in $(seq -w 0 23); do echo 1 > input/2016-04-${d}T$h; done; done")
        #expect(made.code == 0)
        // A day waits for its hours, and says for which.
        let early = try await sandbox.driver("--ds 2016-04-01 --only day")
        #expect(early.code == 1)
        #expect(
            early.complaints.first
                == "driver: warning: 'daily.day' is held: 'ingest.clean' has not run for 2016-04-01T00, and so it is with 23 more; --upstream run adds what is missing, --force runs it without."
        )
        // What a figure needs comes along, and no more.
        let first = try await sandbox.driver("--ds 2016-04-03 --only +month -j 8")
        #expect(first.lines.last == "done in <while>: \(3 * 24 + 3 + 1) succeeded")
        #expect(try await sandbox.shell("cat .dataswarm/published/daily.month/2016-04-03/n").output == "72\n")
        let range = try await sandbox.driver("--ds 2016-04-01..2016-04-03")
        #expect(
            range.lines.filter { $0.hasPrefix("done") } == [
                "done in <while>: 1 succeeded, 1 done before", "done in <while>: 1 succeeded, 1 done before",
                "done in <while>: 2 done before",
            ])
        #expect(
            try await sandbox.driver("plan --ds 2016-04-01..2016-04-03").lines.contains { $0.hasPrefix("run") } == false
        )

        #expect(try await sandbox.shell("echo 100 > input/2016-04-02T07").code == 0)
        #expect(try await sandbox.driver("--ds 2016-04-02T07 --only clean --force").code == 0)
        try await sandbox.driver("plan --ds 2016-04-01..2016-04-03 --json").runs([
            "daily.day@2016-04-02: ingest.clean@2016-04-02T07 succeeded after it",
            "daily.month@2016-04-02: daily.day runs",
            "daily.month@2016-04-03: daily.day@2016-04-02 runs",
        ])
        #expect(
            try await sandbox.driver("why month --ds 2016-04-03").lines
                .contains("  It would run again: daily.day@2016-04-02 runs."))
        let mended = try await sandbox.driver("--ds 2016-04-01..2016-04-03")
        #expect(mended.lines.filter { $0.contains(" succeeded ") && $0.contains("daily.") }.count == 3)
        #expect(try await sandbox.shell("cat .dataswarm/published/daily.month/2016-04-03/n").output == "171\n")
        #expect(try await sandbox.shell("cat .dataswarm/published/daily.month/2016-04-01/n").output == "24\n")
    }

    @Test func todayIsComparedWithYesterday() async throws {
        let sandbox = try Sandbox(
            Pipeline("p", schedule: .daily.starting("2016-04-01")) {
                let count = Task("count", Shell("cat input/\(.ds) > \(.output)/n"))
                let yesterday = count.at(.ds - 1.days).clipped
                Task(
                    "compare",
                    Shell(
                        "cat \"${@/%//n}\" > \(.output)/both", arguments: ["\(yesterday.outputs)", "\(count.output)"]),
                    depList: [count, yesterday])
            })
        #expect(try await sandbox.shell("mkdir input; for d in 1 2 3; do echo $d > input/2016-04-0$d; done").code == 0)
        #expect(
            try await sandbox.driver("--ds 2016-04-01..2016-04-03").lines.filter {
                $0 == "done in <while>: 2 succeeded"
            }.count == 3)
        func both(_ day: Int) async throws -> String {
            try await sandbox.shell("cat .dataswarm/published/p.compare/2016-04-0\(day)/both").output
        }
        #expect(try await both(1) == "1\n")
        #expect(try await both(3) == "2\n3\n")
        #expect(try await sandbox.shell("echo 7 > input/2016-04-02").code == 0)
        #expect(try await sandbox.driver("--ds 2016-04-02 --only count --force").code == 0)
        try await sandbox.driver("plan --ds 2016-04-01..2016-04-03 --json").runs([
            "p.compare@2016-04-02: p.count succeeded after it",
            "p.compare@2016-04-03: p.count@2016-04-02 succeeded after it",
        ])
        #expect(try await sandbox.driver("--ds 2016-04-01..2016-04-03").code == 0)
        #expect(try await both(3) == "7\n3\n")
    }

    @Test func aChainIsToldFromWhereItBegan() async throws {
        let sandbox = try Sandbox(
            Pipeline("p", schedule: .daily.starting("2016-04-01")) {
                Task("a", Shell("test -e mended || test \"$DATASWARM_DS\" != 2016-04-02"), depList: [.previous])
            })
        #expect(try await sandbox.driver("--ds 2016-04-01..2016-04-05").code == 1)
        let why = try await sandbox.driver("why a --ds 2016-04-05")
        let words =
            "  It began with p.a for 2016-04-02, which is failed: 'driver logs p.a --ds 2016-04-02' says how, 'driver retry p.a --ds 2016-04-02' tries again."
        #expect(why.lines.contains(words))
        try sandbox.write("", to: "mended")
        #expect(try await sandbox.driver("retry p.a --ds 2016-04-02").code == 0)
        #expect(try await sandbox.driver("--ds 2016-04-01..2016-04-05").code == 0)
    }

    /// The hours are kept in UTC, the day is one of Berlin, where the clocks go back on it.
    @Test func aDayHasTheHoursThatItsClocksShow() async throws {
        let ingest = Pipeline("ingest", schedule: .hourly.starting("2016-10-01T00")) {
            Task("clean", Shell("echo 1 > \(.output)/n"))
        }
        let hours = ingest.clean.each(.hour).byTime
        let sandbox = try Sandbox(
            ingest,
            Pipeline("daily", schedule: .daily.inTimeZone("Europe/Berlin").starting("2016-10-28")) {
                Task(
                    "day", Shell("cat \"${@/%//n}\" | wc -l > \(.output)/n", arguments: ["\(hours.outputs)"]),
                    depList: [hours])
            })
        let run = try await sandbox.driver("--ds 2016-10-29..2016-10-31 --only +day -j 8")
        #expect(run.lines.filter { $0.hasPrefix("done") } == [25, 26, 25].map { "done in <while>: \($0) succeeded" })
        for (ds, count) in [("2016-10-29", 24), ("2016-10-30", 25), ("2016-10-31", 24)] {
            #expect(try await sandbox.shell("cat .dataswarm/published/daily.day/\(ds)/n").output == "\(count)\n")
        }
        // The hour that Berlin sees as its 23rd is UTC's 22nd.
        #expect(try await sandbox.driver("--ds 2016-10-30T22 --only clean --force").code == 0)
        #expect(
            try await sandbox.driver("why day --ds 2016-10-30").lines.contains(
                "  It would run again: ingest.clean@2016-10-30T22 succeeded after it."))
        try await sandbox.driver("status --ds 2016-10-29..2016-10-31 day").says(
            """
            2016-10    29 30 31
            daily.day   ✓  ~  ✓
            ✓ succeeded  ~ stale
            3 succeeded, 1 of them stale
            What is stale is made anew by 'driver --ds 2016-10-30 --only +daily.day'.
            """)
        // The next hour belongs to the next day.
        #expect(try await sandbox.driver("--ds 2016-10-30T23 --only clean --force").code == 0)
        try await sandbox.driver("plan --ds 2016-10-29..2016-10-31 --only day --json").runs([
            "daily.day@2016-10-30: ingest.clean@2016-10-30T22 succeeded after it",
            "daily.day@2016-10-31: ingest.clean@2016-10-30T23 succeeded after it",
        ])
    }
}

extension Outcome {
    /// Checks which tasks a plan in JSON runs, and why.
    fileprivate func runs(_ expected: [String], at location: Testing.SourceLocation = #_sourceLocation) throws {
        let found = lines.compactMap { line -> String? in
            guard
                let match = line.firstMatch(
                    of: /"ds":"([^"]*)","task":"([^"]*)","decision":"run","reason":"([^"]*)"/)
            else { return nil }
            return "\(match.2)@\(match.1): \(match.3)"
        }
        #expect(found.sorted() == expected.sorted(), sourceLocation: location)
    }
}
