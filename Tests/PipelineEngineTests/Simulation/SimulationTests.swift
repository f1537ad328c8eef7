import Glibc
import Testing

/// The engine's promises, over thousands of random runs.
///
/// `DATASWARM_SEEDS=1000000` makes it a long test; `DATASWARM_SEED=17` replays one run and prints what happens in it.
@Suite struct SimulationTests {
    private static let chunks = 4

    @Test(arguments: 0..<chunks) func promisesAreKept(chunk: Int) throws {
        let count = Self.number("DATASWARM_SEEDS") ?? 10_000
        let seeds = Self.number("DATASWARM_SEED").map { $0..<$0 + 1 } ?? 0..<count
        for seed in seeds where seed % UInt64(Self.chunks) == chunk {
            let world = try World(seed)
            var simulation = Simulation(world, tells: seeds.count == 1)
            defer { for line in simulation.trace { print(line) } }
            #expect(throws: Never.self, "DATASWARM_SEED=\(seed) replays it") { try simulation.run() }
        }
    }

    /// Resources over several runs, some of which are killed.
    @Test(arguments: 0..<chunks) func resourcesAreNeverLeakedNorDestroyedUnderAUser(chunk: Int) throws {
        let count = Self.number("DATASWARM_SEEDS") ?? 10_000
        let seeds = Self.number("DATASWARM_SEED").map { $0..<$0 + 1 } ?? 0..<count
        for seed in seeds where seed % UInt64(Self.chunks) == chunk {
            var lifetime = try Lifetime(seed, tells: seeds.count == 1)
            defer { for line in lifetime.trace { print(line) } }
            #expect(throws: Never.self, "DATASWARM_SEED=\(seed) replays it") { try lifetime.run() }
        }
    }

    /// The same seed gives the same run, to the last effect.
    @Test(arguments: 0..<20 as Range<UInt64>) func aRunCanBeReplayed(seed: UInt64) throws {
        let traces = try (0..<2).map { _ in
            var simulation = Simulation(try World(seed), tells: true)
            try simulation.run()
            return simulation.trace
        }
        #expect(traces[0] == traces[1])
        #expect(!traces[0].isEmpty)
    }

    private static func number(_ variable: String) -> UInt64? {
        getenv(variable).flatMap { UInt64(String(cString: $0)) }
    }
}
