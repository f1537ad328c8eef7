import PipelineRecord
import Testing

extension StoreConformance {
    static var sharing: [Behaviour] {
        [
            Behaviour("What one handle has written, every other sees") { open in
                let (one, two) = (try await open(), try await open())
                let run = try await one.begin()
                #expect(try await two.run(run)?.state == .running)
                try await two.start(dump, run: run)
                #expect(try await one.state(dump) == .running)
                try await one.finish(dump, run: run)
                #expect(try await two.record(dump)?.successOrder == 1)
                try await two.endRun(run, state: .succeeded, at: 9)
                #expect(try await one.run(run)?.state == .succeeded)
            },

            Behaviour("The count of changes is another one after anything was committed, by whomever") { open in
                let (one, two) = (try await open(), try await open())
                let run = try await one.begin()
                var last = (try await one.changeCount(), try await two.changeCount())
                func expectChange(_ what: String, _ write: (any RunStore) async throws -> Void) async throws {
                    for writer in [one, two] {
                        try await write(writer)
                        let now = (try await one.changeCount(), try await two.changeCount())
                        #expect(now.0 != last.0, "\(what)")
                        #expect(now.1 != last.1, "\(what)")
                        // Reading is no change.
                        _ = try await one.records(ds: day)
                        _ = try await two.waits()
                        #expect(try await one.changeCount() == now.0, "\(what)")
                        #expect(try await two.changeCount() == now.1, "\(what)")
                        last = now
                    }
                }
                try await expectChange("a run") { _ = try await $0.begin() }
                try await expectChange("an attempt") { store in
                    try await store.start(dump, run: run)
                    try await store.end(dump, try await store.attempts(dump).count, .failed, task: .failed, run: run)
                }
                var reason = 0
                try await expectChange("a state") { store in
                    reason += 1
                    try await store.change(find, .skipped, "\(reason)", run: run)
                }
                try await expectChange("a clear") { store in
                    try await store.change(find, .skipped, run: run)
                    _ = try await store.clear(tasks: [find.task], ds: day, at: 5)
                }
                try await expectChange("a request") { store in
                    _ = try await store.requestCancel(run: try await store.begin(), .end)
                }
            },

            Behaviour("Of many that want a key at the same time one gets it") { open in
                let handles = [try await open(), try await open(), try await open()]
                var runs: [Int64] = []
                for _ in 1...6 { runs.append(try await handles[0].begin()) }
                let keys = (1...12).map { TaskKey("p.\($0)", ds: day) }
                let granted = try await withThrowingTaskGroup(of: [TaskKey].self) { group in
                    for (index, run) in runs.enumerated() {
                        let store = handles[index % handles.count]
                        group.addTask {
                            var granted: [TaskKey] = []
                            for key in keys where try await store.ask(key, run: run).number == 1 { granted.append(key) }
                            return granted
                        }
                    }
                    return try await group.reduce(into: []) { $0 += $1 }
                }
                #expect(granted.sorted() == keys.sorted())
                #expect(try await handles[1].claims(ds: nil).map(\.key) == keys.sorted())
                #expect(try await handles[2].waits().count == keys.count * (runs.count - 1))
            },

            Behaviour("Of many that want slots of a pool at the same time no more get some than there are") { open in
                let handles = [try await open(), try await open()]
                let pool = SlotClaim("hive", slots: 2, limit: 7)
                let granted = try await withThrowingTaskGroup(of: Bool.self) { group in
                    for index in 1...8 {
                        let store = handles[index % 2]
                        group.addTask {
                            let run = try await store.begin()
                            return try await store.ask(TaskKey("p.\(index)", ds: day), pool, run: run).number != nil
                        }
                    }
                    return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
                }
                #expect(granted == 3)
                #expect(try await handles[0].claims(ds: nil).count == 3)
                let tickets = try await handles[0].waits().map(\.ticket)
                #expect(Set(tickets).count == 5)
            },

            Behaviour("Runs that begin and succeed at the same time have numbers and places of their own") { open in
                let handles = [try await open(), try await open()]
                let done = try await withThrowingTaskGroup(of: (run: Int64, place: Int64).self) { group in
                    for index in 1...10 {
                        let store = handles[index % 2]
                        group.addTask {
                            let run = try await store.begin()
                            let place = try await store.succeed(TaskKey("p.\(index)", ds: day), run: run)
                            try await store.endRun(run, state: .succeeded, at: 50)
                            return (run, place)
                        }
                    }
                    return try await group.reduce(into: []) { $0.append($1) }
                }
                #expect(Set(done.map(\.run)).count == 10)
                #expect(done.map(\.place).sorted() == Array(1...10))
                #expect(try await handles[1].runs(RunFilter(states: [.succeeded])).count == 10)
                #expect(try await handles[0].claims(ds: nil).isEmpty)
            },

            Behaviour("Runs that want the same keys and slots at the same time take turns") { open in
                let handles = [try await open(), try await open(), try await open()]
                try await Rush().work(in: handles + handles.prefix(2))
            },

            Behaviour("A refused commit spoils nothing for those that are made at the same time") { open in
                let store = try await open()
                let run = try await store.begin()
                let refused = try await withThrowingTaskGroup(of: Bool.self) { group in
                    for index in 1...12 {
                        group.addTask {
                            let key = TaskKey("p.\(index)", ds: day)
                            guard index % 3 == 0 else {
                                try await store.succeed(key, run: run)
                                return false
                            }
                            await expectNotClaimed { try await store.end(key, 1, .failed, task: .failed, run: run) }
                            return true
                        }
                    }
                    return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
                }
                #expect(refused == 4)
                let records = try await store.records(ds: day)
                #expect(records.count == 8)
                #expect(records.values.allSatisfy { $0.state == .succeeded })
                #expect(records.values.compactMap(\.successOrder).sorted() == Array(1...8))
            },
        ]
    }
}
