import PipelineRecord
import Testing

extension StoreConformance {
    static var tasks: [Behaviour] {
        [
            Behaviour("A task that was never started has a state, and no attempts") { open in
                let store = try await open()
                let run = try await store.begin()
                _ = try await store.commit(
                    [
                        .taskChanged(post, .upstreamFailed, reason: "dump failed", seen: nil),
                        .taskSucceeded(find, invocation: "nothing to do", began: 3),
                    ], run: run, at: 5)
                #expect(
                    try await store.record(post)
                        == TaskRecord(
                            task: post.task, ds: day, state: .upstreamFailed, reason: "dump failed", changedAt: 5))
                #expect(
                    try await store.record(find)
                        == TaskRecord(
                            task: find.task, ds: day, state: .succeeded, invocation: "nothing to do", successOrder: 1,
                            beganOrder: 3, changedAt: 5))
                #expect(try await store.attempts(find).isEmpty)
                #expect(try await store.record(TaskKey(post.task, ds: "2016-04-27")) == nil)
            },

            Behaviour("Every state of a task is read as it was written") { open in
                let store = try await open()
                let run = try await store.begin()
                for state in TaskState.allCases where state != .running && state != .succeeded {
                    try await store.change(dump, state, "why", run: run, at: 7)
                    #expect(
                        try await store.record(dump)
                            == TaskRecord(task: dump.task, ds: day, state: state, reason: "why", changedAt: 7))
                }
            },

            Behaviour("A success can be given a reason, unless another has come since then") { open in
                let store = try await open()
                let run = try await store.begin()
                let place = try await store.succeed(dump, run: run)
                let reasoned = Transition.taskChanged(dump, .succeeded, reason: "on her word", seen: place)
                _ = try await store.commit([reasoned], run: run, at: 9)
                let record = try await store.record(dump)
                #expect(record?.state == .succeeded)
                #expect(record?.reason == "on her word")
                #expect(record?.successOrder == place)
                #expect(record?.invocation == "run \(dump.task)")
                _ = try await store.commit(
                    [.taskSucceeded(dump, invocation: "new", began: nil), reasoned], run: run, at: 11)
                #expect(try await store.record(dump)?.reason == "")
            },

            Behaviour("A failure after a success keeps what it last succeeded with") { open in
                let store = try await open()
                let run = try await store.begin()
                let place = try await store.succeed(dump, run: run)
                try await store.start(dump, seen: place, run: run, at: 200)
                #expect(try await store.record(dump)?.successOrder == place)
                try await store.end(dump, 2, .failed, task: .failed, run: run, at: 210)
                #expect(
                    try await store.record(dump)
                        == TaskRecord(
                            task: dump.task, ds: day, state: .failed, attempts: 2, invocation: "run \(dump.task)",
                            successOrder: place, beganOrder: 0, changedAt: 210))
            },

            Behaviour("A skip by itself keeps what it executed, and is no success") { open in
                let store = try await open()
                let run = try await store.begin()
                try await store.start(dump, run: run, at: 100)
                let outcome = AttemptOutcome(state: .skipped, exitCode: 99, reason: "nothing to do")
                let skip = Transition.taskSkipped(dump, reason: "nothing to do", invocation: "dump", began: 4)
                let result = try await store.commit(
                    [.attemptEnded(dump, number: 1, outcome, nil), skip], run: run, at: 110)
                #expect(result.places.isEmpty)
                #expect(
                    try await store.record(dump)
                        == TaskRecord(
                            task: dump.task, ds: day, state: .skipped, reason: "nothing to do", attempts: 1,
                            invocation: "dump", beganOrder: 4, changedAt: 110))
                #expect(try await store.attempts(dump).map(\.state) == [.skipped])
                #expect(try await store.claims(ds: day).isEmpty)

                // The next success is one; a skip after that keeps its place, and what another run has claimed is its own.
                let place = try await store.succeed(dump, run: run)
                try await store.start(dump, seen: place, run: run, at: 300)
                let other = try await store.begin()
                _ = try await store.commit([skip], run: other, at: 310)
                #expect(try await store.record(dump)?.state == .running)
                _ = try await store.commit([.attemptEnded(dump, number: 3, outcome, nil), skip], run: run, at: 320)
                #expect(try await store.record(dump)?.successOrder == place)
                #expect(try await store.record(dump)?.beganOrder == 4)
                #expect(try await store.streaks().isEmpty)
            },

            Behaviour("Successes take their places in the order of the transitions, over all keys") { open in
                let store = try await open()
                let run = try await store.begin()
                let other = try await store.begin(owner: .other)
                let result = try await store.commit(
                    [
                        .claim(ClaimRequest(post, invocation: "", seen: nil)),
                        .taskSucceeded(dump, invocation: "", began: 0),
                        .taskSucceeded(find, invocation: "", began: 0),
                    ], run: run, at: 1)
                #expect(result.claims == [.granted(number: 1, began: 0)])
                #expect(result.places == [1, 2])
                #expect(try await store.finish(post, run: run) == 3)
                let tomorrow = TaskKey(dump.task, ds: "2016-04-27")
                #expect(try await store.succeed(tomorrow, run: other) == 4)
                // Done again, it has a later place.
                #expect(try await store.succeed(dump, seen: 1, run: other) == 5)
                let places = try await store.records(ds: day).mapValues(\.successOrder)
                #expect(places == [dump.task: 5, find.task: 2, post.task: 3])
            },

            Behaviour("Of two that succeed with nothing at the same moment, the first is recorded") { open in
                let store = try await open()
                let (run, other) = (try await store.begin(), try await store.begin(owner: .other))
                func succeed(_ seen: Int64?, run: Int64, at ms: Int64) async throws -> [Int64?] {
                    try await store.commit(
                        [
                            .nothingSucceeded(find, invocation: "", seen: seen),
                            .taskSucceeded(dump, invocation: "", began: nil),
                        ], run: run, at: ms
                    ).places
                }
                #expect(try await succeed(nil, run: run, at: 1) == [1, 2])
                #expect(try await succeed(nil, run: other, at: 2) == [nil, 3])
                #expect(
                    try await store.record(find)
                        == TaskRecord(
                            task: find.task, ds: day, state: .succeeded, invocation: "", successOrder: 1, beganOrder: 0,
                            changedAt: 1))
                // Whoever has seen it may record another.
                #expect(try await succeed(1, run: other, at: 3) == [4, 5])
            },

            Behaviour("An attempt is told the latest success at the moment when it begins") { open in
                let store = try await open()
                let run = try await store.begin()
                let other = try await store.begin(owner: .other)
                let result = try await store.commit(
                    [
                        .claim(ClaimRequest(dump, invocation: "", seen: nil)),
                        .taskSucceeded(TaskKey("p.a", ds: day), invocation: "", began: 0),
                        .claim(ClaimRequest(find, invocation: "", seen: nil)),
                    ], run: run, at: 1)
                #expect(result.claims == [.granted(number: 1, began: 0), .granted(number: 1, began: 1)])
                #expect(try await store.finish(find, began: 1, run: run) == 2)
                #expect(try await store.ask(post, run: other) == .granted(number: 1, began: 2))
                #expect(try await store.finish(dump, began: 0, run: run) == 3)
                #expect(try await store.record(dump)?.beganOrder == 0)
                #expect(try await store.record(find)?.beganOrder == 1)
            },

            Behaviour("Records are found by a ds, and by a range of ds in order") { open in
                let store = try await open()
                let run = try await store.begin()
                for ds in ["2016-04-27", "2016-04-25", "2016-04-26", "2016-05-01"] {
                    for task in ["p.b", "p.a"] {
                        _ = try await store.commit(
                            [.taskSucceeded(TaskKey(task, ds: ds), invocation: ds, began: 0)], run: run, at: 1)
                    }
                }
                let days = try await store.records(ds: "2016-04-25"..."2016-04-26")
                #expect(days.map(\.ds) == ["2016-04-25", "2016-04-25", "2016-04-26", "2016-04-26"])
                #expect(days.map(\.task) == ["p.a", "p.b", "p.a", "p.b"])
                for record in days {
                    #expect(try await store.record(record.key) == record)
                    #expect(try await store.records(ds: record.ds)[record.task] == record)
                }
                #expect(try await store.records(ds: "2016-04-26").keys.sorted() == ["p.a", "p.b"])
                #expect(try await store.records(ds: "2016-04-28"..."2016-04-30").isEmpty)
                #expect(try await store.records(ds: "2016-04-28").isEmpty)
            },

            Behaviour("What another run has claimed is not written over") { open in
                let store = try await open()
                let run = try await store.begin()
                let other = try await store.begin(owner: .other)
                try await store.start(dump, run: other)
                for state in [TaskState.upstreamFailed, .skipped, .cancelled, .failed, .waiting] {
                    try await store.change(dump, state, run: run)
                    #expect(try await store.state(dump) == .running)
                }
                #expect(try await store.streaks().isEmpty)
                #expect(try await store.claims(ds: nil).map(\.run) == [other])
                try await store.finish(dump, run: other)
                #expect(try await store.state(dump) == .succeeded)
            },

            Behaviour("What was done or cleared since it was seen is not written over") { open in
                let store = try await open()
                let run = try await store.begin()
                let other = try await store.begin(owner: .other)
                let place = try await store.succeed(dump, run: other)
                try await store.change(dump, .upstreamFailed, seen: nil, run: run)
                try await store.change(dump, .failed, seen: place + 1, run: run)
                #expect(try await store.state(dump) == .succeeded)
                #expect(try await store.streaks().isEmpty)
                try await store.change(dump, .cancelled, "for this", seen: place, run: run)
                #expect(try await store.state(dump) == .cancelled)
                #expect(try await store.record(dump)?.successOrder == place)

                _ = try await store.clear(tasks: [dump.task], ds: day, at: 50)
                try await store.change(dump, .skipped, seen: place, run: run)
                #expect(try await store.state(dump) == .waiting)
                // What nobody has heard of has not succeeded.
                try await store.change(find, .skipped, seen: place, run: run)
                #expect(try await store.record(find) == nil)
            },

            Behaviour("Of a task that the run has claimed it may say what it likes") { open in
                let store = try await open()
                let run = try await store.begin()
                let place = try await store.succeed(dump, run: run)
                try await store.start(dump, seen: place, run: run)
                try await store.change(dump, .waiting, "retry", seen: nil, run: run)
                #expect(try await store.state(dump) == .waiting)
                try await store.change(dump, .failed, seen: place + 7, run: run)
                #expect(try await store.state(dump) == .failed)
                #expect(try await store.streaks().keys.sorted() == [dump.task])
            },
        ]
    }

    static var streaks: [Behaviour] {
        [
            Behaviour("Failures on one ds after the other are counted, and the same ds once") { open in
                let store = try await open()
                let run = try await store.begin()
                #expect(try await store.streaks().isEmpty)
                for (count, ds) in ["2016-04-24", "2016-04-26", "2016-04-25"].enumerated() {
                    for _ in 1...2 {
                        try await store.change(TaskKey("p.a", ds: ds), .failed, run: run)
                        #expect(try await store.streaks() == ["p.a": Streak(failures: count + 1, ds: ds)])
                    }
                }
            },

            Behaviour("No other state counts as a failure, or ends the row of them") { open in
                let store = try await open()
                let run = try await store.begin()
                let states: [TaskState] = [.waiting, .ready, .upstreamFailed, .skipped, .cancelled, .lost]
                for state in states { try await store.change(dump, state, run: run) }
                #expect(try await store.streaks().isEmpty)
                try await store.change(dump, .failed, run: run)
                for state in states {
                    try await store.change(TaskKey(dump.task, ds: "2016-04-27"), state, run: run)
                    #expect(try await store.streaks() == [dump.task: Streak(failures: 1, ds: day)])
                }
            },

            Behaviour("A success for any ds ends it, and no other task's") { open in
                let store = try await open()
                let run = try await store.begin()
                try await store.change(dump, .failed, run: run)
                try await store.change(find, .failed, run: run)
                try await store.succeed(TaskKey(dump.task, ds: "2013-01-01"), run: run)
                #expect(try await store.streaks() == [find.task: Streak(failures: 1, ds: day)])
                // In one commit, as in one after the other.
                _ = try await store.commit(
                    [
                        .taskChanged(post, .failed, reason: "", seen: nil),
                        .taskSucceeded(TaskKey(post.task, ds: "2013-01-01"), invocation: "", began: 0),
                    ], run: run, at: 1)
                #expect(try await store.streaks()[post.task] == nil)
            },

            Behaviour("Releasing forgets the failures in a row, and nothing else") { open in
                let store = try await open()
                let run = try await store.begin()
                for task in ["a", "b", "c"] { try await store.change(TaskKey(task, ds: day), .failed, run: run) }
                let released = try await store.release(tasks: ["c", "unknown", "a"])
                #expect(released.map(\.task) == ["c", "a"])
                #expect(released.map(\.streak) == [Streak(failures: 1, ds: day), Streak(failures: 1, ds: day)])
                #expect(try await store.streaks().keys.sorted() == ["b"])
                #expect(try await store.release(tasks: ["a"]).isEmpty)
                #expect(try await store.state(TaskKey("a", ds: day)) == .failed)
            },
        ]
    }
}
