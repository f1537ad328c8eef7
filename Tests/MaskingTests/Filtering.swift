@testable import Masking

/// What comes out of a filter for chunks of bytes, one after the other.
struct Filtering {
    private var filter: SecretFilter
    private(set) var output: [UInt8] = []

    init(_ filter: SecretFilter) { self.filter = filter }

    mutating func take(_ chunk: some Collection<UInt8>) {
        Array(chunk).withUnsafeBytes { chunk in filter.filter(chunk) { output += $0 } }
    }

    mutating func end() {
        filter.flush { output += $0 }
    }

    /// What comes out for a text in one piece.
    static func text(_ text: String, secrets: String...) -> String {
        var filtering = Filtering(SecretFilter(secrets: secrets.map { Array($0.utf8) }))
        filtering.take(text.utf8)
        filtering.end()
        return String(decoding: filtering.output, as: UTF8.self)
    }
}

/// The filter as one would write it without a thought for time or memory.
struct NaiveFilter {
    let patterns: [[UInt8]]

    /// Which bytes belong to a secret.
    func marks(_ text: [UInt8]) -> [Bool] {
        var marks = [Bool](repeating: false, count: text.count)
        for pattern in patterns where !pattern.isEmpty && pattern.count <= text.count {
            for start in 0...(text.count - pattern.count)
            where text[start..<start + pattern.count].elementsEqual(pattern) {
                for index in start..<start + pattern.count { marks[index] = true }
            }
        }
        return marks
    }

    func output(_ text: some Collection<UInt8>, _ marks: some Collection<Bool>) -> [UInt8] {
        var output: [UInt8] = []
        var wasMarked = false
        for (byte, isMarked) in zip(text, marks) {
            if !isMarked { output.append(byte) } else if !wasMarked { output += Array("***".utf8) }
            wasMarked = isMarked
        }
        return output
    }
}

/// Numbers that look random and are the same in every run (SplitMix64).
struct Dice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    mutating func bytes(_ count: Int, of alphabet: [UInt8]) -> [UInt8] {
        (0..<count).map { _ in alphabet.randomElement(using: &self)! }
    }
}
