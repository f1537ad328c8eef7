import PipelineRecord
import Testing

extension StoreConformance {
    /// Three runs that have each done the task once, at 1000, 2000 and 3000 ms.
    private static func history(in store: any RunStore) async throws -> [Int64] {
        var runs: [Int64] = []
        var place: Int64?
        for ms in [1_000, 2_000, 3_000] as [Int64] {
            let run = try await store.begin(at: ms)
            place = try await store.succeed(dump, seen: place, run: run, at: ms)
            try await store.endRun(run, state: .succeeded, at: ms + 20)
            runs.append(run)
        }
        return runs
    }

    /// Removes what ended before, as retention does.
    static func remove(
        from store: any RunStore, before ms: Int64, forgets: Bool = false, isDryRun: Bool = false
    ) async throws -> RemovedRecords {
        let ended = try await store.attempts(ds: day, endedBefore: ms).filter(\.ended).map(\.key)
        return try await store.remove(
            attempts: ended, ds: day, endedBefore: ms, forgetsTasks: forgets, isDryRun: isDryRun)
    }

    static var removal: [Behaviour] {
        [
            Behaviour("The first attempts go, and then the runs that have none left") { open in
                let store = try await open()
                let runs = try await history(in: store)
                #expect(try await store.removeRuns(endedBefore: 9_000, isDryRun: false) == 0)
                #expect(try await remove(from: store, before: 2_500).attempts == 2)
                #expect(try await store.attempts(dump).map(\.number) == [3])
                #expect(try await store.attempts(run: runs[0]).isEmpty)
                #expect(try await store.record(dump)?.attempts == 3)
                #expect(try await store.removeRuns(endedBefore: 2_500, isDryRun: true) == 2)
                #expect(try await store.runs(RunFilter()).count == 3)
                #expect(try await store.removeRuns(endedBefore: 2_020, isDryRun: false) == 1)
                #expect(try await store.removeRuns(endedBefore: 9_000, isDryRun: false) == 1)
                #expect(try await store.runs(RunFilter()).map(\.id) == [runs[2]])
                #expect(try await store.start(dump, seen: 3, run: try await store.begin()) == 4)
            },

            Behaviour("No number is given out twice, though all runs and attempts are gone") { open in
                let store = try await open()
                let runs = try await history(in: store)
                #expect(try await remove(from: store, before: 9_000).attempts == 3)
                #expect(try await store.removeRuns(endedBefore: 9_000, isDryRun: false) == 3)
                #expect(try await store.runs(RunFilter()).isEmpty)
                #expect(try await store.attempts(dump).isEmpty)
                let run = try await open().begin(at: 9_000)
                #expect(run > runs[2])
                #expect(try await store.start(dump, seen: 3, run: run) == 4)
                #expect(try await store.finish(dump, 4, run: run) == 4)
            },

            Behaviour("A run that has begun before others' attempts are removed has its own for good") { open in
                let store = try await open()
                let earlier = try await history(in: store)
                let run = try await store.begin(at: 5_000)
                #expect(try await remove(from: store, before: 9_000).attempts == 3)
                try await store.start(find, run: run, at: 5_010)
                try await store.start(dump, seen: 3, run: run, at: 5_020)
                #expect(try await store.attempts(run: run).map(\.key) == [find, dump])
                try await store.finish(find, run: run, at: 5_030)
                try await store.finish(dump, 4, run: run, at: 5_040)
                try await store.endRun(run, state: .succeeded, at: 5_050)
                #expect(try await store.attempts(run: run).map(\.key) == [find, dump])
                for gone in earlier { #expect(try await store.attempts(run: gone).isEmpty) }
                #expect(try await store.removeRuns(endedBefore: 9_000, isDryRun: false) == 3)
                #expect(try await store.runs(RunFilter()).map(\.id) == [run])
            },

            Behaviour("A dry run counts, and removes nothing") { open in
                let store = try await open()
                _ = try await history(in: store)
                let removed = try await remove(from: store, before: 9_000, forgets: true, isDryRun: true)
                #expect(removed.attempts == 3)
                #expect(removed.tasks == 1)
                #expect(try await store.attempts(dump).count == 3)
                #expect(try await store.state(dump) == .succeeded)
            },

            Behaviour("A task is forgotten only if asked for, and with no attempt left, and its places stay taken") {
                open in
                let store = try await open()
                _ = try await history(in: store)
                #expect(try await remove(from: store, before: 2_500, forgets: true).tasks == 0)
                #expect(try await remove(from: store, before: 3_005, forgets: true).tasks == 0)
                #expect(try await remove(from: store, before: 9_000, forgets: true).tasks == 1)
                #expect(try await store.record(dump) == nil)
                let run = try await store.begin(at: 9_000)
                #expect(try await store.start(dump, run: run) == 1)
                #expect(try await store.finish(dump, run: run) == 4)
            },

            Behaviour("What runs or is claimed stays, and so does what something was created for") { open in
                let store = try await open()
                _ = try await history(in: store)
                let run = try await store.begin(at: 4_000)
                try await store.start(dump, seen: 3, run: run, at: 4_000)
                try await store.start(find, run: run, at: 4_000)
                try await store.end(find, 1, .failed, task: .waiting, run: run, at: 4_010)
                let removed = try await remove(from: store, before: 9_000, forgets: true)
                #expect(removed.attempts == 4)
                #expect(removed.tasks == 0)
                #expect(try await store.attempts(dump).map(\.number) == [4])
                #expect(try await store.start(find, run: run, at: 4_020) == 2)
                #expect(try await store.removeRuns(endedBefore: 9_000, isDryRun: false) == 3)
                #expect(try await store.runs(RunFilter()).map(\.id) == [run])

                try await store.finish(dump, 4, run: run, at: 4_030)
                try await store.end(find, 2, .failed, task: .failed, run: run, at: 4_030)
                _ = try await store.commit([.resourceBegan(resource: "cat_gifs.scratch", ds: day)], run: run, at: 4_040)
                #expect(try await remove(from: store, before: 9_000, forgets: true).tasks == 0)
                _ = try await store.commit([.resourceEnded(resource: "cat_gifs.scratch", ds: day)], run: run, at: 4_050)
                #expect(try await remove(from: store, before: 9_000, forgets: true).tasks == 2)
            },

            // A clock that was set back makes a later attempt end earlier.
            Behaviour("The attempts that are left have no gap") { open in
                let store = try await open()
                _ = try await history(in: store)
                try await store.succeed(dump, seen: 3, run: try await store.begin(at: 10), at: 10)
                #expect(
                    try await store.attempts(ds: day, endedBefore: 500).map(\.ended) == [false, false, false, false])
                #expect(try await remove(from: store, before: 500).attempts == 0)
                #expect(
                    try await store.attempts(ds: day, endedBefore: 1_500).map(\.ended) == [true, false, false, false])
                let removed = try await store.remove(
                    attempts: [3, 1].map { AttemptKey(dump, number: $0) }, ds: day, endedBefore: 9_000,
                    forgetsTasks: false,
                    isDryRun: false)
                #expect(removed.attempts == 1)
                #expect(try await store.attempts(dump).map(\.number) == [2, 3, 4])
            },

            Behaviour("The attempts of a ds are listed by task and number, with what ended before a moment") { open in
                let store = try await open()
                let run = try await store.begin()
                try await store.start(post, run: run, at: 10)
                try await store.end(post, 1, .failed, task: .waiting, run: run, at: 20)
                try await store.start(post, run: run, at: 30)
                try await store.succeed(dump, run: run, at: 10)
                try await store.start(TaskKey(dump.task, ds: "2016-04-27"), run: run)
                let attempts = try await store.attempts(ds: day, endedBefore: 21)
                #expect(
                    attempts.map(\.key) == [
                        AttemptKey(dump, number: 1), AttemptKey(post, number: 1), AttemptKey(post, number: 2),
                    ])
                #expect(attempts.map(\.ended) == [true, true, false])
                // Before is not at.
                #expect(try await store.attempts(ds: day, endedBefore: 20).map(\.ended) == [false, false, false])
            },

            Behaviour("The ds are told of which something may be removed") { open in
                let store = try await open()
                let run = try await store.begin()
                func key(_ ds: String) -> TaskKey { TaskKey("p.a", ds: ds) }
                try await store.succeed(key("2016-04-27"), run: run, at: 10)
                try await store.succeed(key("2016-04-25"), run: run, at: 10)
                try await store.succeed(key("2016-04-26"), run: run, at: 500)
                try await store.start(key("2016-04-28"), run: run, at: 10)
                try await store.change(key("2016-04-24"), .skipped, run: run, at: 10)
                #expect(
                    try await store.datestamps(endedBefore: 100, forgetsTasks: false) == ["2016-04-25", "2016-04-27"])
                let all = try await store.datestamps(endedBefore: 100, forgetsTasks: true)
                #expect(Set(all).isSuperset(of: ["2016-04-24", "2016-04-25", "2016-04-27"]))
                #expect(!all.contains("2016-04-26"))
                #expect(all == all.sorted())
                #expect(try await store.datestamps(endedBefore: 1, forgetsTasks: true).isEmpty)
            },

            Behaviour("Giving room back changes nothing of what is on record") { open in
                let store = try await open()
                let run = try await store.begin()
                let text = String(repeating: "find cats\n", count: 500)
                for number in 1...60 {
                    _ = try await store.commit(
                        [
                            .claim(ClaimRequest(find, invocation: text, seen: nil)),
                            .attemptEnded(find, number: number, AttemptOutcome(state: .failed), nil),
                        ], run: run, at: 50)
                }
                try await store.change(find, .failed, run: run)
                try await store.succeed(dump, run: run, at: 60)
                #expect(try await remove(from: store, before: 60).attempts == 60)
                let other = try await open()
                let before = try await store.records(ds: day)
                #expect(try await store.giveRoomBack() >= 0)
                #expect(try await store.records(ds: day) == before)
                #expect(try await other.records(ds: day) == before)
                #expect(try await other.start(find, run: run) == 61)
            },
        ]
    }
}
