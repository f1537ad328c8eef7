import PipelineRecord
import Testing

extension StoreConformance {
    static var attempts: [Behaviour] {
        [
            Behaviour("A retry that succeeds, told from its first attempt to the end of its run") { open in
                let store = try await open()
                let run = try await store.begin()
                let first = ClaimRequest(dump, invocation: "one", seen: nil)
                #expect(
                    try await store.commit([.claim(first)], run: run, at: 10).claims == [.granted(number: 1, began: 0)])
                #expect(
                    try await store.record(dump)
                        == TaskRecord(task: dump.task, ds: day, state: .running, attempts: 1, changedAt: 10))

                let failure = AttemptOutcome(state: .failed, exitCode: 3, cause: .exit, reason: "exit code 3")
                let measures = AttemptMeasures(
                    peakMemory: 1 << 33, userTime: 1_200, systemTime: 30, logBytes: 4_096, outputBytes: 0)
                _ = try await store.commit(
                    [
                        .attemptEnded(dump, number: 1, failure, measures),
                        .taskChanged(dump, .waiting, reason: "retry 1 of 3 in 10 s", seen: nil),
                    ], run: run, at: 20)
                #expect(
                    try await store.record(dump)
                        == TaskRecord(
                            task: dump.task, ds: day, state: .waiting, reason: "retry 1 of 3 in 10 s", attempts: 1,
                            changedAt: 20))

                let second = ClaimRequest(dump, invocation: "two", seen: nil)
                #expect(
                    try await store.commit([.claim(second)], run: run, at: 30).claims == [.granted(number: 2, began: 0)]
                )
                _ = try await store.commit(
                    [
                        .attemptEnded(dump, number: 2, AttemptOutcome(state: .succeeded, exitCode: 0), nil),
                        .taskSucceeded(dump, invocation: "two", began: 0),
                    ], run: run, at: 75)
                try await store.endRun(run, state: .succeeded, at: 76)

                let again = try await open()
                #expect(
                    try await again.record(dump)
                        == TaskRecord(
                            task: dump.task, ds: day, state: .succeeded, attempts: 2, invocation: "two",
                            successOrder: 1,
                            beganOrder: 0, changedAt: 75))
                let expected = [
                    AttemptRecord(
                        run: run, key: dump, number: 1, state: .failed, exitCode: 3, cause: .exit,
                        reason: "exit code 3",
                        invocation: "one", measures: measures, began: 0, startedAt: 10, endedAt: 20),
                    AttemptRecord(
                        run: run, key: dump, number: 2, state: .succeeded, exitCode: 0, invocation: "two", began: 0,
                        startedAt: 30,
                        endedAt: 75),
                ]
                #expect(try await again.attempts(dump) == expected)
                #expect(try await again.attempts(run: run) == expected)
            },

            Behaviour("Attempts are numbered by the store, for each key over all runs") { open in
                let store = try await open()
                let first = try await store.begin()
                #expect(try await store.start(dump, run: first) == 1)
                #expect(try await store.start(find, run: first) == 1)
                #expect(try await store.start(TaskKey(dump.task, ds: "2016-04-27"), run: first) == 1)
                try await store.end(dump, 1, .failed, task: .failed, run: first)
                let second = try await store.begin()
                #expect(try await store.start(dump, run: second) == 2)
                #expect(try await store.attempts(dump).map(\.run) == [first, second])
                #expect(try await store.record(dump)?.attempts == 2)
            },

            Behaviour("The attempts of a run are in the order in which they were claimed, whatever the clock says") {
                open in
                let store = try await open()
                let run = try await store.begin()
                let noise = try await store.begin()
                try await store.start(post, run: run, at: 30)
                try await store.start(TaskKey("p.noise", ds: day), run: noise, at: 25)
                try await store.start(dump, run: run, at: 20)
                try await store.end(post, 1, .failed, task: .waiting, run: run)
                try await store.start(find, run: run, at: 20)
                try await store.start(post, run: run, at: 10)
                let attempts = try await store.attempts(run: run)
                #expect(attempts.map(\.key) == [post, dump, find, post])
                #expect(attempts.map(\.number) == [1, 1, 1, 2])
                #expect(try await store.attempts(run: noise).map(\.key.task) == ["p.noise"])
                #expect(try await store.attempts(run: noise + 1).isEmpty)
            },

            Behaviour("How an attempt can be found again is on record while it runs") { open in
                let store = try await open()
                let run = try await store.begin()
                try await store.start(dump, run: run)
                #expect(try await store.attempts(dump).map(\.handle) == [nil])
                _ = try await store.commit([.attemptStarted(dump, number: 1, handle: "boot/9/4711")], run: run, at: 11)
                #expect(try await open().attempts(dump).map(\.handle) == ["boot/9/4711"])
                #expect(try await open().attempts(run: run).map(\.handle) == ["boot/9/4711"])
            },

            Behaviour("Every text is read as it was written") { open in
                let store = try await open()
                for text in ["", "a\0b", "naïve \u{1F408}\n'; DROP TABLE tasks; --", "e\u{301}", "%_*\\"] {
                    let run = try await store.begin(ds: text)
                    let key = TaskKey(text, ds: text)
                    let pool = SlotClaim(text, slots: 1, limit: 1)
                    _ = try await store.commit(
                        [
                            .claim(ClaimRequest(key, invocation: text, slots: [pool], seen: nil)),
                            .attemptStarted(key, number: 1, handle: text),
                        ], run: run, at: 1)
                    #expect(try await store.attempts(key).map(\.handle) == [text])
                    let outcome = AttemptOutcome(state: .failed, reason: text)
                    _ = try await store.commit(
                        [
                            .attemptEnded(key, number: 1, outcome, nil),
                            .taskChanged(key, .waiting, reason: text, seen: nil),
                        ], run: run, at: 2)
                    #expect(try await store.record(key)?.reason == text)
                    _ = try await store.commit(
                        [
                            .taskSucceeded(key, invocation: text, began: 0), .resourceBegan(resource: text, ds: text),
                        ], run: run, at: 3)
                    let record = try #require(try await store.records(ds: text)[text])
                    #expect(Array(record.task.utf8) == Array(text.utf8))
                    #expect(record.invocation.map { Array($0.utf8) } == Array(text.utf8))
                    let attempts = try await store.attempts(key)
                    #expect(attempts.map(\.invocation) == [text])
                    #expect(attempts.map(\.reason) == [text])
                    #expect(try await store.liveResources(ds: text).map(\.name) == [text])
                    #expect(try await store.run(run)?.request.ds == text)
                }
            },
        ]
    }

    static var endings: [Behaviour] {
        [
            Behaviour("An attempt ends in every state and for every cause") { open in
                let store = try await open()
                let run = try await store.begin()
                var number = 0
                for state in [TaskState.succeeded, .failed, .cancelled, .lost] {
                    for cause in [nil] + FailureCause.allCases.map(Optional.some) {
                        number += 1
                        try await store.start(dump, run: run)
                        let outcome = AttemptOutcome(state: state, exitCode: -1, signal: 9, cause: cause, reason: "why")
                        _ = try await store.commit(
                            [.attemptEnded(dump, number: number, outcome, nil)], run: run, at: 30)
                        let attempt = try #require(try await store.attempts(dump).last)
                        #expect(
                            attempt
                                == AttemptRecord(
                                    run: run, key: dump, number: number, state: state, exitCode: -1, signal: 9,
                                    cause: cause, reason: "why", invocation: "run \(dump.task)", began: 0,
                                    startedAt: 10,
                                    endedAt: 30))
                    }
                }
            },

            Behaviour("What was measured in part is on record in part") { open in
                let store = try await open()
                let run = try await store.begin()
                try await store.start(dump, run: run)
                let measures = AttemptMeasures(peakMemory: 0, systemTime: 5)
                _ = try await store.commit(
                    [.attemptEnded(dump, number: 1, AttemptOutcome(state: .failed), measures)], run: run, at: 30)
                #expect(try await store.attempts(dump).map(\.measures) == [measures])
            },

            Behaviour("Losses in a row are counted, and every other end ends the row") { open in
                let store = try await open()
                let run = try await store.begin()
                func losses(after state: TaskState) async throws -> Int? {
                    let number = try await store.start(dump, run: run)
                    try await store.end(dump, number, state, run: run)
                    return try await store.record(dump)?.lostInARow
                }
                for state in [TaskState.failed, .cancelled, .succeeded] {
                    #expect(try await losses(after: .lost) == 1)
                    #expect(try await losses(after: .lost) == 2)
                    #expect(try await losses(after: state) == 0)
                }
                #expect(try await losses(after: .lost) == 1)
                try await store.change(dump, .lost, run: run)
                let later = try await store.begin()
                try await store.start(dump, run: later)
                // The list and the range read the same, and the next attempt does not forget it.
                #expect(try await store.records(ds: day)[dump.task]?.lostInARow == 1)
                #expect(try await store.records(ds: day...day).map(\.lostInARow) == [1])
            },

            Behaviour("An attempt that is not on record as running for the run cannot end, and nothing is recorded") {
                open in
                let store = try await open()
                let run = try await store.begin()
                let other = try await store.begin(owner: .other)
                try await store.start(dump, run: run)
                func expectRefusal(of number: Int, by run: Int64) async throws {
                    let before = try await store.record(dump)
                    await expectNotClaimed {
                        _ = try await store.commit(
                            [
                                .taskSucceeded(find, invocation: "", began: 0),
                                .claim(ClaimRequest(post, invocation: "", seen: nil)),
                                .resourceBegan(resource: "cat_gifs.scratch", ds: day),
                                .attemptEnded(dump, number: number, AttemptOutcome(state: .failed), nil),
                            ], run: run, at: 30)
                    }
                    #expect(try await store.record(dump) == before)
                    #expect(try await store.record(find) == nil)
                    #expect(try await store.attempts(post).isEmpty)
                    #expect(try await store.claims(ds: nil).allSatisfy { $0.key != post })
                    #expect(try await store.liveResources(ds: day).isEmpty)
                }
                try await expectRefusal(of: 2, by: run)
                try await expectRefusal(of: 0, by: run)
                // It is another's.
                try await expectRefusal(of: 1, by: other)
                try await store.end(dump, 1, .failed, run: run)
                // It has ended.
                try await expectRefusal(of: 1, by: run)
                // No place among the successes was used up.
                #expect(try await store.succeed(find, run: run) == 1)
            },

            Behaviour("What has not started or is over cannot be found again, and has no next look") { open in
                let store = try await open()
                let run = try await store.begin()
                await expectNotClaimed {
                    _ = try await store.commit([.attemptStarted(dump, number: 1, handle: "late")], run: run, at: 1)
                }
                try await store.start(dump, run: run)
                try await store.end(dump, 1, .failed, task: .failed, run: run)
                await expectNotClaimed {
                    _ = try await store.commit([.attemptStarted(dump, number: 1, handle: "late")], run: run, at: 1)
                }
                await expectNotClaimed { _ = try await store.look(dump, run: run) }
                #expect(try await store.attempts(dump).map(\.handle) == [nil])
            },
        ]
    }
}
