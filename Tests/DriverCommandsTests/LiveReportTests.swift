import Dataswarm
import PipelineEngine
import PipelineGraph
import PipelineRecord
import Synchronization
import Testing

@testable import DriverCommands

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
    private let plan: Plan

    init() throws { try self.init(tasks: 3) }

    private init(tasks: Int) throws {
        page = try Page()
        report = LiveReport(page.console, folder: StateFolder(path: "/nowhere"), clock: clock)
        let pipeline = Pipeline("p") { for number in 1...tasks { Task("t\(number)", Shell("true")) } }
        let graph = try Graph.load(Definitions(pipelines: [pipeline]).graphJSON)
        plan = try Plan(
            graph, PlanRequest(ds: try Datestamp("2016-04-26"), selection: Selection(all: graph)), records: [:])
    }

    private func begin() { report.runBegan(plan, run: 7) }

    private func start(_ item: Int, number: Int = 1, at time: Int64) {
        clock.set(time)
        report.attemptBegan(plan.items[item], number: number, at: time)
    }

    private func end(_ item: Int, _ state: TaskState, reason: String = "", at time: Int64) {
        clock.set(time)
        report.taskChanged(plan.items[item], state, reason: reason, at: time)
    }

    /// Ends the run, after which nothing is drawn any more.
    private func finish(_ counts: [TaskState: Int]) {
        var summary = RunSummary()
        summary.counts = counts
        report.runEnded(summary)
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
}
