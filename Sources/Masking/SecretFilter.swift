/// Keeps secrets out of what a process prints: bytes go in, and come out with `***` wherever a secret stood.
///
/// A secret is found in every form that ``SecretSpellings`` knows, however the bytes are cut into chunks. Where
/// occurrences overlap or touch, one `***` stands for all of them. All other bytes come out as they went in.
///
/// Nothing is held back but the beginning of what may become a secret, so at most one byte less than the longest
/// spelling, and the line breaks in it. The time is linear in the number of bytes, whatever they are (Aho and Corasick, "Efficient string
/// matching", 1975).
///
/// What cannot be found: a secret that is shorter than ``minimumLength``; part of one; one that is spelled in a way of
/// the program's own, such as backwards or encrypted; and one whose bytes do not follow each other, as in a hex dump
/// with blanks. Line breaks in the middle of a secret hide it from nobody.
public struct SecretFilter {
    /// Shorter secrets are let through: three letters stand everywhere, and a log without them could not be read.
    public static let minimumLength = 4

    private static let mask: [UInt8] = [UInt8](repeating: UInt8(ascii: "*"), count: 3)
    /// How much is looked at in one go, which bounds what is remembered of it.
    private static let pieceLimit = 1 << 16

    private let automaton: SecretAutomaton
    private var wrapped: WrappedSearch
    private var state = SecretAutomaton.root
    /// How many bytes came in.
    private var taken = 0
    /// How many of these are dealt with: written, or replaced.
    private var released = 0
    /// Those in between, as of the last chunk's end.
    private var held: [UInt8] = []
    /// The secrets that were found and are not released yet: apart from each other, and in order.
    private var finds: [Range<Int>] = []
    /// Whether the last byte that was released belongs to a secret.
    private var isInSecret = false
    private var output: [UInt8] = []

    /// - Parameter secrets: the values, as bytes. Those that are too short are passed over.
    public init(secrets: [[UInt8]]) {
        self.init(
            patterns: secrets.flatMap(SecretSpellings.all), wrapped: secrets.flatMap(SecretSpellings.wrapped))
    }

    /// - Parameters:
    ///   - patterns: what is to be replaced, and nothing else; empty ones are passed over.
    ///   - wrapped: what is to be replaced also where lines are broken in it.
    init(patterns: [[UInt8]], wrapped: [[UInt8]] = []) {
        automaton = SecretAutomaton(patterns)
        self.wrapped = WrappedSearch(wrapped)
    }

    /// A text without the secrets in it.
    public static func masked(_ text: String, secrets: [[UInt8]]) -> String {
        var filter = SecretFilter(secrets: secrets)
        var bytes: [UInt8] = []
        Array(text.utf8).withUnsafeBytes { filter.filter($0) { bytes += $0 } }
        filter.flush { bytes += $0 }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Takes bytes in, and hands on those that are certain by now.
    ///
    /// - Parameter write: is called with what is to be written; not at all where nothing is.
    public mutating func filter(_ chunk: UnsafeRawBufferPointer, into write: (UnsafeRawBufferPointer) -> Void) {
        var rest = chunk
        while !rest.isEmpty {
            let piece = UnsafeRawBufferPointer(rebasing: rest.prefix(Self.pieceLimit))
            rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(piece.count))
            filter(piece: piece, into: write)
        }
    }

    /// Hands on what was held back: no more bytes will come. The filter is as new after that.
    public mutating func flush(into write: (UnsafeRawBufferPointer) -> Void) {
        let nothing = UnsafeRawBufferPointer(start: nil, count: 0)
        release(upTo: taken, of: nothing)
        hold(nothing)
        send(into: write)
        state = SecretAutomaton.root
        wrapped.reset()
        isInSecret = false
    }

    private mutating func filter(piece: UnsafeRawBufferPointer, into write: (UnsafeRawBufferPointer) -> Void) {
        search(piece)
        let certain = min(taken + piece.count - automaton.depth(of: state), wrapped.beginning ?? .max)
        if held.isEmpty, finds.isEmpty {
            // The usual case: nothing is copied.
            let count = certain - released
            if count > 0 {
                write(UnsafeRawBufferPointer(rebasing: piece.prefix(count)))
                isInSecret = false
            }
            released = certain
        } else {
            release(upTo: certain, of: piece)
        }
        hold(piece)
        send(into: write)
    }

    /// Notes where secrets end in a piece.
    private mutating func search(_ piece: UnsafeRawBufferPointer) {
        automaton.search(piece, from: &state) { end, length in
            let end = taken + end
            var start = end - length
            while let last = finds.last, last.upperBound >= start {
                start = min(start, last.lowerBound)
                finds.removeLast()
            }
            finds.append(start..<end)
        }
        for find in wrapped.search(piece, at: taken) { note(find) }
    }

    /// Puts a find in its place among the others.
    private mutating func note(_ find: Range<Int>) {
        var find = find
        let first = finds.firstIndex { $0.upperBound >= find.lowerBound } ?? finds.count
        var next = first
        while next < finds.count, finds[next].lowerBound <= find.upperBound {
            find = min(find.lowerBound, finds[next].lowerBound)..<max(find.upperBound, finds[next].upperBound)
            next += 1
        }
        finds.replaceSubrange(first..<next, with: CollectionOfOne(find))
    }

    /// Puts all bytes before `limit` out, secrets as their mask.
    private mutating func release(upTo limit: Int, of piece: UnsafeRawBufferPointer) {
        var done = 0
        for find in finds {
            guard find.lowerBound < limit else { break }
            copy(upTo: find.lowerBound, of: piece)
            if !isInSecret { output += Self.mask }
            isInSecret = true
            released = min(find.upperBound, limit)
            if find.upperBound > limit {
                finds[done] = limit..<find.upperBound
                break
            }
            done += 1
        }
        finds.removeFirst(done)
        copy(upTo: limit, of: piece)
    }

    private mutating func copy(upTo end: Int, of piece: UnsafeRawBufferPointer) {
        guard end > released else { return }
        let heldEnd = taken
        let heldStart = heldEnd - held.count
        if released < heldEnd { output += held[(released - heldStart)..<(min(end, heldEnd) - heldStart)] }
        if end > heldEnd { output += piece[(max(released, heldEnd) - heldEnd)..<(end - heldEnd)] }
        released = end
        isInSecret = false
    }

    /// Keeps what is not released of all that came in.
    private mutating func hold(_ piece: UnsafeRawBufferPointer) {
        let old = held.count - max(0, taken - released)
        if old > 0 { held.removeFirst(old) }
        held += piece[max(0, released - taken)...]
        taken += piece.count
    }

    private mutating func send(into write: (UnsafeRawBufferPointer) -> Void) {
        guard !output.isEmpty else { return }
        output.withUnsafeBytes(write)
        output.removeAll(keepingCapacity: true)
    }
}
