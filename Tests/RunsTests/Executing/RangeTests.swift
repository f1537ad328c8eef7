import Dataswarm
import PipelineEngine
import PipelineGraph
import PipelineRecord
import StoreConformance
import Synchronization
import Testing

@testable import Runs

/// A range: which datestamps of which pipelines are under way at a time.
@Suite(.timeLimit(.minutes(1))) struct RangeTests {
    private static let threeDays = "2016-04-24..2016-04-26"

    /// What has begun and ended, in that order, and how many datestamps of a pipeline were ever under way at a time.
    private final class Diary: Sendable {
        private struct State {
            var lines: [String] = []
            var open: [String: [String: Int]] = [:]
            var most: [String: Int] = [:]
        }

        private let state = Mutex(State())

        var lines: [String] { state.withLock(\.lines) }
        func most(of pipeline: String) -> Int { state.withLock { $0.most[pipeline] ?? 0 } }

        func begin(_ attempt: Attempt) {
            let pipeline = String(attempt.task.prefix { $0 != "." })
            state.withLock { state in
                state.lines.append("\(attempt.task)@\(attempt.ds)")
                state.open[pipeline, default: [:]][attempt.ds, default: 0] += 1
                state.most[pipeline] = max(state.most[pipeline] ?? 0, state.open[pipeline]?.count ?? 0)
            }
        }

        func end(_ attempt: Attempt) {
            let pipeline = String(attempt.task.prefix { $0 != "." })
            state.withLock { state in
                state.open[pipeline]?[attempt.ds]? -= 1
                if state.open[pipeline]?[attempt.ds] == 0 { state.open[pipeline]?[attempt.ds] = nil }
            }
        }
    }

    private func launcher(
        _ diary: Diary, _ work: @escaping @Sendable (Attempt) async -> AttemptEnd = { _ in .exited(0) }
    ) -> ScriptedLauncher {
        ScriptedLauncher(work: { attempt in
            diary.begin(attempt)
            let end = await work(attempt)
            diary.end(attempt)
            return end
        })
    }

    @discardableResult
    private func run(
        _ stage: Stage, _ launcher: ScriptedLauncher, _ ds: String = threeDays, parallel: Int? = nil,
        only: [String] = [], _ listener: (any RunListener)? = nil
    ) async throws -> RunSummary {
        var request = stage.request(ds)
        request.parallel = parallel
        request.only = only
        let runner = try stage.runner(launcher)
        let prepared = try await runner.prepare(request, of: stage.graph)
        let listeners = listener.map { [$0] } ?? []
        return try await runner.start(prepared, commandLine: "driver", listeners: listeners).end()
    }

    private static func chain(_ name: String, parallel: Int? = nil) -> Pipeline {
        Pipeline(name, schedule: .daily, parallel: parallel) {
            let a = Task("a", work)
            Task("b", work, depList: [a])
        }
    }

    @Test func aPipelineTakesOneDatestampAtATimeTheOldestFirst() async throws {
        let stage = try Stage([Self.chain("p")])
        let diary = Diary()
        let summary = try await run(stage, launcher(diary))
        #expect(summary.isSuccess)
        #expect(
            diary.lines == [
                "p.a@2016-04-24", "p.b@2016-04-24", "p.a@2016-04-25", "p.b@2016-04-25", "p.a@2016-04-26",
                "p.b@2016-04-26",
            ])
    }

    /// The slow one ends no earlier than the quick one has done its last ds.
    @Test func pipelinesDoNotWaitForEachOther() async throws {
        let stage = try Stage([Self.chain("quick"), Self.chain("slow")])
        let (diary, gate) = (Diary(), Gate())
        let summary = try await run(
            stage,
            launcher(diary) { attempt in
                if attempt.task == "slow.a", attempt.ds == "2016-04-24" { await gate.pass() }
                if attempt.task == "quick.b", attempt.ds == "2016-04-26" { gate.open() }
                return .exited(0)
            })
        #expect(summary.isSuccess)
        #expect(summary.counts == [.succeeded: 12])
        #expect(diary.most(of: "slow") == 1)
        #expect(diary.most(of: "quick") == 1)
    }

    /// Two begin before either ends, and no third one.
    @Test func parallelLetsDatestampsRunSideBySide() async throws {
        let stage = try Stage([Self.chain("p")])
        let diary = Diary()
        let gates = ["2016-04-24": Gate(), "2016-04-25": Gate()]
        try await run(
            stage,
            launcher(diary) { attempt in
                gates[attempt.ds]?.open()
                for gate in gates.values { await gate.pass() }
                return .exited(0)
            }, parallel: 2)
        #expect(diary.most(of: "p") == 2)
        #expect(diary.lines.count == 6)
    }

    @Test func aPipelineForbidsMore() async throws {
        let stage = try Stage([Self.chain("p", parallel: 1)])
        let diary = Diary()
        try await run(stage, launcher(diary), parallel: 3)
        #expect(diary.most(of: "p") == 1)
        #expect(diary.lines.count == 6)
    }

    /// The seven days of a week come along with the figure that needs them, side by side unless their pipeline forbids that.
    @Test(arguments: [nil, 1, 2])
    func whatComesAlongRunsSideBySide(_ parallel: Int?) async throws {
        let clean = Pipeline("days", schedule: .daily, parallel: parallel) { Task("clean", work) }
        let weekly = Pipeline("week", schedule: .daily) { Task("sum", work, depList: [clean.clean.last(3)]) }
        let stage = try Stage([clean, weekly])
        let (diary, gate) = (Diary(), Gate())
        let begun = Mutex(0)
        let summary = try await run(
            stage,
            launcher(diary) { attempt in
                if attempt.task == "days.clean", parallel == nil {
                    let count = begun.withLock { count in
                        count += 1
                        return count
                    }
                    if count == 3 { gate.open() }
                    await gate.pass()
                }
                return .exited(0)
            }, "2016-04-26", only: ["+week.sum"])
        #expect(summary.counts == [.succeeded: 4])
        #expect(diary.most(of: "days") <= parallel ?? 3)
        #expect(diary.lines.last == "week.sum@2016-04-26")
    }

    @Test func aFailedDatestampHoldsBackWhatStandsOnIt() async throws {
        let today = Pipeline("today", schedule: .daily) {
            let a = Task("a", work)
            Task("compare", work, depList: [a, a.at(.ds - 1.days).clipped])
        }
        let stage = try Stage([today, Self.chain("other")])
        let summary = try await run(
            stage, launcher(Diary()) { $0.task == "today.a" && $0.ds == "2016-04-24" ? .exited(1) : .exited(0) })
        func state(_ task: String, _ ds: String) -> TaskState? { stage.store.record(TaskKey(task, ds: ds))?.state }
        #expect(!summary.isSuccess)
        #expect(state("today.compare", "2016-04-24") == .upstreamFailed)
        #expect(state("today.compare", "2016-04-25") == .upstreamFailed)
        #expect(state("today.a", "2016-04-25") == .succeeded)
        #expect(state("today.compare", "2016-04-26") == .succeeded)
        #expect(summary.counts[.succeeded] == 9)
    }

    /// The quick one runs ahead, so that all of the slow one's datestamps are planned while its first goes on.
    @Test func aTaskThatFailsOnOneDatestampAfterTheOtherIsHeld() async throws {
        let failing = Pipeline("failing", schedule: .daily) { Task("a", work, holdAfterFailures: 2) }
        let stage = try Stage([failing, Self.chain("quick")])
        let gate = Gate()
        let summary = try await run(
            stage,
            launcher(Diary()) { attempt in
                if attempt.task == "quick.b", attempt.ds == "2016-04-26" { gate.open() }
                if attempt.task != "failing.a" { return .exited(0) }
                if attempt.ds == "2016-04-24" { await gate.pass() }
                return .exited(1)
            })
        #expect(summary.counts == [.succeeded: 6, .failed: 2, .upstreamFailed: 1])
        let held = try #require(stage.store.record(TaskKey("failing.a", ds: "2016-04-26")))
        #expect(
            held.reason
                == "it failed for 2 ds in a row, lastly 2016-04-25; 'driver release failing.a' or --force lets it run again"
        )
    }

    /// Nothing of what has ended is kept but what there is to be said at the end.
    @Test func aLongRangeIsTakenUpAsItGoesOn() async throws {
        let stage = try Stage([Self.chain("p"), Self.chain("q")])
        let open = Mutex<Set<String>>([])
        let most = Mutex(0)
        final class Counter: RunListener {
            let hear: @Sendable (RunEvent) -> Void
            init(_ hear: @escaping @Sendable (RunEvent) -> Void) { self.hear = hear }
            func hear(_ event: RunEvent) { hear(event) }
        }
        let counter = Counter { event in
            switch event {
            case .planned(let planned):
                open.withLock { _ = $0.insert(planned.ds) }
                let count = open.withLock(\.count)
                most.withLock { $0 = max($0, count) }
            case .datestampEnded(let summary): open.withLock { _ = $0.remove(summary.ds) }
            default: break
            }
        }
        let summary = try await run(stage, launcher(Diary()), "2015-04-27..2016-04-26", counter)
        #expect(summary.isSuccess)
        #expect(summary.counts == [.succeeded: 366 * 4])
        let left = open.withLock(\.count)
        let atATime = most.withLock(\.self)
        #expect(left == 0)
        #expect(atATime < 366)
    }

    @Test func aStopLeavesTheRestOfARange() async throws {
        let stage = try Stage([Self.chain("p")])
        let runner = try stage.runner(launcher(Diary()) { _ in .exited(1) })
        var request = stage.request(Self.threeDays)
        request.onFailure = "stop"
        let prepared = try await runner.prepare(request, of: stage.graph)
        let summary = try await runner.start(prepared, commandLine: "driver", listeners: []).end()
        #expect(summary.notBegun == ["2016-04-25", "2016-04-26"])
        #expect(summary.counts == [.failed: 1, .upstreamFailed: 1])
    }
}
