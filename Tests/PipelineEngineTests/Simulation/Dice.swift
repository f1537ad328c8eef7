/// Chance that can be repeated: the same seed gives the same throws (SplitMix64, Steele et al., 2014).
struct Dice: RandomNumberGenerator {
    private var state: UInt64

    /// Dice of its own for each list of numbers.
    init(_ seeds: UInt64...) {
        state = 0
        for seed in seeds { state = next() ^ seed }
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func roll(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(next() % UInt64(range.upperBound - range.lowerBound + 1))
    }

    /// Whether something happens that happens in so many of a hundred cases.
    mutating func happens(_ percent: Int) -> Bool { roll(1...100) <= percent }

    mutating func pick<Element>(_ elements: [Element]) -> Element { elements[roll(0...elements.count - 1)] }
}
