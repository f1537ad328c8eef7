import Dataswarm
import PipelineRecord
import Synchronization
import Testing

@testable import DriverCommands
@testable import Runs

/// A run as it stands on a terminal, with a clock that a test sets.
@Suite struct LiveReportTests {
    private final class Clock: RunClock {
        private let time = Mutex<Int64>(0)
        var wallTime: Int64 { time.withLock { $0 } }
        var steadyTime: Int64 { wallTime }
        func sleep(until steadyTime: Int64) async {}
        func set(_ milliseconds: Int64) { time.withLock { $0 = milliseconds } }
    }

    private let page: Page
    private let clock = Clock()
    private let report: LiveReport
    private let tasks: Int

    init() throws { try self.init(tasks: 3) }

    private init(tasks: Int) throws {
        page = try Page()
        report = LiveReport(page.console, folder: StateFolder(path: "/nowhere"), clock: clock)
        self.tasks = tasks
    }

    private func key(_ item: Int) -> TaskKey { TaskKey("p.t\(item + 1)", ds: "2016-04-26") }

    private func begin(_ ds: String = "2016-04-26") {
        report.hear(
            .planned(
                PlannedDatestamp(
                    run: 7, ds: ds, runCount: tasks, stepCount: 0, skipCount: 0, notices: [], time: clock.wallTime)))
    }

    private func start(_ item: Int, number: Int = 1, at time: Int64) {
        clock.set(time)
        report.hear(.attemptBegan(key(item), number: number, at: time))
    }

    private func end(_ item: Int, _ state: TaskState, reason: String = "", at time: Int64) {
        clock.set(time)
        report.hear(.taskChanged(key(item), state, reason: reason, at: time))
    }

    /// Ends a ds.
    private func endDatestamp(_ counts: [TaskState: Int], ds: String = "2016-04-26") {
        var summary = RunSummary()
        summary.ds = ds
        summary.counts = counts
        report.hear(.datestampEnded(summary))
    }

    /// Ends the run, after which nothing is drawn any more.
    private func finish(_ counts: [TaskState: Int], ds: String = "2016-04-26") {
        endDatestamp(counts, ds: ds)
        report.hear(.ended(RunSummary()))
    }

    @Test func whatEndedIsToldAndWhatRunsStandsBelow() throws {
        begin()
        start(0, at: 0)
        start(1, number: 2, at: 500)
        end(0, .succeeded, at: 1_500)
        #expect(page.text.hasPrefix("ds 2016-04-26, run 7: 3 tasks to run\n"))
        #expect(
            page.lastDrawing.hasSuffix(
                """
                2016-04-26 1 of 3 (33 %), 1 running 1.5 s
                  ▸ p.t2 1 s, attempt 2

                """
            )
        )
        #expect(page.text.contains("✓ p.t1 1.5 s\n"))
        finish([.succeeded: 3])
    }

    /// What is typed meanwhile, such as Ctrl-C, is shown where the cursor is: whatever is erased is erased from the margin on.
    @Test func whatIsTypedLeavesNothingBehind() {
        begin()
        start(0, at: 0)
        end(0, .succeeded, at: 40)
        report.say("interrupted")
        finish([.succeeded: 1])
        let parts = page.text.split(separator: "\u{1B}[J", omittingEmptySubsequences: false).dropLast()
        #expect(parts.count > 1)
        for part in parts { #expect(part.wholeMatch(of: /(?s).*\n\r\x1B\[\d+A/) != nil) }
    }

    @Test func theEndIsAllThatIsLeftBelow() {
        begin()
        start(0, at: 0)
        end(0, .failed, reason: "exit 3", at: 40)
        finish([.failed: 1])
        #expect(page.lastDrawing == "not done in 0 ms: 1 failed\n")
        #expect(page.text.contains("✗ p.t1 exit 3 40 ms\n"))
    }

    @Test func aRetryIsToldAndCounted() {
        begin()
        start(0, at: 0)
        end(0, .waiting, reason: "exit 3; retry 1 of 2 in 10 s", at: 10)
        #expect(page.lastDrawing.contains("0 of 3 (0 %), 1 to be tried again"))
        #expect(page.text.contains("w p.t1 exit 3; retry 1 of 2 in 10 s 10 ms\n"))
        start(0, number: 2, at: 10_000)
        end(0, .succeeded, at: 10_020)
        #expect(page.lastDrawing.contains("1 of 3 (33 %)"))
        #expect(!page.lastDrawing.contains("tried again"))
        finish([:])
    }

    @Test func ofManyTasksSuccessesAreOnlyCounted() throws {
        let many = try LiveReportTests(tasks: 100)
        many.begin()
        for item in 0..<98 { many.end(item, .succeeded, at: 5) }
        many.end(98, .upstreamFailed, reason: "p.t1 failed", at: 5)
        many.end(99, .failed, reason: "exit 3", at: 5)
        #expect(!many.page.text.contains("✓"))
        #expect(many.page.text.contains("✗ p.t100 exit 3\n"))
        #expect(many.page.lastDrawing.contains("100 of 100 (100 %), 1 failed, 1 upstream_failed"))
        many.finish([.failed: 1])
    }

    @Test func ofManyThatRunTheFirstStandBelow() throws {
        let many = try LiveReportTests(tasks: 100)
        many.begin()
        for item in 0..<30 { many.start(item, at: Int64(item)) }
        many.end(99, .failed, at: 100)
        let lines = many.page.lastDrawing.split(separator: "\n")
        #expect(lines.count { $0.hasPrefix("  ▸ ") } == 10)
        #expect(lines.last == "  and 20 more are running")
        many.finish([:])
    }

    @Test func theLineOfCountsNeverWraps() throws {
        let many = try LiveReportTests(tasks: 100)
        many.begin()
        for item in 0..<20 { many.start(item, at: 0) }
        for item in 20..<40 { many.end(item, .cancelled, at: 0) }
        for item in 40..<60 { many.end(item, .upstreamFailed, at: 0) }
        for item in 60..<80 { many.end(item, .waiting, at: 0) }
        for item in 80..<100 { many.end(item, .failed, at: 3_900_000) }
        let line = many.page.lastDrawing.split(separator: "\n").first { $0.hasPrefix("2016-04-26 ") }
        #expect(line?.count == 79)
        #expect(line?.hasSuffix("…") == true)
        many.finish([:])
    }

    @Test func whatOthersHaveIsWaitedForBelowAndTakenOver() {
        begin()
        clock.set(1_000)
        report.hear(.waits(key(0), .run(4, since: 0), at: 1_000))
        report.hear(.waits(key(1), .pool("road", runs: [4, 5]), at: 1_500))
        clock.set(3_000)
        end(2, .succeeded, at: 3_000)
        #expect(
            page.lastDrawing.hasSuffix(
                """
                2016-04-26 1 of 3 (33 %), 2 waiting for other runs 3 s
                  ◦ p.t1 waits for run 4, which has claimed it, 2 s
                  ◦ p.t2 waits for a slot of the pool road, which runs 4, 5 have, 1.5 s

                """))
        report.hear(.tookOver(key(0), run: 4, at: 4_000))
        #expect(page.text.contains("✓ p.t1 done by run 4\n"))
        #expect(page.lastDrawing.contains("2 of 3 (66 %), 1 waiting for other runs"))
        start(1, at: 5_000)
        end(1, .succeeded, at: 6_000)
        #expect(!page.lastDrawing.contains("waiting for other runs"))
        #expect(!page.lastDrawing.contains("◦"))
        finish([.succeeded: 3])
    }

    @Test func theDatestampsOfARangeStandOneBelowTheOther() {
        begin("2016-04-26")
        end(0, .succeeded, at: 10)
        endDatestamp([.succeeded: 1])
        begin("2016-04-27")
        end(1, .failed, reason: "exit 3", at: 20)
        #expect(page.text.contains("done in 0 ms: 1 succeeded\nds 2016-04-27, run 7: 3 tasks to run\n"))
        #expect(page.lastDrawing.contains("2016-04-27 1 of 3 (33 %), 1 failed"))
        finish([.failed: 1], ds: "2016-04-27")
        #expect(page.lastDrawing == "not done in 0 ms: 1 failed\n")
    }

    /// With two of them under way it is said of which one something is told, and both are counted together.
    @Test func datestampsSideBySideAreToldApart() {
        begin("2016-04-26")
        start(0, at: 0)
        begin("2016-04-27")
        end(0, .succeeded, at: 1_000)
        #expect(page.text.contains("✓ p.t1@2016-04-26 1 s\n"))
        #expect(page.lastDrawing.contains("2016-04-26 and 1 more 1 of 6 (16 %)"))
        endDatestamp([.succeeded: 3])
        #expect(page.text.contains("ds 2016-04-26 done in 0 ms: 3 succeeded\n"))
        end(1, .succeeded, at: 2_000)
        #expect(page.text.contains("✓ p.t2@2016-04-26\n"))
        finish([.succeeded: 3], ds: "2016-04-27")
    }
}
