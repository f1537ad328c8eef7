import PipelineRecord
import Testing

extension StoreConformance {
    static var recovery: [Behaviour] {
        [
            Behaviour("What an owner that is gone left running is lost, and its successes are kept") { open in
                let store = try await open()
                let earlier = try await store.begin(owner: .other)
                let place = try await store.succeed(dump, run: earlier)
                try await store.endRun(earlier, state: .succeeded, at: 120)
                let run = try await store.begin(at: 200)
                try await store.succeed(find, run: run)
                try await store.start(post, run: run, at: 230)
                try await store.start(dump, seen: place, run: run, at: 230)
                _ = try await store.commit([.attemptStarted(dump, number: 2, handle: "here")], run: run, at: 231)

                let lost = try await store.recover(owner: "driver", keeping: [], at: 900)
                #expect(lost.map(\.key) == [dump, post])
                #expect(lost.map(\.state) == [.lost, .lost])
                #expect(lost.map(\.changedAt) == [900, 900])
                #expect(lost.map(\.attempts) == [2, 1])
                #expect(lost.map(\.successOrder) == [place, nil])
                #expect(lost.allSatisfy { !$0.reason.isEmpty && $0.lostInARow == 0 })
                #expect(lost.first == (try await store.record(dump)))
                #expect(lost.last == (try await store.record(post)))
                #expect(try await store.state(find) == .succeeded)

                let attempts = try await store.attempts(dump)
                #expect(attempts.map(\.state) == [.succeeded, .lost])
                #expect(attempts.map(\.cause) == [nil, .lost])
                #expect(attempts.map(\.endedAt) == [20, 900])
                #expect(attempts.last?.reason == lost.first?.reason)
                #expect(attempts.last?.handle == nil)
                #expect(try await store.run(run)?.state == .lost)
                #expect(try await store.run(run)?.endedAt == 900)
                #expect(try await store.run(earlier)?.endedAt == 120)

                #expect(try await store.recover(owner: "driver", keeping: [], at: 901).isEmpty)
                #expect(try await store.run(run)?.endedAt == 900)
            },

            Behaviour("All runs of the owner are recovered, and nobody else's") { open in
                let store = try await open()
                let (one, two) = (try await store.begin(), try await store.begin(ds: "2016-04-27"))
                let other = try await store.begin(owner: .other)
                let tomorrow = TaskKey(dump.task, ds: "2016-04-27")
                try await store.start(tomorrow, run: two)
                try await store.start(dump, run: one)
                try await store.start(find, run: other)
                #expect(try await store.recover(owner: "driver", keeping: [], at: 9).map(\.key) == [dump, tomorrow])
                #expect(try await store.runs(RunFilter()).map(\.state) == [.running, .lost, .lost])
                #expect(try await store.state(find) == .running)
                #expect(try await store.claims(ds: nil).map(\.run) == [other])
                #expect(try await store.recover(owner: "nobody", keeping: [], at: 9).isEmpty)
                #expect(try await store.run(other)?.state == .running)
            },

            Behaviour("Its claims, slots and places in line are free") { open in
                let store = try await open()
                let run = try await store.begin()
                let other = try await store.begin(owner: .other)
                let pool = SlotClaim("hive", slots: 1, limit: 1)
                try await store.start(dump, pool, run: run)
                #expect(try await store.ask(find, pool, run: run).pool == "hive")
                #expect(try await store.ask(post, pool, run: other).pool == "hive")
                _ = try await store.recover(owner: "driver", keeping: [], at: 9)
                #expect(try await store.waits().map(\.run) == [other])
                try await store.start(post, pool, run: other)
                try await store.start(dump, run: other)
                #expect(try await store.attempts(dump).map(\.number) == [1, 2])
            },

            Behaviour("What a run has claimed after it was found lost is recovered, too") { open in
                let store = try await open()
                let run = try await store.begin()
                let other = try await store.begin(owner: .other)
                _ = try await store.recover(owner: "driver", keeping: [], at: 9)
                let pool = SlotClaim("hive", slots: 1, limit: 1)
                try await store.start(dump, pool, run: run)
                #expect(try await store.ask(find, pool, run: run).pool == "hive")
                #expect(try await store.recover(owner: "driver", keeping: [], at: 50).map(\.key) == [dump])
                #expect(try await store.run(run)?.endedAt == 9)
                #expect(try await store.waits().isEmpty)
                try await store.start(dump, pool, run: other)
            },

            Behaviour("A task whose attempt ended and nothing else is lost too; one that waits for a retry is not") {
                open in
                let store = try await open()
                let run = try await store.begin()
                let other = try await store.begin(owner: .other)
                try await store.start(dump, run: run)
                try await store.end(dump, 1, .failed, run: run)
                try await store.start(find, run: run)
                try await store.end(find, 1, .failed, task: .waiting, run: run)
                #expect(try await store.recover(owner: "driver", keeping: [], at: 9).map(\.key) == [dump])
                #expect(try await store.attempts(dump).map(\.state) == [.failed])
                #expect(try await store.state(find) == .waiting)
                for key in [dump, find] { #expect(try await store.start(key, run: other) == 2) }
            },

            Behaviour("What was lost with its owner neither counts as a loss nor ends the row of them") { open in
                let store = try await open()
                let first = try await store.begin()
                try await store.start(dump, run: first)
                try await store.end(dump, 1, .lost, task: .lost, run: first)
                for _ in 1...3 {
                    let run = try await store.begin()
                    try await store.start(dump, run: run)
                    #expect(try await store.recover(owner: "driver", keeping: [], at: 3).map(\.lostInARow) == [1])
                }
                #expect(try await store.streaks().isEmpty)
            },

            Behaviour("An owner that was thought gone cannot end what was found lost, nor go on with it") { open in
                let store = try await open()
                let run = try await store.begin()
                try await store.start(dump, run: run)
                _ = try await store.recover(owner: "driver", keeping: [], at: 9)
                await expectNotClaimed { try await store.finish(dump, run: run) }
                await expectNotClaimed { _ = try await store.look(dump, run: run) }
                await expectNotClaimed {
                    _ = try await store.commit([.attemptStarted(dump, number: 1, handle: "late")], run: run, at: 10)
                }
                #expect(try await store.state(dump) == .lost)
                #expect(try await store.record(dump)?.successOrder == nil)
            },
        ]
    }

    static var adoption: [Behaviour] {
        [
            Behaviour("Runs that others adopt stay open, and what was found again goes on") { open in
                let store = try await open()
                let run = try await store.begin(owner: .service)
                let other = try await store.begin(owner: .other)
                let pool = SlotClaim("hive", slots: 1, limit: 1)
                try await store.start(dump, pool, run: run)
                _ = try await store.commit([.attemptStarted(dump, number: 1, handle: "here")], run: run, at: 11)
                try await store.start(find, run: run)
                #expect(try await store.ask(post, pool, run: run).pool == "hive")

                let kept: Set = [AttemptKey(dump, number: 1)]
                #expect(try await store.recover(owner: "service", keeping: kept, at: 50).map(\.key) == [find])
                #expect(try await store.run(run)?.state == .running)
                #expect(try await store.run(run)?.endedAt == nil)
                #expect(try await store.state(dump) == .running)
                #expect(try await store.attempts(dump).map(\.handle) == ["here"])
                #expect(try await store.claims(ds: nil).map(\.key) == [dump])
                #expect(try await store.waits().isEmpty)
                // Its slot is taken as it was.
                #expect(try await store.ask(post, pool, run: other) == .full(pool: "hive", runs: [run]))
                #expect(try await store.ask(dump, run: other).holder == run)

                let next = RunOwner(id: "next", process: 45, bootID: "boot", mark: 12, isAdoptable: true)
                try await store.adopt(run: run, by: next)
                #expect(try await store.run(run)?.owner == next)
                #expect(try await store.claims(ds: nil).map(\.owner) == [next])
                #expect(try await store.recover(owner: "service", keeping: [], at: 60).isEmpty)
                #expect(try await store.state(dump) == .running)
                try await store.finish(dump, run: run)
                try await store.start(find, run: run)
                #expect(try await store.attempts(find).map(\.number) == [1, 2])
                #expect(try await store.recover(owner: "next", keeping: [], at: 70).map(\.key) == [find])
                #expect(try await store.run(run)?.state == .running)
            },

            Behaviour("Another attempt of the same key is not the one that was found again") { open in
                let store = try await open()
                let run = try await store.begin(owner: .service)
                try await store.start(dump, run: run)
                try await store.end(dump, 1, .failed, task: .waiting, run: run)
                try await store.start(dump, run: run)
                let kept: Set = [AttemptKey(dump, number: 1), AttemptKey(find, number: 1)]
                #expect(try await store.recover(owner: "service", keeping: kept, at: 50).map(\.key) == [dump])
                #expect(try await store.attempts(dump).map(\.state) == [.failed, .lost])
            },

            Behaviour("Who adopts a run sees what is asked of it, and its next owner need not be adoptable") { open in
                let store = try await open()
                let run = try await store.begin(owner: .service)
                #expect(try await store.requestCancel(run: run, .end))
                try await store.adopt(run: run, by: .driver)
                #expect(try await store.cancelRequests(owner: "service").isEmpty)
                #expect(try await store.cancelRequests(owner: "driver") == [run: .end])
                try await store.start(dump, run: run)
                #expect(try await store.recover(owner: "driver", keeping: [], at: 50).map(\.key) == [dump])
                #expect(try await store.run(run)?.state == .lost)
            },
        ]
    }
}
