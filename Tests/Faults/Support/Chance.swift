import Glibc

/// Numbers that a seed determines (SplitMix64, Steele et al., 2014), so that a failure can be played again.
struct Chance: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func number(in range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }
}

/// How much the tests do.
enum Effort {
    /// Whether `DATASWARM_THOROUGH=1` asks for the long form of each test.
    static let isThorough = getenv("DATASWARM_THOROUGH").map { String(cString: $0) } == "1"

    /// What the moments of a test are drawn from: 1, or what `DATASWARM_FAULT_SEED` says.
    static let seed: UInt64 = getenv("DATASWARM_FAULT_SEED").flatMap { UInt64(String(cString: $0)) } ?? 1

    /// A number of the short form, or that of the long one.
    static func times(_ short: Int, thoroughly long: Int) -> Int { isThorough ? long : short }

    /// The end of every complaint: how to see it again.
    static func replay(_ seed: UInt64) -> String { "again with DATASWARM_FAULT_SEED=\(seed)" }
}
