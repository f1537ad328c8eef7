import PipelineRecord
import Testing

extension StoreConformance {
    static var claims: [Behaviour] {
        [
            Behaviour("A key that is claimed is held by the run that has it, for every other run") { open in
                let store = try await open()
                let run = try await store.begin()
                let other = try await store.begin(owner: .other)
                try await store.start(dump, run: run, at: 10)
                let claim = Claim(key: dump, run: run, owner: .driver, number: 1, since: 10)
                #expect(try await store.ask(dump, run: other) == .held(claim))
                #expect(try await open().ask(dump, run: other) == .held(claim))
                #expect(try await store.attempts(dump).count == 1)
                #expect(try await store.attempts(run: other).isEmpty)
                #expect(try await store.record(dump)?.attempts == 1)
                // Another ds of the task, and another task of the ds, are other keys.
                try await store.start(TaskKey(dump.task, ds: "2016-04-27"), run: other)
                try await store.start(find, run: other)
            },

            Behaviour("What stands in the way of one claim does not keep the others from being granted") { open in
                let store = try await open()
                let run = try await store.begin()
                let other = try await store.begin(owner: .other)
                try await store.start(dump, run: run)
                let result = try await store.commit(
                    [
                        .claim(ClaimRequest(dump, invocation: "", seen: nil)),
                        .claim(ClaimRequest(find, invocation: "", seen: nil)),
                        .taskChanged(post, .skipped, reason: "", seen: nil),
                    ], run: other, at: 20)
                #expect(result.claims.map(\.holder) == [run, nil])
                #expect(result.claims.map(\.number) == [nil, 1])
                #expect(try await store.state(find) == .running)
                #expect(try await store.state(post) == .skipped)
            },

            Behaviour("A key is held as well while another run has claimed the one that is excluded") { open in
                let store = try await open()
                let run = try await store.begin()
                let other = try await store.begin(owner: .other)
                try await store.start(find, run: run, at: 10)
                var request = ClaimRequest(dump, invocation: "", seen: nil)
                request.excluded = find
                let held = ClaimAnswer.held(Claim(key: find, run: run, owner: .driver, number: 1, since: 10))
                #expect(try await store.commit([.claim(request)], run: other, at: 20).claims == [held])
                #expect(try await store.waits().map(\.key) == [dump])
                #expect(try await store.attempts(dump).isEmpty)
                // What the run has claimed itself is not in its way.
                #expect(try await store.commit([.claim(request)], run: run, at: 30).claims.map(\.number) == [1])
            },

            Behaviour("A retry keeps the claim, from the first attempt on") { open in
                let store = try await open()
                let run = try await store.begin()
                let other = try await store.begin(owner: .other)
                try await store.start(dump, run: run, at: 10)
                try await store.end(dump, 1, .failed, task: .waiting, run: run)
                #expect(try await store.ask(dump, run: other).holder == run)
                try await store.start(dump, run: run, at: 40)
                let claim = Claim(key: dump, run: run, owner: .driver, number: 2, since: 10)
                #expect(try await store.claims(ds: day) == [claim])
                #expect(try await store.ask(dump, run: other) == .held(claim))
            },

            Behaviour("A claim that is kept outlasts its end, until it is given up or the run ends") { open in
                let store = try await open()
                let run = try await store.begin()
                let other = try await store.begin(owner: .other)
                for key in [dump, find] {
                    try await store.start(key, run: run)
                    let outcome = AttemptOutcome(state: .succeeded, exitCode: 0)
                    _ = try await store.commit(
                        [
                            .attemptEnded(key, number: 1, outcome, nil),
                            .taskSucceeded(key, invocation: "", began: 0), .claimKept(key),
                        ], run: run, at: 20)
                    #expect(try await store.state(key) == .succeeded)
                    #expect(try await store.ask(key, run: other).holder == run)
                }
                _ = try await store.commit([.claimGivenUp(dump)], run: run, at: 30)
                let seen = try await store.record(dump)?.successOrder
                #expect(try await store.ask(dump, seen: seen, run: other).number == 2)
                #expect(try await store.claims(ds: day).map(\.run).sorted() == [run, other].sorted())
                try await store.endRun(run, state: .succeeded, at: 40)
                #expect(try await store.claims(ds: day).map(\.run) == [other])
            },

            Behaviour("A claim that is kept is nobody else's to take or to give up, and goes with its owner") { open in
                let store = try await open()
                let run = try await store.begin()
                let other = try await store.begin(owner: .other)
                try await store.succeed(dump, run: run)
                // Of what nobody has done or said anything, there is nothing to keep.
                _ = try await store.commit([.claimKept(dump), .claimKept(post)], run: run, at: 30)
                _ = try await store.commit([.claimKept(dump), .claimGivenUp(dump)], run: other, at: 40)
                let claim = Claim(key: dump, run: run, owner: .driver, number: 1, since: 30)
                #expect(try await store.claims(ds: nil) == [claim])
                #expect(try await store.clear(tasks: [dump.task], ds: day, at: 50).claims == [claim])
                #expect(try await remove(from: store, before: 60, forgets: true).tasks == 0)
                #expect(try await store.recover(owner: "driver", keeping: [], at: 60).isEmpty)
                #expect(try await store.claims(ds: nil).isEmpty)
                #expect(try await store.state(dump) == .succeeded)
                #expect(try await store.start(dump, seen: 1, run: other) == 2)
            },

            Behaviour("A success without an attempt stands on all that there were before it") { open in
                let store = try await open()
                let run = try await store.begin()
                _ = try await store.commit(
                    [
                        .taskSucceeded(find, invocation: "", began: nil),
                        .taskSucceeded(dump, invocation: "", began: nil),
                    ], run: run, at: 20)
                #expect(try await store.record(find)?.beganOrder == 0)
                #expect(try await store.record(dump)?.beganOrder == 1)
            },

            Behaviour("Every final state frees the key, and no other does") { open in
                let store = try await open()
                let run = try await store.begin()
                let other = try await store.begin(owner: .other)
                for state in TaskState.allCases where state != .running && state != .succeeded {
                    let key = TaskKey("p.\(state.rawValue)", ds: day)
                    try await store.start(key, run: run)
                    try await store.end(key, 1, .failed, task: state, run: run)
                    let answer = try await store.ask(key, run: other)
                    #expect(answer.number == (state.isFinal ? 2 : nil), "\(state)")
                    #expect(answer.holder == (state.isFinal ? nil : run), "\(state)")
                }
                let place = try await store.succeed(dump, run: run)
                #expect(try await store.ask(dump, seen: place, run: other).number == 2)
            },

            Behaviour("The end of an attempt alone does not free the key") { open in
                let store = try await open()
                let run = try await store.begin()
                let other = try await store.begin(owner: .other)
                for (index, state) in [TaskState.succeeded, .failed, .cancelled, .lost].enumerated() {
                    try await store.start(dump, run: run)
                    try await store.end(dump, index + 1, state, run: run)
                    #expect(try await store.ask(dump, run: other).holder == run)
                }
            },

            Behaviour("What another run says of a key does not free it") { open in
                let store = try await open()
                let run = try await store.begin()
                let other = try await store.begin(owner: .other)
                try await store.start(dump, SlotClaim("hive", slots: 1, limit: 1), run: run)
                _ = try await store.commit(
                    [
                        .taskChanged(dump, .cancelled, reason: "", seen: nil), .slotsGivenBack(dump), .waitEnded(dump),
                    ], run: other, at: 20)
                #expect(try await store.claims(ds: nil).map(\.run) == [run])
                #expect(try await store.ask(find, SlotClaim("hive", slots: 1, limit: 1), run: other).pool == "hive")
            },

            Behaviour("The end of a run frees all that it has, and no other's") { open in
                let store = try await open()
                let run = try await store.begin()
                let other = try await store.begin(owner: .other)
                let waiting = try await store.begin(owner: .other)
                let pool = SlotClaim("hive", slots: 1, limit: 2)
                try await store.start(dump, pool, run: run)
                try await store.start(post, pool, run: other)
                #expect(try await store.ask(find, pool, run: run).pool == "hive")
                #expect(try await store.ask(find, pool, run: waiting).pool == "hive")
                try await store.end(dump, 1, .cancelled, task: .waiting, run: run)
                try await store.endRun(run, state: .cancelled, at: 30)
                #expect(try await store.claims(ds: nil).map(\.run) == [other])
                #expect(try await store.waits().map(\.run) == [waiting])
                // Neither the slot nor the place in the line is taken any more.
                try await store.start(find, pool, run: waiting)
                try await store.start(dump, run: waiting)
            },

            Behaviour("Claims are listed by key, of one ds or of all") { open in
                let store = try await open()
                let run = try await store.begin()
                let other = try await store.begin(owner: .other)
                let tomorrow = TaskKey("a.first", ds: "2016-04-27")
                try await store.start(tomorrow, run: run, at: 5)
                try await store.start(post, run: other, at: 6)
                try await store.start(dump, run: run, at: 7)
                let expected = [
                    Claim(key: dump, run: run, owner: .driver, number: 1, since: 7),
                    Claim(key: post, run: other, owner: .other, number: 1, since: 6),
                    Claim(key: tomorrow, run: run, owner: .driver, number: 1, since: 5),
                ]
                #expect(try await store.claims(ds: nil) == expected)
                #expect(try await store.claims(ds: day) == Array(expected.prefix(2)))
                #expect(try await store.claims(ds: "2016-04-27") == [expected[2]])
                #expect(try await store.claims(ds: "2016-04-28").isEmpty)
            },

            Behaviour("Who meets a claim stands on record as waiting, once, until it is granted, ended or over") {
                open in
                let store = try await open()
                let run = try await store.begin()
                let other = try await store.begin(owner: .other)
                try await store.start(dump, run: run)
                try await store.start(find, run: run)
                #expect(try await store.waits().isEmpty)
                _ = try await store.ask(dump, run: other, at: 20)
                _ = try await store.ask(dump, run: other, at: 30)
                _ = try await store.ask(find, run: other, at: 40)
                let waits = try await store.waits()
                #expect(waits.map(\.key) == [dump, find])
                #expect(waits.map(\.run) == [other, other])
                #expect(waits.map(\.pool) == [nil, nil])
                #expect(waits.map(\.since) == [20, 40])
                #expect(waits[0].ticket < waits[1].ticket)

                _ = try await store.commit([.waitEnded(dump)], run: other, at: 50)
                #expect(try await store.waits().map(\.key) == [find])
                try await store.end(find, 1, .failed, task: .failed, run: run)
                try await store.start(find, run: other)
                #expect(try await store.waits().isEmpty)
            },
        ]
    }

    static var changes: [Behaviour] {
        [
            Behaviour("A key that somebody has done since it was seen is not done again") { open in
                let store = try await open()
                let run = try await store.begin()
                let other = try await store.begin(owner: .other)
                try await store.start(dump, run: run)
                #expect(try await store.ask(dump, run: other).holder == run)
                try await store.finish(dump, run: run)
                let record = try #require(try await store.record(dump))
                #expect(record.successOrder == 1)
                #expect(try await store.ask(dump, run: other) == .changed(record))
                #expect(try await store.attempts(dump).count == 1)
                #expect(try await store.claims(ds: nil).isEmpty)
                // It no longer waits, and may ask again, for what it has seen now.
                #expect(try await store.waits().isEmpty)
                #expect(try await store.ask(dump, seen: 1, run: other).number == 2)
            },

            Behaviour("A key that somebody has cleared since it was seen is told of, too") { open in
                let store = try await open()
                let run = try await store.begin()
                let place = try await store.succeed(dump, run: run)
                _ = try await store.clear(tasks: [dump.task], ds: day, at: 40)
                let cleared = try #require(try await store.ask(dump, seen: place, run: run).changed)
                #expect(cleared == (try await store.record(dump)))
                #expect(cleared.isCleared)
                // Nothing at all is on record of this one.
                let unknown = try #require(try await store.ask(find, seen: place, run: run).changed)
                #expect(unknown.key == find)
                #expect(unknown.successOrder == nil)
                #expect(try await store.record(find) == nil)
                try await store.start(dump, run: run)
            },

            Behaviour("A success that is another one than was seen is told of, and a failure is not") { open in
                let store = try await open()
                let run = try await store.begin()
                let other = try await store.begin(owner: .other)
                let first = try await store.succeed(dump, run: run)
                let second = try await store.succeed(dump, seen: first, run: run)
                #expect(try await store.ask(dump, seen: first, run: other).changed?.successOrder == second)
                try await store.start(dump, seen: second, run: run)
                try await store.end(dump, 3, .failed, task: .failed, run: run)
                #expect(try await store.ask(dump, seen: second, run: other).number == 4)
            },

            Behaviour("A change is told of before a full pool, and a claim before a change") { open in
                let store = try await open()
                let run = try await store.begin()
                let other = try await store.begin(owner: .other)
                let pool = SlotClaim("hive", slots: 1, limit: 1)
                let place = try await store.succeed(dump, run: run)
                try await store.start(find, pool, run: run)
                #expect(try await store.ask(dump, pool, run: other).changed?.successOrder == place)
                #expect(try await store.waits().isEmpty)
                try await store.start(dump, seen: place, run: run)
                #expect(try await store.ask(dump, pool, run: other).holder == run)
            },
        ]
    }
}
