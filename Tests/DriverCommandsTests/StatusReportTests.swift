import Dataswarm
import PipelineGraph
import PipelineRecord
import Runs
import Testing

@testable import DriverCommands

@Suite struct StatusReportTests {
    private func report(
        _ range: String,
        _ records: [[TaskRecord]],
        underWay: RunsUnderWay = RunsUnderWay(),
        tasks: [String] = ["trip.pack", "trip.go"]
    ) throws -> StatusReport {
        let range = Array(try DatestampRange(range))
        return StatusReport(
            tasks: tasks,
            range: range,
            records: records.map { Dictionary(uniqueKeysWithValues: $0.map { ($0.task, $0) }) },
            underWay: underWay
        )
    }

    private func record(_ task: String, _ state: TaskState, reason: String = "", attempts: Int = 1) -> TaskRecord {
        TaskRecord(task: task, ds: "", state: state, reason: reason, attempts: attempts, changedAt: 0)
    }

    private func lines(_ report: StatusReport) throws -> [String] { report.lines(Style(for: try Page().console)) }

    @Test func aDayIsAList() throws {
        let report = try report("2016-04-26", [[record("trip.pack", .failed, reason: "exit 3", attempts: 2)]])
        let lines = try lines(report)
        #expect(lines.count == 3)
        #expect(lines[0].hasPrefix("trip.pack  failed 19"))
        #expect(lines[0].hasSuffix(", 2 attempts: exit 3"))
        #expect(lines[1...] == ["trip.go    -", "1 failed, 1 not run"])
    }

    /// A run that goes on, of the process 4711.
    private func run(_ id: Int64, _ ds: String) -> RunRecord {
        var request = RunRequest(graphHash: "", ds: ds)
        request.requestedBy = "ada"
        let owner = RunOwner(id: "o\(id)", process: 4711, bootID: "boot")
        return RunRecord(
            id: id, request: request, owner: owner, commandLine: "driver --ds \(ds)", state: .running, startedAt: 0)
    }

    private func claim(_ task: String, by run: RunRecord, ds: String = "2016-04-26") -> Claim {
        Claim(key: TaskKey(task, ds: ds), run: run.id, owner: run.owner, number: 1, since: 0)
    }

    private func underWay(_ runs: [RunRecord], _ claims: [Claim], waits: [Wait] = []) -> RunsUnderWay {
        var underWay = RunsUnderWay()
        underWay.runs = runs
        underWay.claims = Dictionary(uniqueKeysWithValues: claims.map { ($0.key, $0) })
        underWay.waits = waits
        return underWay
    }

    @Test func whatRunsIsLostOnceNoRunHasClaimedIt() throws {
        let records = [[record("trip.pack", .running)]]
        let run = run(7, "2016-04-26")
        let with = try lines(report("2016-04-26", records, underWay: underWay([run], [claim("trip.pack", by: run)])))
        #expect(with[0].hasPrefix("trip.pack  running "))
        #expect(with[0].hasSuffix(", run 7"))
        #expect(with[2] == "1 running, 1 not run")
        #expect(with.last?.hasPrefix("Run 7 goes on since ") == true)
        #expect(with.last?.hasSuffix(": driver --ds 2016-04-26") == true)
        let without = try lines(report("2016-04-26", records))
        #expect(without[0].hasPrefix("trip.pack  lost "))
        #expect(without.last == "1 lost, 1 not run")
        // Another run about the ds does not make it run.
        let other = try lines(report("2016-04-26", records, underWay: underWay([run], [claim("trip.go", by: run)])))
        #expect(other[0].hasPrefix("trip.pack  lost "))
    }

    @Test func whoWaitsIsToldWithWhatForAndSinceWhen() throws {
        let (first, second) = (run(7, "2016-04-26"), run(8, "2016-04-20..2016-04-30"))
        let waits = [
            Wait(ticket: 1, run: 8, key: TaskKey("trip.pack", ds: "2016-04-26"), pool: nil, since: 0),
            Wait(ticket: 2, run: 8, key: TaskKey("trip.go", ds: "2016-04-26"), pool: "road", since: 0),
            Wait(ticket: 3, run: 8, key: TaskKey("trip.go", ds: "2016-04-27"), pool: "road", since: 0),
        ]
        let report = try report(
            "2016-04-26", [[record("trip.pack", .running)]],
            underWay: underWay([second, first], [claim("trip.pack", by: first)], waits: waits))
        let moment = LocalTime.full(0)
        #expect(
            try lines(report)[3...] == [
                "Run 8 waits for trip.pack since \(moment): run 7 has claimed it since \(moment).",
                "Run 8 waits for a slot of the pool road, for trip.go, since \(moment).",
                "Run 7 goes on since \(moment): driver --ds 2016-04-26",
                "Run 8 goes on since \(moment): driver --ds 2016-04-20..2016-04-30",
            ])
        #expect(
            report.json == [
                #"{"ds":"2016-04-26","task":"trip.pack","state":"running","attempts":1,"changed_at":0,"run":7,"claimed_at":0,"waiting_runs":[8]}"#,
                #"{"ds":"2016-04-26","task":"trip.go","state":"none","attempts":0,"waiting_runs":[8]}"#,
            ])
    }

    @Test func aReasonCannotDriveTheTerminal() throws {
        let records = [[record("trip.pack", .failed, reason: "\u{1B}[2J")]]
        #expect(try lines(report("2016-04-26", records))[0].hasSuffix(#": \u{1B}[2J"#))
    }

    @Test func severalDaysAreAGrid() throws {
        let report = try report(
            "2016-04-30..2016-05-02",
            [
                [record("trip.pack", .succeeded), record("trip.go", .upstreamFailed)], [],
                [record("trip.pack", .cancelled)],
            ]
        )
        #expect(
            try lines(report) == [
                "           2016-04  2016-05",
                "           30       01 02",
                "trip.pack   ✓        ·  c",
                "trip.go     u        ·  ·",
                "✓ succeeded  u upstream failed  c cancelled  · nothing",
                "1 succeeded, 1 upstream_failed, 1 cancelled, 3 not run",
            ]
        )
    }

    @Test(arguments: [
        ("2016-04-26T22..2016-04-27T00", "2016-04-26  2016-04-27", "22 23       00"),
        ("2015-12..2016-02", "2015  2016", "12    01 02"),
    ])
    func hoursAndMonthsHaveColumnsToo(range: String, groups: String, marks: String) throws {
        let heading = try lines(report(range, [[], [], []])).prefix(2)
        #expect(heading == ["           \(groups)", "           \(marks)"])
    }

    @Test func programsGetALineForEachTaskAndDs() throws {
        let report = try report(
            "2016-04-25..2016-04-26",
            [[record("trip.pack", .succeeded)], []],
            tasks: ["trip.pack"]
        )
        #expect(
            report.json == [
                #"{"ds":"2016-04-25","task":"trip.pack","state":"succeeded","attempts":1,"changed_at":0}"#,
                #"{"ds":"2016-04-26","task":"trip.pack","state":"none","attempts":0}"#,
            ]
        )
    }
}
