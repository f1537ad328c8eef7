import Glibc
import PipelineGraph
import Testing

/// Damage of all kinds to a rich graph: it loads, or says why not; it never traps.
@Suite struct DamagedFileTests {
    /// The golden file of the language's tests.
    private static let golden: [UInt8] = {
        let tests = #filePath.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" }
        guard let file = fopen("\(tests)/DataswarmTests/GraphFormat/rich.json", "r") else { return [] }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 1 << 20)
        return Array(bytes[..<fread(&bytes, 1, bytes.count, file)])
    }()

    @Test func theGoldenFileLoads() throws {
        let graph = try Graph.load(Self.golden)
        #expect(graph.nodes.count > 15 && graph.pipelines.count == 14)
    }

    @Test func truncatedAtEveryByte() {
        #expect(Self.golden.last == UInt8(ascii: "\n"))
        // Without the line break at its end the file is whole.
        for count in 0..<Self.golden.count - 1 {
            let found = problems(in: Array(Self.golden[..<count]))
            if found.isEmpty { Issue.record("loaded with \(count) bytes") }
        }
    }

    /// 20,000 files, each with one to four bytes changed.
    @Test(arguments: [UInt64(1), 2])
    func flippedBytes(seed: UInt64) {
        var random = SplitMix(state: seed)
        var sound = 0
        for _ in 0..<10_000 {
            var bytes = Self.golden
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let index = Int.random(in: 0..<bytes.count, using: &random)
                bytes[index] = damaged(bytes[index], &random)
            }
            let found = problems(in: bytes)
            sound += found.isEmpty ? 1 : 0
            if found.contains(where: \.isEmpty) { Issue.record("an empty sentence for seed \(seed)") }
        }
        #expect(sound > 0 && sound < 10_000)
    }

    /// A flipped bit, any byte, or one of those that mean something in JSON.
    private func damaged(_ byte: UInt8, _ random: inout SplitMix) -> UInt8 {
        switch UInt8.random(in: 0..<3, using: &random) {
        case 0: byte ^ (1 << UInt8.random(in: 0..<8, using: &random))
        case 1: UInt8.random(in: 0...255, using: &random)
        default: Array("\"\\{}[]:,0-9e.tfn \n".utf8).randomElement(using: &random) ?? byte
        }
    }
}

/// Steele, Lea and Flood's SplitMix64: the same numbers for the same seed.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
