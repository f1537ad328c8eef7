import Dataswarm
import PipelineEngine
import PipelineGraph
import PipelineRecord
import StoreConformance
import Testing

@testable import Runs

/// Two runs that each keep a resource that the other waits for: whoever closes the circle gives up.
@Suite(.timeLimit(.minutes(1))) struct CircleTests {
    /// One run uses `a`, and then wants `b`; the other uses `b`, and then wants `a`.
    ///
    /// - Parameter usesLater: whether the other uses `b` once more after that, and so keeps it meanwhile.
    private func stage(usesLater: Bool) throws -> Stage {
        try Stage {
            let a = Resource("a", create: Shell("create"), destroy: Shell("destroy"))
            let b = Resource("b", create: Shell("create"), destroy: Shell("destroy"))
            Task("usesA", work, uses: [a])
            Task("usesB", work, uses: [b])
            // No edge leads from the use of the one to that of the other: a graph in which each is kept until the other has
            // been there is a circle by itself.
            Task("wantsB", work, depList: [Task("turn1", work)], uses: [b])
            let wantsA = Task("wantsA", work, depList: [Task("turn2", work)], uses: [a])
            if usesLater { Task("last", work, depList: [wantsA], uses: [b]) } else { wantsA }
        }
    }

    /// What there is to wait for in a test.
    private struct Gates {
        let bothHave = Gate()
        let firstWaits = Gate()
        let secondWaits = Gate()
        let firstIsLeft = Gate()

        /// Has them opened by what is heard of the two runs.
        func listen(_ first: Witness, _ second: Witness) {
            first.onNote { note in
                if note.contains("p.b.create waits for run 2") { firstWaits.open() }
                if note.contains("p.a.destroy failed") { firstIsLeft.open() }
            }
            second.onNote { note in
                if note.contains("p.usesB 1 begins") { bothHave.open() }
                if note.contains("p.a.create waits for run 1") { secondWaits.open() }
            }
        }
    }

    /// Begins both, each as a process of its own. Neither wants the other's before both have their own.
    private func begin(
        _ stage: Stage, _ gates: Gates, _ work: @escaping @Sendable (Attempt) async -> AttemptEnd
    ) async throws -> (first: RunningRun, second: RunningRun) {
        let (began, beginning) = AsyncStream<Void>.makeStream()
        let launcher = ScriptedLauncher(work: { attempt in
            if attempt.task == "p.usesA" { beginning.finish() }
            if ["p.usesA", "p.turn1", "p.turn2"].contains(attempt.task) { await gates.bothHave.pass() }
            return await work(attempt)
        })
        let (one, two) = (Witness(stage.store), Witness(stage.store))
        gates.listen(one, two)
        let first = try await stage.start(
            stage.request(only: "usesA", "turn1", "wantsB"), on: try stage.runner(launcher), one)
        for await _ in began {}
        let last = stage.graph.index(of: "p.last") == nil ? "wantsA" : "last"
        let second = try await stage.start(
            stage.request(only: "usesB", "turn2", "wantsA", last), on: try stage.runner(launcher, owner: "two"), two)
        return (first, second)
    }

    /// Both come to their end, and one has given up what the other has left. Where both see the circle at once, both do.
    private func expectOneGivesUp(_ stage: Stage, _ runs: (first: RunningRun, second: RunningRun)) async throws {
        // Who waits for ever is not waited for.
        let summaries = try await withTaskCancellationHandler {
            [try await runs.first.end(), try await runs.second.end()]
        } onCancel: {
            for run in [runs.first, runs.second] { for _ in 0..<2 { run.stop("the time is up") } }
        }
        let reasons = summaries.flatMap(\.failures).filter { $0.key.task.hasSuffix(".create") }.map(\.reason)
        let sentences = [2, 1].map { run in
            "run \(run) keeps it, and waits for a resource that this run keeps: run it again once that run has ended"
        }
        #expect(!reasons.isEmpty && reasons.allSatisfy(sentences.contains), "\(summaries)")
        #expect(stage.store.waits().isEmpty && stage.store.claims(ds: nil).isEmpty)
        // Whoever has not given up has got what it waited for.
        let isDone = ["wantsA", "wantsB"].map { stage.state(of: $0) == .succeeded }
        #expect(isDone.count { $0 } == 2 - reasons.count, "\(reasons)")
    }

    @Test func bothHaveLeftWhatCouldNotBeDestroyed() async throws {
        let stage = try stage(usesLater: false)
        let gates = Gates()
        let runs = try await begin(stage, gates) { attempt in
            switch attempt.task {
            case "p.a.destroy":
                await gates.firstWaits.pass()
                await gates.secondWaits.pass()
            case "p.b.destroy": await gates.firstIsLeft.pass()
            default: return .exited(0)
            }
            return .exited(1)
        }
        try await expectOneGivesUp(stage, runs)
    }

    /// The circle is closed by the end of a destruction.
    @Test func oneIsLeftWhileTheOtherIsStillUsed() async throws {
        let stage = try stage(usesLater: true)
        let gates = Gates()
        let runs = try await begin(stage, gates) { attempt in
            guard attempt.task == "p.a.destroy" else { return .exited(0) }
            await gates.firstWaits.pass()
            await gates.secondWaits.pass()
            return .exited(1)
        }
        try await expectOneGivesUp(stage, runs)
    }

    /// The circle is closed by who wants what was left.
    @Test func oneWasLeftBeforeTheOtherWantsIt() async throws {
        let stage = try stage(usesLater: true)
        let gates = Gates()
        let runs = try await begin(stage, gates) { attempt in
            if attempt.task == "p.turn2" {
                await gates.firstWaits.pass()
                await gates.firstIsLeft.pass()
            }
            return .exited(attempt.task == "p.a.destroy" ? 1 : 0)
        }
        try await expectOneGivesUp(stage, runs)
    }
}
