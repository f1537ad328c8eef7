/// Inputs made of those of a corpus, the same for the same seed.
struct Mutations {
    let corpus: [[UInt8]]
    /// Pieces that mean something somewhere.
    let pieces: [[UInt8]]
    private static let lengthLimit = 1 << 16

    /// One to four changes to an input.
    func mutate(_ input: [UInt8], _ dice: inout Dice) -> [UInt8] {
        var bytes = input
        for _ in 0...dice.roll(4) { change(&bytes, &dice) }
        return bytes.count > Self.lengthLimit ? Array(bytes[..<Self.lengthLimit]) : bytes
    }

    private func change(_ bytes: inout [UInt8], _ dice: inout Dice) {
        let place = dice.roll(bytes.count + 1)
        let end = min(bytes.count, place + dice.roll(16))
        switch dice.roll(9) {
        case 0 where place < bytes.count: bytes[place] ^= 1 << UInt8(dice.roll(8))
        case 1 where place < bytes.count: bytes[place] = UInt8(dice.roll(256))
        case 2: bytes.insert(UInt8(dice.roll(256)), at: place)
        case 3: bytes.removeSubrange(place..<end)
        case 4: bytes.insert(contentsOf: bytes[place..<end], at: place)
        case 5: bytes.removeSubrange(place...)
        case 6:
            let other = corpus[dice.roll(corpus.count)]
            bytes = Array(bytes[..<place] + other[dice.roll(other.count + 1)...])
        case 7 where dice.roll(20) == 0:
            bytes.insert(contentsOf: [[UInt8]](repeating: Array(bytes[place..<end]), count: 1000).joined(), at: place)
        default: bytes.insert(contentsOf: pieces[dice.roll(pieces.count)], at: place)
        }
    }
}

/// Vigna's generator SplitMix64.
struct Dice {
    private var state: UInt64
    init(_ seed: UInt64) { state = seed }

    /// From 0 to `sides` − 1.
    mutating func roll(_ sides: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((word ^ (word >> 31)) % UInt64(sides))
    }
}
