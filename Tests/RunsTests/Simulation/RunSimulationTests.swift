import Glibc
import Runs
import Testing

/// The promises of many runs at once, over thousands of random crowds of processes.
///
/// `DATASWARM_SEEDS=1000000` makes it a long test; `DATASWARM_SEED=17` replays one and prints what happens in it.
@Suite struct RunSimulationTests {
    private static let chunks = 4
    /// So many runs of an engine by itself take as long as one of these.
    private static let effort: UInt64 = 50

    @Test(arguments: 0..<chunks) func promisesAreKept(chunk: Int) throws {
        let count = Self.number("DATASWARM_SEEDS").map { $0 / Self.effort } ?? 200
        let seeds = Self.number("DATASWARM_SEED").map { $0..<$0 + 1 } ?? 0..<count
        let temporary = TemporaryFolder()
        let folder = StateFolder(path: temporary.path)
        for seed in seeds where seed % UInt64(Self.chunks) == chunk {
            var simulation = try Simulation(seed, in: folder, tells: seeds.count == 1)
            defer { for line in simulation.scene.story { print(line) } }
            #expect(throws: Never.self, "DATASWARM_SEED=\(seed) replays it: \(simulation.scene.scenario.kind)") {
                try simulation.run()
            }
        }
    }

    private static func number(_ variable: String) -> UInt64? {
        getenv(variable).flatMap { UInt64(String(cString: $0)) }
    }
}
