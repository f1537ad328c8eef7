import Dataswarm
import PipelineGraph
import PipelineRecord
import Testing

@Suite struct DueStateTests {
    private let graph = Fixture.graph(
        Pipeline("p", schedule: .daily) {
            Defaults(holdAfterFailures: 3)
            let a = Task("a", NoOp())
            Task("b", NoOp(), depList: [a])
        })

    private func state(
        _ a: TaskState?, _ b: TaskState? = nil, reason: String = "", lost: Int = 0, streak: Int = 0,
        claimed: String? = nil
    ) throws -> DueState? {
        var records: [String: TaskRecord] = [:]
        for (task, state) in [("p.a", a), ("p.b", b)] {
            guard let state else { continue }
            records[task] = TaskRecord(
                task: task, ds: "2016-04-26", state: state, reason: reason, lostInARow: task == "p.a" ? lost : 0)
        }
        let streaks =
            streak > 0 ? ["p.a": Streak(failures: streak, ds: "2016-04-26")] : [:]
        let claims =
            claimed.map {
                [
                    $0: Claim(
                        key: TaskKey($0, ds: "2016-04-26"), run: 7, owner: RunOwner(id: "o", process: 1, bootID: "b"),
                        number: 1, since: 0)
                ]
            } ?? [:]
        return DueState(
            of: 0, for: try Datestamp("2016-04-26"), in: graph, records: records, streaks: streaks, claims: claims)
    }

    @Test func `what is done is not due`() throws {
        #expect(try state(.succeeded, .succeeded) == nil)
        #expect(try state(.succeeded, .skipped) == nil)
    }

    @Test func `what nobody has tried, and what was cleared or lost, is to be started`() throws {
        #expect(try state(nil) == .notRun)
        #expect(try state(.waiting, reason: TaskRecord.clearedReason) == .notRun)
        #expect(try state(.succeeded) == .unfinished(done: 1, of: 2))
        #expect(try state(.lost) == .unfinished(done: 0, of: 2))
        #expect(try state(.succeeded, .running) == .unfinished(done: 1, of: 2))
        for state in [try state(nil), try state(.lost)] { #expect(state?.isToBeStarted == true) }
        #expect(try state(.succeeded)?.description == "unfinished, 1 of 2 tasks done")
    }

    @Test func `what failed, was cancelled, is held or runs waits for somebody`() throws {
        let failed = try state(.failed, .upstreamFailed, reason: "exit 1")
        #expect(failed == .failed(task: "p.a", reason: "exit 1", count: 1))
        #expect(failed?.description == "failed, p.a: exit 1")
        #expect(try state(.failed, .failed)?.description == "failed, p.a and 1 more")
        #expect(try state(.cancelled, .cancelled) == .cancelled(task: "p.a"))
        #expect(try state(.failed, claimed: "p.b") == .running(run: 7))
        let held = try state(.failed, streak: 3)
        #expect(held?.word == "held")
        #expect(
            held?.description.hasPrefix("held, p.a: it failed for 3 ds in a row") == true, "\(held?.description ?? "")")
        #expect(try state(.failed, streak: 2)?.word == "failed")
        #expect(try state(.lost, lost: 3)?.word == "held")
        for state in [failed, held, try state(.cancelled), try state(nil, claimed: "p.a")] {
            #expect(state?.isToBeStarted == false)
        }
    }

    @Test func `a streak of a task that is done for this ds holds nothing`() throws {
        #expect(try state(.succeeded, streak: 3) == .unfinished(done: 1, of: 2))
    }
}
