import PipelineRecord
import Testing

extension StoreConformance {
    private static let hive = SlotClaim("hive", slots: 1, limit: 1)
    private static let mysql = SlotClaim("mysql", slots: 1, limit: 1)

    static var lines: [Behaviour] {
        [
            Behaviour("Who came first is served first") { open in
                let store = try await open()
                let (a, b, c) = (try await store.begin(), try await store.begin(), try await store.begin())
                try await store.start(dump, hive, run: a)
                #expect(try await store.ask(find, hive, run: b, at: 20) == .full(pool: "hive", runs: [a]))
                #expect(try await store.ask(post, hive, run: c, at: 30) == .full(pool: "hive", runs: [a, b]))
                // Who asks again and again keeps its place, and stands in line once.
                #expect(try await store.ask(find, hive, run: b, at: 40) == .full(pool: "hive", runs: [a]))
                let waits = try await store.waits()
                #expect(waits.map(\.run) == [b, c])
                #expect(waits.map(\.key) == [find, post])
                #expect(waits.map(\.since) == [20, 30])

                try await store.end(dump, 1, .failed, task: .failed, run: a)
                #expect(try await store.ask(post, hive, run: c) == .full(pool: "hive", runs: [b]))
                // The run that has just freed it stands behind.
                #expect(try await store.ask(dump, hive, run: a) == .full(pool: "hive", runs: [b, c]))
                try await store.start(find, hive, run: b)
                #expect(try await store.ask(dump, hive, run: a) == .full(pool: "hive", runs: [b, c]))
                try await store.end(find, 1, .failed, task: .failed, run: b)
                try await store.start(post, hive, run: c)
                #expect(try await store.waits().map(\.run) == [a])
            },

            Behaviour("Keys of one run do not stand in each other's way, only slots do") { open in
                let store = try await open()
                let run = try await store.begin()
                let other = try await store.begin(owner: .other)
                try await store.start(dump, hive, run: other)
                #expect(try await store.ask(find, hive, run: run).pool == "hive")
                #expect(try await store.ask(post, hive, run: run).pool == "hive")
                try await store.end(dump, 1, .failed, task: .failed, run: other)
                // It puts its own in the order that it likes.
                try await store.start(post, hive, run: run)
                #expect(try await store.ask(find, hive, run: run) == .full(pool: "hive", runs: [run]))
            },

            Behaviour("One that wants many slots is not passed by those that want few") { open in
                let store = try await open()
                let (a, b, c) = (try await store.begin(), try await store.begin(), try await store.begin())
                try await store.start(dump, SlotClaim("hive", slots: 1, limit: 2), run: a)
                #expect(try await store.ask(find, SlotClaim("hive", slots: 2, limit: 2), run: b).pool == "hive")
                #expect(
                    try await store.ask(post, SlotClaim("hive", slots: 1, limit: 2), run: c)
                        == .full(pool: "hive", runs: [a, b]))
                try await store.end(dump, 1, .failed, task: .failed, run: a)
                try await store.start(find, SlotClaim("hive", slots: 2, limit: 2), run: b)
            },

            Behaviour("Who no longer waits, or has ended, stands in nobody's way") { open in
                let store = try await open()
                let (a, b, c) = (try await store.begin(), try await store.begin(), try await store.begin())
                let d = try await store.begin(owner: .other)
                try await store.start(dump, hive, run: a)
                for run in [b, c] { #expect(try await store.ask(find, hive, run: run).pool == "hive") }
                #expect(try await store.ask(post, hive, run: d) == .full(pool: "hive", runs: [a, b, c]))
                try await store.end(dump, 1, .failed, task: .failed, run: a)
                _ = try await store.commit([.waitEnded(find)], run: b, at: 30)
                #expect(try await store.ask(post, hive, run: d) == .full(pool: "hive", runs: [c]))
                try await store.endRun(c, state: .cancelled, at: 40)
                try await store.start(post, hive, run: d)
            },

            Behaviour("A final state ends the run's wait for the key, recorded or not") { open in
                let store = try await open()
                let run = try await store.begin()
                let other = try await store.begin(owner: .other)
                try await store.start(dump, hive, run: other)
                #expect(try await store.ask(dump, run: run).holder == other)
                #expect(try await store.ask(find, hive, run: run).pool == "hive")
                #expect(try await store.ask(post, hive, run: run).pool == "hive")
                try await store.change(find, .waiting, run: run)
                #expect(try await store.waits().count == 3)
                try await store.change(dump, .cancelled, run: run)
                try await store.change(find, .cancelled, run: run)
                #expect(try await store.waits().map(\.key) == [post])
                _ = try await store.commit([.taskSucceeded(post, invocation: "", began: 0)], run: run, at: 30)
                #expect(try await store.waits().isEmpty)
            },

            Behaviour("Who needs several pools stays in the line of each until it has them all") { open in
                let store = try await open()
                let (a, b) = (try await store.begin(), try await store.begin())
                let (both, c) = (try await store.begin(owner: .other), try await store.begin(owner: .other))
                try await store.start(dump, hive, run: a)
                #expect(try await store.ask(post, hive, mysql, run: both) == .full(pool: "hive", runs: [a]))
                // MySQL is free, and nobody stands in line for it.
                try await store.start(find, mysql, run: b)
                try await store.end(dump, 1, .failed, task: .failed, run: a)
                #expect(try await store.ask(post, hive, mysql, run: both) == .full(pool: "mysql", runs: [b]))
                // Now Hive is free, and would be taken again and again by those who need nothing else.
                #expect(try await store.ask(dump, hive, run: c) == .full(pool: "hive", runs: [both]))
                try await store.end(find, 1, .failed, task: .failed, run: b)
                #expect(try await store.ask(find, mysql, run: b) == .full(pool: "mysql", runs: [both]))
                try await store.start(post, hive, mysql, run: both)
                try await store.end(post, 1, .failed, task: .failed, run: both)
                try await store.start(dump, hive, run: c)
                try await store.start(find, mysql, run: b)
            },

            Behaviour("Two that need the same pools in another order do not wait for each other for ever") { open in
                let store = try await open()
                let (a, b) = (try await store.begin(), try await store.begin())
                let (first, second) = (try await store.begin(owner: .other), try await store.begin(owner: .other))
                let (left, right) = (TaskKey("p.left", ds: day), TaskKey("p.right", ds: day))
                try await store.start(dump, hive, run: a)
                try await store.start(find, mysql, run: b)
                #expect(try await store.ask(left, hive, mysql, run: first).pool == "hive")
                #expect(try await store.ask(right, mysql, hive, run: second).pool == "mysql")
                try await store.end(find, 1, .failed, task: .failed, run: b)
                #expect(try await store.ask(right, mysql, hive, run: second) == .full(pool: "mysql", runs: [first]))
                #expect(try await store.ask(left, hive, mysql, run: first) == .full(pool: "hive", runs: [a]))
                try await store.end(dump, 1, .failed, task: .failed, run: a)
                #expect(try await store.ask(right, mysql, hive, run: second) == .full(pool: "mysql", runs: [first]))
                try await store.start(left, hive, mysql, run: first)
                try await store.end(left, 1, .failed, task: .failed, run: first)
                try await store.start(right, mysql, hive, run: second)
            },

            Behaviour("Who waits for a key stands in no pool's line: the key's holder may need a slot") { open in
                let store = try await open()
                let (a, waiting) = (try await store.begin(), try await store.begin(owner: .other))
                let holder = try await store.begin()
                try await store.start(find, hive, run: a)
                #expect(try await store.ask(dump, hive, run: waiting).pool == "hive")
                let ticket = try #require(try await store.waits().first?.ticket)
                // A probe by another graph, of which this look needs no slot.
                try await store.start(dump, run: holder)
                #expect(try await store.ask(dump, hive, run: waiting).holder == holder)
                let waits = try await store.waits()
                #expect(waits.map(\.pool) == [nil])
                #expect(waits.map(\.ticket) == [ticket])
                try await store.end(find, 1, .failed, task: .failed, run: a)
                #expect(try await store.look(dump, hive, run: holder).number == 1)

                // With the key free again it goes on where it stood, before those who came later.
                #expect(try await store.ask(find, hive, run: a) == .full(pool: "hive", runs: [holder]))
                try await store.end(dump, 1, .failed, task: .failed, run: holder)
                #expect(try await store.ask(dump, hive, run: waiting).number == 2)
            },

            Behaviour("In a crowd nobody waits for ever, and no pool has more taken than it has") { open in
                for seed in 1...4 as ClosedRange<UInt64> {
                    var crowd = Crowd(seed: seed)
                    try await crowd.work(in: try await open())
                }
            },
        ]
    }
}
