import PipelineRecord
import Testing

extension StoreConformance {
    static var clearing: [Behaviour] {
        [
            Behaviour("After a clear the attempts go on counting") { open in
                let store = try await open()
                let run = try await store.begin()
                try await store.succeed(dump, run: run)
                let cleared = try await store.clear(tasks: [dump.task, "never_heard_of"], ds: day, at: 200)
                #expect(cleared.count == 1)
                #expect(cleared.claims.isEmpty)
                let record = try #require(try await store.record(dump))
                #expect(record.isCleared)
                #expect(
                    record
                        == TaskRecord(
                            task: dump.task, ds: day, state: .waiting, reason: TaskRecord.clearedReason, attempts: 1,
                            changedAt: 200))
                #expect(try await store.attempts(dump).map(\.state) == [.succeeded])
                #expect(try await store.clear(tasks: [dump.task], ds: day, at: 300).count == 0)
                #expect(try await store.record(dump)?.changedAt == 200)
                #expect(try await store.start(dump, run: run) == 2)
                #expect(try await store.finish(dump, 2, run: run) == 2)
            },

            Behaviour("Whatever became of a task is cleared, and nothing of another ds") { open in
                let store = try await open()
                let run = try await store.begin()
                try await store.start(dump, run: run)
                try await store.end(dump, 1, .lost, task: .lost, run: run)
                try await store.change(find, .upstreamFailed, run: run)
                try await store.change(post, .waiting, "a retry", run: run)
                let tomorrow = TaskKey(dump.task, ds: "2016-04-27")
                try await store.change(tomorrow, .failed, run: run)
                #expect(try await store.clear(tasks: [dump, find, post].map(\.task), ds: day, at: 9).count == 3)
                #expect(try await store.records(ds: day).values.allSatisfy { $0.isCleared && $0.lostInARow == 0 })
                #expect(try await store.state(tomorrow) == .failed)
                #expect(try await store.streaks().keys.sorted() == [dump.task])
            },

            Behaviour("What a run has claimed is left as it is, and the claim is told") { open in
                let store = try await open()
                let run = try await store.begin()
                try await store.succeed(dump, run: run)
                try await store.start(find, run: run, at: 40)
                try await store.start(post, run: run, at: 50)
                try await store.end(post, 1, .failed, task: .waiting, run: run)
                let before = (try await store.record(find), try await store.record(post))
                let cleared = try await store.clear(tasks: [dump, find, post].map(\.task), ds: day, at: 200)
                #expect(cleared.count == 1)
                #expect(
                    cleared.claims == [
                        Claim(key: find, run: run, owner: .driver, number: 1, since: 40),
                        Claim(key: post, run: run, owner: .driver, number: 1, since: 50),
                    ])
                #expect(try await store.record(find) == before.0)
                #expect(try await store.record(post) == before.1)
                #expect(try await store.start(post, run: run) == 2)
            },
        ]
    }

    static var resources: [Behaviour] {
        [
            Behaviour("A resource is live from the beginning of its creation to its end") { open in
                let store = try await open()
                let run = try await store.begin()
                let create = TaskKey("p.scratch.create", ds: day)
                _ = try await store.commit(
                    [
                        .claim(ClaimRequest(create, invocation: "make it", seen: nil)),
                        .resourceBegan(resource: "p.scratch", ds: day), .resourceBegan(resource: "p.a", ds: day),
                        .resourceBegan(resource: "p.scratch", ds: "2016-04-27"),
                    ], run: run, at: 30)
                #expect(
                    try await store.liveResources(ds: day) == [
                        LiveResource(name: "p.a", ds: day, run: run, since: 30),
                        LiveResource(name: "p.scratch", ds: day, run: run, since: 30, invocation: "make it"),
                    ])
                // A retry, and another run, find it live.
                let other = try await store.begin(owner: .other)
                _ = try await store.commit([.resourceBegan(resource: "p.a", ds: day)], run: other, at: 40)
                #expect(try await store.liveResources(ds: day).map(\.run) == [run, run])
                #expect(try await store.liveResources(ds: day).map(\.since) == [30, 30])

                _ = try await store.commit([.resourceEnded(resource: "p.scratch", ds: day)], run: other, at: 50)
                #expect(try await open().liveResources(ds: day).map(\.name) == ["p.a"])
                #expect(try await store.liveResources(ds: "2016-04-27").map(\.name) == ["p.scratch"])
                _ = try await store.commit(
                    [.resourceEnded(resource: "p.a", ds: day), .resourceBegan(resource: "p.a", ds: day)], run: other,
                    at: 60
                )
                #expect(try await store.liveResources(ds: day).map(\.since) == [60])
            },

            Behaviour("Resources outlive their run, and are forgotten by name") { open in
                let store = try await open()
                let run = try await store.begin()
                _ = try await store.commit(
                    ["c", "a", "b"].map { .resourceBegan(resource: $0, ds: day) }, run: run, at: 30)
                try await store.endRun(run, state: .failed, at: 40)
                #expect(try await store.forget(resources: ["c", "unknown", "a"], ds: day) == ["c", "a"])
                #expect(try await store.forget(resources: ["b"], ds: "2016-04-27").isEmpty)
                #expect(try await store.liveResources(ds: day).map(\.name) == ["b"])
            },
        ]
    }
}
