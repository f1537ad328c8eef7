/// Reads the files of the IANA time zone database: TZif, RFC 9636.
///
/// The file holds its data twice, for readers of 32 and of 64 bits, and in the end a rule for all later times.
struct ZoneFile {
    /// What keeps a file from being read, the end of a sentence.
    struct Damage: Error, Equatable {
        let reason: String
    }

    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The zone that a file describes.
    static func read(_ bytes: [UInt8]) throws(Damage) -> Zone {
        var file = ZoneFile(bytes)
        let first = try file.header()
        guard first.version >= UInt8(ascii: "2") else {
            return Zone(segments: try file.segments(first, timeSize: 4), rule: nil)
        }
        try file.skip(first.size(timeSize: 4))
        let second = try file.header()
        let segments = try file.segments(second, timeSize: 8)
        let rule = try file.footer()
        // One that changes nothing is none: zones are equal whose clocks are.
        let isIdle = rule.map { $0.summer == nil && $0.standard == segments[segments.count - 1].offset } ?? false
        return Zone(segments: segments, rule: isIdle ? nil : rule)
    }

    private struct Header {
        let version: UInt8
        let universalCount, standardCount, leapCount, timeCount, typeCount, nameLength: Int

        func size(timeSize: Int) -> Int {
            timeCount * (timeSize + 1) + typeCount * 6 + nameLength + leapCount * (timeSize + 4) + standardCount
                + universalCount
        }
    }

    private mutating func header() throws(Damage) -> Header {
        guard try take(4).elementsEqual("TZif".utf8) else { throw Damage(reason: "it is no time zone file") }
        guard let version = try take(1).first else { throw Damage(reason: "it ends too early") }
        try skip(15)
        return Header(
            version: version,
            universalCount: try count(),
            standardCount: try count(),
            leapCount: try count(),
            timeCount: try count(),
            typeCount: try count(),
            nameLength: try count()
        )
    }

    private mutating func segments(_ header: Header, timeSize: Int) throws(Damage) -> [ZoneSegment] {
        guard header.leapCount == 0 else { throw Damage(reason: "it counts leap seconds, which no clock here does") }
        guard header.typeCount > 0 else { throw Damage(reason: "it describes no time") }
        let size = header.size(timeSize: timeSize)
        guard size <= bytes.count - position else { throw Damage(reason: "it ends too early") }
        let end = position + size

        var times: [Int64] = []
        for _ in 0..<header.timeCount { times.append(try number(timeSize)) }
        let types = Array(try take(header.timeCount))
        var offsets: [Int64] = []
        for _ in 0..<header.typeCount {
            offsets.append(try number(4))
            try skip(2)
        }
        position = end

        var segments = [ZoneSegment(start: .min, offset: offsets[0])]
        for (time, type) in zip(times, types) {
            guard Int(type) < offsets.count, time > segments[segments.count - 1].start else {
                throw Damage(reason: "its changes are out of order")
            }
            segments.append(ZoneSegment(start: time, offset: offsets[Int(type)]))
        }
        return segments
    }

    /// The rule between two line feeds at the end; an empty one says nothing.
    private mutating func footer() throws(Damage) -> ZoneRule? {
        let newline = UInt8(ascii: "\n")
        guard try take(1).first == newline, let end = bytes[position...].firstIndex(of: newline) else {
            throw Damage(reason: "it ends too early")
        }
        let text = bytes[position..<end]
        guard !text.isEmpty else { return nil }
        guard let rule = ZoneRule(text) else { throw Damage(reason: "its rule for later times is not understood") }
        return rule
    }

    private mutating func take(_ count: Int) throws(Damage) -> ArraySlice<UInt8> {
        guard count >= 0, count <= bytes.count - position else { throw Damage(reason: "it ends too early") }
        defer { position += count }
        return bytes[position..<(position + count)]
    }

    private mutating func skip(_ count: Int) throws(Damage) {
        _ = try take(count)
    }

    private mutating func count() throws(Damage) -> Int {
        try take(4).reduce(0) { $0 << 8 | Int($1) }
    }

    /// A signed number, the most significant byte first.
    private mutating func number(_ size: Int) throws(Damage) -> Int64 {
        let bits = try take(size).reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
        return size == 4 ? Int64(Int32(truncatingIfNeeded: bits)) : Int64(bitPattern: bits)
    }
}
