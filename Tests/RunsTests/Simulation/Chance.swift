import StoreConformance

/// What is left to chance: the same seed gives the same throws.
extension SeededGenerator {
    /// Numbers of its own for each list of seeds.
    init(_ seeds: UInt64...) {
        var mixed: UInt64 = 0
        for seed in seeds {
            var generator = SeededGenerator(seed: mixed ^ seed)
            mixed = generator.next()
        }
        self.init(seed: mixed)
    }

    mutating func roll(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(next() % UInt64(range.upperBound - range.lowerBound + 1))
    }

    /// Whether something happens that happens in so many of a hundred cases.
    mutating func happens(_ percent: Int) -> Bool { roll(1...100) <= percent }

    mutating func pick<Element>(_ elements: [Element]) -> Element { elements[roll(0...elements.count - 1)] }
}
