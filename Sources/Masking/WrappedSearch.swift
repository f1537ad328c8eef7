/// A search for secrets in whose spelling lines are broken, as `base64`, `fold` and mail programs do at a width of their own.
///
/// Line breaks are passed over, each with the blanks that indent the next line, and what is left is searched. A break is one
/// end of a line and a few blanks: what lies further apart is not one text that was wrapped.
struct WrappedSearch {
    /// How far the next line may be indented.
    private static let indentLimit = 16

    private let automaton: SecretAutomaton
    private var state = SecretAutomaton.root
    /// Where the last bytes stood that count, by their number modulo the length: as many as the longest spelling has.
    private var places: [Int]
    private var count = 0
    /// What of a line break has been passed over; `nil` after a byte that counts.
    private var gap: Gap?

    private struct Gap {
        var hasReturn = false
        var hasEnd = false
        var blanks = 0
    }

    init(_ patterns: [[UInt8]]) {
        automaton = SecretAutomaton(patterns)
        places = [Int](repeating: 0, count: max(1, patterns.map(\.count).max() ?? 1))
    }

    /// The place of the first byte that may belong to a spelling that has begun; `nil` where none may.
    var beginning: Int? {
        let depth = automaton.depth(of: state)
        return depth > 0 ? places[(count - depth) % places.count] : nil
    }

    mutating func reset() {
        state = SecretAutomaton.root
        gap = nil
    }

    /// Goes on with more bytes, of which the first stands at `place`, and returns where spellings were found, in the order of
    /// their ends.
    mutating func search(_ bytes: UnsafeRawBufferPointer, at place: Int) -> [Range<Int>] {
        var finds: [Range<Int>] = []
        for (offset, byte) in bytes.enumerated() {
            if passesOver(byte) { continue }
            places[count % places.count] = place + offset
            count += 1
            if let length = automaton.step(byte, from: &state) {
                finds.append(places[(count - length) % places.count]..<place + offset + 1)
            }
        }
        return finds
    }

    /// Whether a byte belongs to a line break; where there is too much between two bytes, nothing goes on from the first.
    private mutating func passesOver(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "\r") where gap == nil: gap = Gap(hasReturn: true)
        case UInt8(ascii: "\n") where !(gap?.hasEnd ?? false):
            var now = gap ?? Gap()
            now.hasEnd = true
            gap = now
        case UInt8(ascii: " ") where gap?.hasEnd ?? false, UInt8(ascii: "\t") where gap?.hasEnd ?? false:
            if (gap?.blanks ?? 0) == WrappedSearch.indentLimit { return giveUp() }
            gap?.blanks += 1
        case UInt8(ascii: "\r"), UInt8(ascii: "\n"): return giveUp()
        default:
            if let gap, !gap.hasEnd { state = SecretAutomaton.root }
            gap = nil
            return false
        }
        return true
    }

    /// A byte that no wrapped spelling goes on over.
    private mutating func giveUp() -> Bool {
        gap = nil
        state = SecretAutomaton.root
        return true
    }
}
