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

    /// In two processes that hash differently: what has no order of its own decides nothing, so that a seed replays exactly.
    @Test func aSeedTellsTheSameStoryWhateverHashesAreDrawn() async throws {
        var stories: [[String]] = []
        for _ in 0..<2 {
            let result = try await #require(
                processExitsWith: .success, observing: [\.standardOutputContent],
                performing: { try RunSimulationTests.tellStories() })
            let text = String(decoding: result.standardOutputContent, as: UTF8.self)
            stories.append(text.split(separator: "\n").filter { $0.hasPrefix("story: ") }.map(String.init))
        }
        try #require(stories[0].count == stories[1].count && stories[0].count > 1)
        #expect(stories[0][0] != stories[1][0], "both hash alike: is SWIFT_DETERMINISTIC_HASHING set?")
        for (one, other) in zip(stories[0], stories[1]).dropFirst() where one != other {
            Issue.record("\(one) in one process, \(other) in the other: DATASWARM_SEED shows each of them")
        }
    }

    /// Prints what tells the stories of some seeds apart, after a line that tells apart how the process hashes.
    static func tellStories() throws {
        let temporary = TemporaryFolder()
        print("story: hashes \("ds".hashValue)")
        let count = number("DATASWARM_SEEDS").map { min($0 / effort, 2_000) } ?? 60
        let seeds = number("DATASWARM_SEED").map { $0..<$0 + 1 } ?? 0..<count
        for seed in seeds {
            var simulation = try Simulation(seed, in: StateFolder(path: temporary.path), tells: true)
            try? simulation.run()
            let story = simulation.scene.story
            print("story: seed \(seed), \(story.count) lines, \(FNV.hash(of: story.joined(separator: "\n")))")
        }
    }

    private static func number(_ variable: String) -> UInt64? {
        getenv(variable).flatMap { UInt64(String(cString: $0)) }
    }
}
