import Dataswarm
import TestSupport
import Testing

extension FaultTests {
    /// Thousands of tasks of which some fail, by a rule that the test and the tasks work out each by itself.
    @Suite struct MassTests {
        /// Whether an attempt fails: 1 in 20 does, and of every fortieth task 12 in 20.
        private static func fails(_ task: Int, _ attempt: Int, seed: Int) -> Bool {
            let number = (task * 7919 + attempt * 104_729 + seed * 15_485_863) * 1_103_515_245 + 12_345
            return ((number & 0x7FFF_FFFF) >> 8) % 20 < (task % 40 == 0 ? 12 : 1)
        }

        private static let script = """
            number=$((($1 * 7919 + DATASWARM_ATTEMPT * 104729 + $2 * 15485863) * 1103515245 + 12345))
            [ $((((number & 0x7FFFFFFF) >> 8) % 20)) -ge $(($1 % 40 == 0 ? 12 : 1)) ]

            """

        @Test func everyStateAndEveryCountIsAsReckoned() throws {
            let count = Effort.times(1_500, thoroughly: 10_000)
            for seed in 1...Effort.times(1, thoroughly: 10) { try run(count, seed: seed) }
        }

        private func run(_ count: Int, seed: Int) throws {
            // Each waits for one before it, and a few for nobody.
            let upstream = (0..<count).map { $0 % 50 == 0 ? nil : ($0 / 50) * 50 + ($0 % 50 - 1) / 2 }
            let sandbox = try Sandbox(
                Pipeline("p") {
                    Defaults(retries: .upTo(3))
                    for task in MassTests.tasks(upstream, seed: seed) { task }
                }
            )
            defer { sandbox.clean() }
            try sandbox.write(MassTests.script, to: "deed.sh")

            var states: [Int: String] = [:]
            var attempts: [Int: Int] = [:]
            for task in 0..<count {
                if let before = upstream[task], states[before] != "succeeded" {
                    states[task] = "upstream_failed"
                } else if let success = (1...4).first(where: { !MassTests.fails(task, $0, seed: seed) }) {
                    states[task] = "succeeded"
                    attempts[task] = success
                } else {
                    states[task] = "failed"
                    attempts[task] = 4
                }
            }
            // Else the rule would make it too easy.
            #expect(Set(states.values) == ["succeeded", "failed", "upstream_failed"])

            let ended = try sandbox.finish("--ds 2016-04-26 --jobs 8 --json")
            #expect(ended.code == 1, "\(ended.error)")
            let record = try Record(sandbox, ds: "2016-04-26")
            let wrongStates = (0..<count).filter { record.tasks["p.t\($0)"] != states[$0] }
            #expect(wrongStates == [], "seed \(seed)")
            let counts = Dictionary(grouping: record.attempts, by: \.task).mapValues(\.count)
            let wrongCounts = (0..<count).filter { counts["p.t\($0)"] != attempts[$0] }
            #expect(wrongCounts == [], "seed \(seed)")
            #expect(ended.events.last?.counts == Dictionary(grouping: states.values, by: { $0 }).mapValues(\.count))
            #expect((1..<300 << 10).contains(ended.mostMemory), "KiB, seed \(seed)")
            expectNone(sandbox.leftovers().map { "left behind: \($0)" }, "seed \(seed)")
        }

        private static func tasks(_ upstream: [Int?], seed: Int) -> [Task] {
            var tasks: [Task] = []
            for (number, before) in upstream.enumerated() {
                tasks.append(
                    Task(
                        "t\(number)", Command("/bin/sh", "deed.sh", "\(number)", "\(seed)"),
                        depList: before.map { [tasks[$0]] } ?? []))
            }
            return tasks
        }
    }
}
