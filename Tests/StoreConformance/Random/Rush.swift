import PipelineRecord
import Synchronization
import Testing

/// Runs that each have a thread of their own, and want the same keys and slots at the same time.
///
/// What is granted is noted down between the grant and the commit that gives it up: nothing may be noted twice.
final class Rush: Sendable {
    private struct Ledger {
        var keys: Set<TaskKey> = []
        var slots = 0
        var places: [Int64] = []
    }

    private static let limit = 3
    private static let keys = (1...6).map { TaskKey("rush.\($0)", ds: day) }
    /// So many looks are more than enough: whoever is granted anything gives it up at once.
    private static let patience = 5_000

    private let ledger = Mutex(Ledger())

    /// Has as many runs as there are handles do all keys, once each.
    func work(in handles: [any RunStore]) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (index, store) in handles.enumerated() {
                group.addTask { try await self.work(in: store, seed: UInt64(index)) }
            }
            try await group.waitForAll()
        }
        let places = ledger.withLock { $0.places.sorted() }
        #expect(places == Array(1...Int64(handles.count * Self.keys.count)))
        #expect(try await handles[0].waits().isEmpty)
        #expect(try await handles[0].claims(ds: nil).isEmpty)
        for key in Self.keys {
            let attempts = try await handles[0].attempts(key)
            #expect(attempts.map(\.number) == Array(1...handles.count))
            #expect(Set(attempts.map(\.run)).count == handles.count)
        }
    }

    private func work(in store: any RunStore, seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        let run = try await store.begin()
        var seen: [TaskKey: Int64] = [:]
        var left = Self.keys
        for _ in 1...Self.patience where !left.isEmpty {
            let key = random.pick(left)
            let pool = SlotClaim("rush", slots: .random(in: 1...2, using: &random), limit: Self.limit)
            switch try await store.ask(key, pool, seen: seen[key], run: run) {
            case .granted(let number, _):
                note(key, pool.slots)
                await Task.yield()
                giveUp(key, pool.slots)
                let place = try await store.finish(key, number, run: run)
                ledger.withLock { $0.places.append(place) }
                left.removeAll { $0 == key }
            // Done by another, which does not keep this one from doing it again.
            case .changed(let record): seen[key] = record.successOrder
            case .held, .full: await Task.yield()
            }
        }
        #expect(left.isEmpty, "run \(run) still waits for \(left)")
    }

    private func note(_ key: TaskKey, _ slots: Int) {
        let (isNew, taken) = ledger.withLock { ledger in
            ledger.slots += slots
            return (ledger.keys.insert(key).inserted, ledger.slots)
        }
        #expect(isNew, "\(key) is done twice at a time")
        #expect(taken <= Self.limit, "\(taken) slots are taken")
    }

    private func giveUp(_ key: TaskKey, _ slots: Int) {
        ledger.withLock { ledger in
            ledger.slots -= slots
            ledger.keys.remove(key)
        }
    }
}
