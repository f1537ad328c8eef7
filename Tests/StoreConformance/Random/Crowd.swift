import PipelineRecord
import Testing

/// Runs that want the same keys and the same pools, and come to ask in an order that is left to chance.
struct Crowd {
    private enum Stage { case waiting, running, between, done }
    private struct Want: Hashable {
        var run: Int64
        var key: TaskKey
    }

    private static let limits = ["hive": 1, "mysql": 2, "spark": 3]
    private static let runCount = 4
    private static let keyCount = 8
    /// With so few wants nearly all settle within a tenth of that.
    private static let patience = 3_000

    private let seed: UInt64
    private var random: SeededGenerator
    private var stages: [Want: Stage] = [:]
    private var numbers: [Want: Int] = [:]
    /// What each key needs, by every graph.
    private var needs: [TaskKey: [SlotClaim]] = [:]
    private var taken: [Want: [SlotClaim]] = [:]

    init(seed: UInt64) {
        self.seed = seed
        random = SeededGenerator(seed: seed)
    }

    mutating func work(in store: any RunStore) async throws {
        let keys = (1...Self.keyCount).map { TaskKey("crowd.\($0)", ds: "seed \(seed)") }
        for key in keys { needs[key] = someSlots() }
        for _ in 1...Self.runCount {
            let run = try await store.begin(ds: "seed \(seed)")
            for key in keys where !random.oneIn(3) { stages[Want(run: run, key: key)] = .waiting }
        }
        for _ in 1...Self.patience {
            let open = stages.filter { $0.value != .done }.keys.sorted { ($0.run, $0.key) < ($1.run, $1.key) }
            if open.isEmpty { break }
            try await step(random.pick(open), in: store)
        }
        #expect(stages.values.allSatisfy { $0 == .done }, "seed \(seed): somebody still waits")
        #expect(try await store.waits().isEmpty, "seed \(seed)")
        #expect(try await store.claims(ds: nil).isEmpty, "seed \(seed)")
        for key in Set(stages.keys.map(\.key)) { #expect(try await store.state(key) == .succeeded, "seed \(seed)") }
    }

    private mutating func step(_ want: Want, in store: any RunStore) async throws {
        switch stages[want]! {
        case .waiting: try await ask(want, isNewAttempt: true, in: store)
        case .between: try await ask(want, isNewAttempt: false, in: store)
        case .running: try await goOn(want, in: store)
        case .done: break
        }
    }

    private mutating func ask(_ want: Want, isNewAttempt: Bool, in store: any RunStore) async throws {
        let slots = needs[want.key]!
        let request = ClaimRequest(want.key, invocation: "", slots: slots, seen: nil, isNewAttempt: isNewAttempt)
        switch try await store.commit([.claim(request)], run: want.run, at: 1).claims.first {
        case .granted(let number, _):
            numbers[want] = number
            stages[want] = .running
            taken[want] = slots
            expectOrder()
        case .held(let claim): #expect(stages[Want(run: claim.run, key: want.key)] != .done, "seed \(seed)")
        case .full(_, let runs): #expect(!runs.isEmpty, "seed \(seed): nobody is in the way")
        // Another run has done it, and this one takes that over.
        case .changed(let record):
            #expect(record.state == .succeeded && isNewAttempt, "seed \(seed)")
            stages[want] = .done
        case nil: Issue.record("seed \(seed): a claim without an answer")
        }
    }

    private mutating func goOn(_ want: Want, in store: any RunStore) async throws {
        let number = numbers[want]!
        taken[want] = nil
        var transitions: [Transition]
        if random.oneIn(4) {
            transitions = [.slotsGivenBack(want.key)]
            stages[want] = .between
        } else {
            let isSuccess = random.oneIn(2)
            let outcome = AttemptOutcome(state: isSuccess ? .succeeded : .failed)
            transitions = [.attemptEnded(want.key, number: number, outcome, nil)]
            transitions.append(
                isSuccess
                    ? .taskSucceeded(want.key, invocation: "", began: 0)
                    : .taskChanged(want.key, .waiting, reason: "retry", seen: nil))
            stages[want] = isSuccess ? .done : .waiting
        }
        _ = try await store.commit(transitions, run: want.run, at: 1)
    }

    private func expectOrder() {
        for (pool, limit) in Self.limits {
            let count = taken.values.joined().reduce(0) { $0 + ($1.pool == pool ? $1.slots : 0) }
            #expect(count <= limit, "seed \(seed): \(count) slots of \(pool) are taken")
        }
        let running = taken.keys.map(\.key)
        #expect(Set(running).count == running.count, "seed \(seed): two runs do the same key")
    }

    private mutating func someSlots() -> [SlotClaim] {
        Self.limits.keys.sorted().shuffled(using: &random).compactMap { pool in
            let limit = Self.limits[pool]!
            return random.oneIn(2) ? SlotClaim(pool, slots: .random(in: 1...limit, using: &random), limit: limit) : nil
        }
    }
}
