import PipelineRecord
import Testing

extension StoreConformance {
    static var pools: [Behaviour] {
        [
            Behaviour("A pool has as many slots as it has, for all runs together") { open in
                let store = try await open()
                let run = try await store.begin()
                let other = try await store.begin(owner: .other)
                let pool = SlotClaim("hive", slots: 1, limit: 2)
                try await store.start(dump, pool, run: run)
                try await store.start(find, pool, run: other)
                #expect(try await store.ask(post, pool, run: run) == .full(pool: "hive", runs: [run, other]))
                #expect(try await store.state(post) == nil)
                #expect(try await store.attempts(post).isEmpty)
                #expect(try await store.claims(ds: nil).count == 2)
                // Another pool, and none, have nothing to do with it.
                try await store.start(post, SlotClaim("mysql", slots: 1, limit: 1), run: run)
                try await store.start(TaskKey("p.free", ds: day), run: run)
            },

            Behaviour("An attempt may take several slots of a pool, up to the last") { open in
                let store = try await open()
                let run = try await store.begin()
                try await store.start(dump, SlotClaim("hive", slots: 2, limit: 5), run: run)
                #expect(try await store.ask(find, SlotClaim("hive", slots: 4, limit: 5), run: run).pool == "hive")
                try await store.start(find, SlotClaim("hive", slots: 3, limit: 5), run: run)
                #expect(try await store.ask(post, SlotClaim("hive", slots: 1, limit: 5), run: run).pool == "hive")
            },

            Behaviour("The limit is that of the graph of the run that asks") { open in
                let store = try await open()
                let run = try await store.begin()
                let other = try await store.begin(owner: .other)
                try await store.start(dump, SlotClaim("hive", slots: 2, limit: 2), run: run)
                #expect(try await store.ask(find, SlotClaim("hive", slots: 1, limit: 1), run: other).pool == "hive")
                _ = try await store.commit([.waitEnded(find)], run: other, at: 11)
                try await store.start(post, SlotClaim("hive", slots: 1, limit: 3), run: run)
            },

            Behaviour("Slots of several pools are taken all or none") { open in
                let store = try await open()
                let run = try await store.begin()
                let other = try await store.begin(owner: .other)
                let third = try await store.begin(owner: .other)
                let (hive, mysql) = (SlotClaim("hive", slots: 1, limit: 1), SlotClaim("mysql", slots: 1, limit: 1))
                try await store.start(dump, hive, run: run)
                #expect(try await store.ask(find, mysql, hive, run: other) == .full(pool: "hive", runs: [run]))
                // It has not taken the one that was free.
                try await store.start(post, mysql, run: third)
                try await store.end(post, 1, .failed, task: .failed, run: third)
                try await store.end(dump, 1, .failed, task: .failed, run: run)
                try await store.start(find, mysql, hive, run: other)
                for pool in [hive, mysql] {
                    #expect(
                        try await store.ask(post, pool, run: third) == .full(pool: pool.pool, runs: [other]))
                    _ = try await store.commit([.waitEnded(post)], run: third, at: 30)
                }
            },

            Behaviour("Of several full pools the first is named, with those that are in the way there") { open in
                let store = try await open()
                let run = try await store.begin()
                let other = try await store.begin(owner: .other)
                let third = try await store.begin(owner: .other)
                let (hive, mysql) = (SlotClaim("hive", slots: 1, limit: 1), SlotClaim("mysql", slots: 1, limit: 1))
                try await store.start(dump, hive, run: run)
                try await store.start(find, mysql, run: other)
                #expect(try await store.ask(post, mysql, hive, run: third) == .full(pool: "mysql", runs: [other]))
                #expect(try await store.ask(post, hive, mysql, run: third) == .full(pool: "hive", runs: [run]))
                // It stands in both lines, with one ticket.
                let waits = try await store.waits()
                #expect(Set(waits.map(\.pool)) == ["hive", "mysql"])
                #expect(Set(waits.map(\.ticket)).count == 1)
                #expect(waits.count == 2)
            },

            Behaviour("The end of an attempt frees its slots, whatever becomes of the task") { open in
                let store = try await open()
                let run = try await store.begin()
                let pool = SlotClaim("hive", slots: 1, limit: 1)
                for state in [TaskState.succeeded, .failed, .cancelled, .lost] {
                    let key = TaskKey("p.\(state.rawValue)", ds: day)
                    try await store.start(key, pool, run: run)
                    #expect(try await store.ask(dump, pool, run: run).pool == "hive")
                    try await store.end(key, 1, state, run: run)
                    try await store.start(dump, pool, run: run)
                    try await store.end(dump, try await store.attempts(dump).count, .failed, task: .waiting, run: run)
                }
            },

            Behaviour("What ends and what begins in one commit may have the same slot") { open in
                let store = try await open()
                let run = try await store.begin()
                let pool = SlotClaim("hive", slots: 1, limit: 1)
                try await store.start(dump, pool, run: run)
                let claim = Transition.claim(ClaimRequest(find, invocation: "", slots: [pool], seen: nil))
                let end = Transition.attemptEnded(dump, number: 1, AttemptOutcome(state: .failed), nil)
                #expect(try await store.commit([claim, end], run: run, at: 20).claims.first?.pool == "hive")
                #expect(try await store.commit([claim], run: run, at: 20).claims.first?.number == 1)
                let next = Transition.claim(ClaimRequest(post, invocation: "", slots: [pool], seen: nil))
                let ended = Transition.attemptEnded(find, number: 1, AttemptOutcome(state: .failed), nil)
                #expect(try await store.commit([ended, next], run: run, at: 20).claims.first?.number == 1)
            },

            Behaviour("What a commit has said counts for what it says next") { open in
                let store = try await open()
                let run = try await store.begin()
                let other = try await store.begin(owner: .other)
                let pool = SlotClaim("hive", slots: 1, limit: 1)
                func claim(_ key: TaskKey) -> Transition {
                    .claim(ClaimRequest(key, invocation: "", slots: [pool], seen: nil))
                }
                // Nobody has held a slot, waited or failed in this store before.
                let failed = Transition.attemptEnded(dump, number: 1, AttemptOutcome(state: .failed), nil)
                let result = try await store.commit(
                    [
                        claim(dump), claim(find), failed, .taskChanged(dump, .failed, reason: "", seen: nil),
                        claim(find), claim(post), .waitEnded(post),
                        .taskSucceeded(TaskKey(dump.task, ds: "2016-04-27"), invocation: "", began: nil),
                    ], run: run, at: 5)
                #expect(result.claims.map(\.number) == [1, nil, 1, nil])
                #expect(try await store.claims(ds: nil).map(\.key) == [find])
                #expect(try await store.waits().isEmpty)
                #expect(try await store.streaks().isEmpty)
                #expect(try await store.ask(post, pool, run: other) == .full(pool: "hive", runs: [run]))
            },

            Behaviour("Claims of one commit leave each other what is left") { open in
                let store = try await open()
                let run = try await store.begin()
                let pool = SlotClaim("hive", slots: 1, limit: 2)
                let result = try await store.commit(
                    [dump, find, post].map { .claim(ClaimRequest($0, invocation: "", slots: [pool], seen: nil)) },
                    run: run, at: 5)
                #expect(result.claims.map(\.number) == [1, 1, nil])
                #expect(result.claims[2] == .full(pool: "hive", runs: [run]))
            },

            Behaviour("A probe holds no slot between its looks, and asks for one again for the next") { open in
                let store = try await open()
                let run = try await store.begin()
                let other = try await store.begin(owner: .other)
                let pool = SlotClaim("hive", slots: 1, limit: 1)
                try await store.start(dump, pool, run: run)
                _ = try await store.commit([.slotsGivenBack(dump)], run: run, at: 20)
                #expect(try await store.attempts(dump).map(\.state) == [.running])
                #expect(try await store.ask(dump, run: other).holder == run)

                let place = try await store.succeed(find, run: other)
                try await store.start(find, pool, seen: place, run: other)
                #expect(try await store.look(dump, pool, run: run) == .full(pool: "hive", runs: [other]))
                #expect(try await store.waits().map(\.pool).contains("hive"))
                #expect(try await store.attempts(dump).map(\.state) == [.running])
                try await store.end(find, 2, .failed, task: .failed, run: other)

                // It is the same attempt, however often it looks.
                #expect(try await store.look(dump, pool, run: run) == .granted(number: 1, began: place))
                #expect(try await store.waits().allSatisfy { $0.run == other })
                #expect(try await store.ask(find, pool, seen: place, run: other).pool == "hive")
                #expect(try await store.attempts(dump).count == 1)
                #expect(try await store.claims(ds: nil).map(\.since) == [10])
                #expect(try await store.record(dump)?.attempts == 1)
            },
        ]
    }
}
