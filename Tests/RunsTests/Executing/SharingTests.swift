import Dataswarm
import PipelineEngine
import PipelineGraph
import PipelineRecord
import Runs
import StoreConformance
import Synchronization
import Testing

/// Runs that want the same: each task is done once, and pools hold over all of them.
@Suite(.timeLimit(.minutes(2))) struct SharingTests {
    /// Counts what is under way.
    private final class Traffic: Sendable {
        private let state = Mutex<(now: [String: Int], most: [String: Int], attempts: [String])>(([:], [:], []))

        func enter(_ places: [String], _ attempt: Attempt) {
            state.withLock { state in
                state.attempts.append("\(attempt.task)@\(attempt.ds)")
                for place in places {
                    state.now[place, default: 0] += 1
                    state.most[place] = max(state.most[place] ?? 0, state.now[place] ?? 0)
                }
            }
        }

        func leave(_ places: [String]) { state.withLock { state in for place in places { state.now[place]? -= 1 } } }

        var most: [String: Int] { state.withLock(\.most) }
        var attempts: [String] { state.withLock(\.attempts) }
    }

    @Test func aTaskThatAnotherRunHasIsWaitedForAndTakenOver() async throws {
        let stage = try Stage {
            let find = Task("find", work)
            Task("dump", work, depList: [find])
        }
        let held = HeldWork()
        let first = try await stage.start(on: try stage.runner(held.launcher("p.find")))
        await held.begins()
        let witness = Witness(stage.store)
        let other = ScriptedLauncher(work: { attempt in
            if attempt.task == "p.find" { Issue.record("it was done twice") }
            return .exited(0)
        })
        witness.onNote { if $0.contains("waits for run 1") { held.letGo() } }
        let second = try await stage.start(on: try stage.runner(other, owner: "two"), witness)
        let (one, two) = (try await first.end(), try await second.end())
        #expect(one.isSuccess && two.isSuccess)
        #expect(witness.notes.contains("p.find waits for run 1, which has claimed it, on record running"))
        #expect(witness.notes.contains("p.find done by run 1, on record succeeded"))
        #expect(stage.attempts(of: "find").count == 1)
        #expect(stage.attempts(of: "dump").count == 1)
        #expect(one.takenOver + two.takenOver == 2)
        #expect(stage.store.claims(ds: nil).isEmpty && stage.store.waits().isEmpty)
    }

    @Test func whatAnotherRunFailsAtIsTriedHere() async throws {
        let stage = try Stage { Task("find", work) }
        let held = HeldWork()
        let first = try await stage.start(on: try stage.runner(held.launcher(ending: .exited(1))))
        await held.begins()
        let witness = Witness(stage.store)
        witness.onNote { if $0.contains("waits for run 1") { held.letGo() } }
        let second = try await stage.start(on: try stage.runner(owner: "two"), witness)
        #expect(try await first.end().counts[.failed] == 1)
        #expect(try await second.end().isSuccess)
        #expect(stage.attempts(of: "find").map(\.state) == [.failed, .succeeded])
        #expect(stage.attempts(of: "find").map(\.run) == [1, 2])
    }

    /// What began before somebody asked for it anew is not what they asked for.
    @Test func whatBeganBeforeIsNotTakenForWhatIsForced() async throws {
        let stage = try Stage { Task("find", work) }
        try await stage.execute()
        let held = HeldWork()
        var forced = stage.request()
        forced.force = true
        let first = try await stage.start(forced, on: try stage.runner(held.launcher(), owner: "two"))
        await held.begins()
        // Another success, so that the order of things can be told.
        let witness = Witness(stage.store)
        witness.onNote { if $0.contains("waits for run 2") { held.letGo() } }
        let second = try await stage.start(forced, on: try stage.runner(owner: "three"), witness)
        let (one, two) = (try await first.end(), try await second.end())
        #expect(one.isSuccess && two.isSuccess)
        #expect(stage.attempts(of: "find").count == 2 + (two.takenOver == 0 ? 1 : 0))
    }

    @Test func whoWaitsCanBeCancelledAndLeavesTheOthersWorkAlone() async throws {
        let stage = try Stage { Task("find", work) }
        let held = HeldWork()
        let first = try await stage.start(on: try stage.runner(held.launcher()))
        await held.begins()
        let witness = Witness(stage.store)
        let waiting = Mutex<RunningRun?>(nil)
        let (waits, waitBegins) = AsyncStream<Void>.makeStream()
        witness.onNote { if $0.contains("waits for run 1") { waitBegins.finish() } }
        let second = try await stage.start(on: try stage.runner(owner: "two"), witness)
        waiting.withLock { $0 = second }
        for await _ in waits {}
        second.stop("interrupted")
        #expect(try await second.end().counts[.cancelled] == 1)
        // It is running, whatever another run wanted of it.
        #expect(stage.state(of: "find") == .running)
        held.letGo()
        #expect(try await first.end().isSuccess)
        #expect(stage.state(of: "find") == .succeeded)
    }

    /// As in a service: many pipelines, ds and graphs at once, over shared pools, some extended and some cancelled while they run.
    @Test func twoHundredRunsShareTheirPools() async throws {
        let pools = [Pool("source", slots: 2), Pool("warehouse", slots: 1)]
        let pipelines = (0..<10).map { number in
            Pipeline("p\(number)") {
                let load = Task("load", work, pool: ["source", "warehouse"])
                Task("copy", work, depList: [load], pool: number % 2 == 0 ? "source" : "warehouse")
            }
        }
        let stage = try Stage(pools: pools, Array(pipelines[..<5]))
        let other = try Graph.load(Definitions(pools: pools, pipelines: Array(pipelines[5...])).graphJSON)
        let traffic = Traffic()
        let launcher = ScriptedLauncher(work: { attempt in
            let number = attempt.task.dropFirst().prefix { $0 != "." }
            let isEven = Int(number).map { $0 % 2 == 0 } ?? false
            let places = attempt.task.hasSuffix("load") ? ["source", "warehouse"] : [isEven ? "source" : "warehouse"]
            traffic.enter(places, attempt)
            await _Concurrency.Task.yield()
            traffic.leave(places)
            return .exited(0)
        })
        let runner = try stage.runner(launcher, jobs: 4)
        var runs: [RunningRun] = []
        for number in 0..<200 {
            let ds = "2016-\(number / 20 + 1 < 10 ? "0" : "")\(number / 20 + 1)-\(number % 20 + 10)"
            let graph = number % 10 < 5 ? stage.graph : other
            let prepared = try await runner.prepare(stage.request(ds, only: "p\(number % 10).*"), of: graph)
            let run = try await runner.start(prepared, commandLine: "driver", listeners: [])
            runs.append(run)
            // Every tenth gets another ds to do, while it runs.
            guard number % 10 == 0 else { continue }
            let more = "2017-01-\(number / 10 + 10)"
            await run.extend(by: try RequestPlanner(stage.request(more, only: "p\(number % 10).*"), of: graph))
        }
        // Some end on their own, one by one, and others are cancelled.
        for run in runs[150...] { run.stop("not wanted") }
        for run in runs[..<150] { #expect(try await run.end().isSuccess) }
        for run in runs[150...] { _ = try await run.end() }
        #expect(traffic.most["source"] ?? 0 <= 2)
        #expect(traffic.most["warehouse"] == 1)
        #expect(Set(traffic.attempts).count == traffic.attempts.count)
        #expect(traffic.attempts.count >= 330)
        #expect(stage.store.claims(ds: nil).isEmpty && stage.store.waits().isEmpty)
        runner.close()
    }

    @Test func aRunIsExtendedWhileItRuns() async throws {
        let stage = try Stage {
            Task("find", work)
            Task("other", work)
        }
        let gate = Gate()
        let (begun, beginning) = AsyncStream<Void>.makeStream()
        let launcher = ScriptedLauncher(work: { attempt in
            if attempt.task == "p.find" {
                beginning.finish()
                await gate.pass()
            } else {
                gate.open()
            }
            return .exited(0)
        })
        let runner = try stage.runner(launcher)
        let run = try await stage.start(stage.request(only: "find"), on: runner)
        for await _ in begun {}
        // It goes on beside what is under way: without it, that would not end.
        await run.extend(by: try RequestPlanner(stage.request("2016-04-27", only: "other"), of: stage.graph))
        let summary = try await run.end()
        #expect(summary.counts[.succeeded] == 2)
        #expect(stage.state(of: "other", ds: "2016-04-27") == .succeeded)
        #expect(stage.attempts(of: "other", ds: "2016-04-27").map(\.run) == [run.id])
    }

    /// Puts on record that an owner has begun `find`, with no process behind it.
    private func begin(_ owner: String, on stage: Stage, slots: [SlotClaim] = []) throws -> Int64 {
        let owner = RunOwner(id: owner, process: 1, bootID: "boot")
        let run = stage.store.beginRun(NewRun(stage.request(), owner: owner, commandLine: "driver", startedAt: 1))
        let wish = ClaimRequest(TaskKey("p.find", ds: day), invocation: "", slots: slots, seen: nil)
        _ = try stage.store.commit([.claim(wish)], run: run, at: 1)
        return run
    }

    @Test func whatADeadOwnerHadIsRecoveredByWhoeverMeetsIt() async throws {
        let stage = try Stage(pools: [Pool("hive", slots: 1)]) {
            Task("find", work, pool: "hive")
            Task("other", work, pool: "hive")
        }
        // Without a lock, as after a kill.
        let id = try begin("gone", on: stage, slots: [SlotClaim("hive", slots: 1, limit: 1)])
        let runner = try stage.runner()
        let prepared = try await runner.prepare(stage.request(only: "other"), of: stage.graph)
        guard case .lost(let record)? = prepared.notices.first else {
            Issue.record("nothing was said of what was lost")
            return
        }
        #expect(record.task == "p.find")
        let run = try await runner.start(prepared, commandLine: "driver", listeners: [])
        #expect(try await run.end().isSuccess)
        #expect(stage.state(of: "find") == .lost)
        #expect(stage.store.run(id)?.state == .lost)
    }

    /// The owner dies while others wait for it.
    @Test func whoWaitsGoesOnWhenTheOwnerDies() async throws {
        let stage = try Stage { Task("find", work) }
        let lock = Mutex<OwnerLock?>(try OwnerLock(owner: "gone", in: stage.folder))
        _ = try begin("gone", on: stage)
        let witness = Witness(stage.store)
        witness.onNote { if $0.contains("waits for run 1") { lock.withLock { $0 = nil } } }
        let run = try await stage.start(on: try stage.runner(owner: "two"), witness)
        #expect(try await run.end().isSuccess)
        #expect(stage.attempts(of: "find").map(\.state) == [.lost, .succeeded])
        #expect(witness.notes.contains("p.find was lost, on record lost"))
    }
}
