import Dataswarm
import PipelineGraph
import PipelineRecord
import Testing

@testable import DriverCommands

@Suite struct StatusReportTests {
    private func report(
        _ range: String,
        _ records: [[TaskRecord]],
        running: [Bool]? = nil,
        tasks: [String] = ["trip.pack", "trip.go"]
    ) throws -> StatusReport {
        let range = Array(try DatestampRange(range))
        return StatusReport(
            tasks: tasks,
            range: range,
            records: records.map { Dictionary(uniqueKeysWithValues: $0.map { ($0.task, $0) }) },
            isRunning: running ?? range.map { _ in false }
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

    @Test func whatRunsIsLostOnceNoDriverRunsIt() throws {
        let records = [[record("trip.pack", .running)]]
        #expect(try lines(report("2016-04-26", records, running: [true])).contains { $0.contains("running") })
        let without = try lines(report("2016-04-26", records, running: [false]))
        #expect(without[0].hasPrefix("trip.pack  lost "))
        #expect(without.last == "1 lost, 1 not run")
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
                "2016-04-30  30 01 02",
                "trip.pack    ✓  ·  c",
                "trip.go      u  ·  ·",
                "✓ succeeded  ✗ failed  u upstream failed  s skipped  c cancelled  ? lost  r running  w waiting  · nothing",
                "1 succeeded, 1 upstream_failed, 1 cancelled, 3 not run",
            ]
        )
    }

    @Test(arguments: [("2016-04-26T22..2016-04-27T00", "22 23 00"), ("2015-12..2016-02", "12 01 02")])
    func hoursAndMonthsHaveColumnsToo(range: String, marks: String) throws {
        #expect(try lines(report(range, [[], [], []]))[0].hasSuffix("  \(marks)"))
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
