import Dataswarm
import PipelineEngine
import PipelineGraph
import PipelineRecord
import Testing

/// What an engine makes of what an earlier process has done in the same run.
@Suite struct ResumeTests {
    private func engine(
        _ mode: FailureMode = .finish, @PipelineBuilder content: () -> [Statement]
    ) throws -> Engine {
        let plan = try Planned([Pipeline("p", content: content)]).plan
        return Engine(plan, limits: Limits(jobs: 8, pools: []), failureMode: mode)
    }

    private func index(_ task: String, _ engine: Engine) -> Int {
        engine.plan.items.firstIndex { $0.name == "p.\(task)" } ?? -1
    }

    @Test func aTimeoutIsCountedFromTheBeginningOfTheAttempt() throws {
        var engine = try engine { Task("load", work, timeout: .minutes(10)) }
        let history = ItemHistory(attempts: 1, failures: 0, running: (1, 540_000))
        #expect(engine.start(at: 1_000_000, after: { _ in history }).isEmpty)
        #expect(engine.nextWake == 1_060_000)
    }

    /// Whoever was killed may have asked it to end already: then it has timed out, however it says that it ended.
    @Test func whatIsOverdueIsAskedAtOnce() throws {
        var engine = try engine { Task("load", work, timeout: .minutes(10)) }
        let history = ItemHistory(attempts: 1, failures: 0, running: (1, 600_000))
        #expect(engine.start(at: 1_000_000, after: { _ in history }) == [.end(item: 0)])
        let effects = engine.handle([.ended(item: 0, .endedOnRequest)], at: 1_000_001)
        guard case .close(_, _, let outcome)? = effects.first else {
            Issue.record("\(effects)")
            return
        }
        #expect(outcome.state == .failed && outcome.cause == .timeout)
    }

    @Test func aRetryGoesOnWaiting() throws {
        var engine = try engine { Task("load", work, retries: .upTo(2, backoff: .fixed(.minutes(10)))) }
        var history = ItemHistory(attempts: 1, failures: 1)
        history.waiting = 200_000
        #expect(engine.start(at: 1_000_000, after: { _ in history }).isEmpty)
        #expect(engine.nextWake == 1_400_000)
        #expect(engine.handle([.tick], at: 1_400_000) == [.claim(item: 0, isNewAttempt: true)])
    }

    @Test func whatHasFailedIsNotRepeatedAndMeansWhatItMeant() throws {
        for (mode, isStopped) in [(FailureMode.finish, false), (.stop, true)] {
            var engine = try engine(mode) {
                let bad = Task("bad", work)
                Task("after", work, depList: [bad])
                Task("other", work)
            }
            var history = ItemHistory(attempts: 1, failures: 1)
            history.settled = .failed
            let effects = engine.start(at: 0, after: { $0.task == "p.bad" ? history : nil })
            #expect(engine.state(of: index("after", engine)) == .upstreamFailed)
            let claim = Effect.claim(item: index("other", engine), isNewAttempt: true)
            #expect(effects.contains(claim) == !isStopped)
        }
    }

    @Test func whatWasAskedToStopBeginsNothing() throws {
        var engine = try engine {
            Task("runs", work)
            Task("waits", work)
        }
        let history = ItemHistory(attempts: 1, failures: 0, running: (1, 10))
        let effects = engine.start(at: 0, after: { $0.task == "p.runs" ? history : nil }, stopped: "cancelled")
        #expect(effects.contains(.end(item: index("runs", engine))))
        #expect(engine.state(of: index("waits", engine)) == .cancelled)
    }
}
