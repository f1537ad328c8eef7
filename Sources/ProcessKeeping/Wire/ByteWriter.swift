/// Puts numbers, texts and lists of them into bytes; ``ByteReader`` takes them out.
struct ByteWriter {
    private(set) var bytes: [UInt8] = []

    mutating func write(_ number: Int64) {
        withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func write(_ text: [UInt8]) {
        write(Int64(text.count))
        bytes.append(contentsOf: text)
    }

    mutating func write(_ list: [[UInt8]]) {
        write(Int64(list.count))
        for text in list { write(text) }
    }
}

/// Takes out what a ``ByteWriter`` has put in; `nil` where it is not there.
struct ByteReader {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { rest = bytes[...] }

    mutating func number() -> Int64? {
        guard rest.count >= 8 else { return nil }
        defer { rest = rest.dropFirst(8) }
        return Int64(bitPattern: rest.prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) })
    }

    mutating func bytes() -> [UInt8]? {
        guard let count = number(), count >= 0, count <= rest.count else { return nil }
        defer { rest = rest.dropFirst(Int(count)) }
        return Array(rest.prefix(Int(count)))
    }

    mutating func list() -> [[UInt8]]? {
        guard let count = number(), count >= 0, count <= rest.count else { return nil }
        var list: [[UInt8]] = []
        for _ in 0..<count {
            guard let text = bytes() else { return nil }
            list.append(text)
        }
        return list
    }
}
