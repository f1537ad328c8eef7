/// Reads JSON from a buffer value by value, without building a tree.
///
/// A graph of 100,000 tasks is tens of megabytes: it is read in one pass, into the types that it is meant for. What is
/// not JSON ends the reading with a ``JSONSyntaxError``; a value of the wrong type is noted in ``problems``, passed over,
/// and reading goes on, so that all mistakes of a hand-written file are told at once.
struct JSONReader {
    /// How deep values may lie in each other. A graph needs nine levels.
    static let depthLimit = 64
    /// How many problems are noted before reading is given up.
    static let problemLimit = 50

    private(set) var problems: [JSONProblem] = []
    /// What has been read before and may be had again.
    var sharedValues = SharedValues()
    private let bytes: UnsafeBufferPointer<UInt8>
    private var position = 0
    private var depth = 0

    /// How sentences call the file.
    private let name: String
    /// Whether a place in the source is followed by the place in the file.
    private let addsPlaces: Bool
    private var lines: LineTable

    init(_ bytes: UnsafeBufferPointer<UInt8>, named name: String = "graph", addsPlaces: Bool = false) {
        self.bytes = bytes
        self.name = name
        self.addsPlaces = addsPlaces
        lines = LineTable(bytes)
    }

    // MARK: Containers

    /// Calls `member` for each member of an object; it must read exactly one value.
    mutating func readObject(
        _ member: (inout JSONReader, String) throws(JSONSyntaxError) -> Void
    ) throws(JSONSyntaxError) {
        guard try nextByte() == UInt8(ascii: "{") else { return try mismatch("an object") }
        try enter()
        if try nextByte() == UInt8(ascii: "}") { return leave() }
        var names = MemberNames()
        while true {
            guard try nextByte() == UInt8(ascii: "\"") else { throw syntax("a name in quotes belongs here") }
            let place = Place(offset: position)
            let key = try scanString()
            if !names.insert(key) {
                note("the member '\(key.printable)' stands here twice: keep one of them.", at: place)
            }
            guard try nextByte() == UInt8(ascii: ":") else { throw syntax("a colon belongs after the name") }
            position += 1
            try member(&self, key)
            if try !continues(until: UInt8(ascii: "}")) { return }
        }
    }

    /// Calls `element` for each element of an array; it must read exactly one value.
    mutating func readArray(_ element: (inout JSONReader) throws(JSONSyntaxError) -> Void) throws(JSONSyntaxError) {
        guard try nextByte() == UInt8(ascii: "[") else { return try mismatch("a list") }
        try enter()
        if try nextByte() == UInt8(ascii: "]") { return leave() }
        while true {
            try element(&self)
            if try !continues(until: UInt8(ascii: "]")) { return }
        }
    }

    // MARK: Values

    mutating func readString() throws(JSONSyntaxError) -> String {
        guard try nextByte() == UInt8(ascii: "\"") else {
            try mismatch("a text")
            return ""
        }
        return try scanString()
    }

    /// A whole number of 64 bits.
    mutating func readInt() throws(JSONSyntaxError) -> Int {
        let first = try nextByte()
        let negative = first == UInt8(ascii: "-")
        guard negative || isDigit(first) else {
            try mismatch("a whole number")
            return 0
        }
        let start = position
        if negative { position += 1 }
        let digits = position
        try checkFirstDigit()
        // Below zero there is one number more than above.
        var number = 0
        var isTooLong = false
        while position < bytes.count, isDigit(bytes[position]) {
            let (tens, overflow) = number.multipliedReportingOverflow(by: 10)
            let (next, more) = tens.subtractingReportingOverflow(Int(bytes[position] - UInt8(ascii: "0")))
            isTooLong = isTooLong || overflow || more
            number = next
            position += 1
        }
        guard position > digits else { throw syntax("a digit belongs after the sign") }
        let isWhole = position == bytes.count || !".eE".utf8.contains(bytes[position])
        guard isWhole, !isTooLong, negative || number != .min else {
            position = start
            try mismatch("a whole number of 64 bits")
            return 0
        }
        return negative ? number : -number
    }

    mutating func readBool() throws(JSONSyntaxError) -> Bool {
        switch try nextByte() {
        case UInt8(ascii: "t"):
            try scanWord("true")
            return true
        case UInt8(ascii: "f"):
            try scanWord("false")
            return false
        default:
            try mismatch("true or false")
            return false
        }
    }

    /// What kind of value comes next.
    mutating func peek() throws(JSONSyntaxError) -> Kind {
        switch try nextByte() {
        case UInt8(ascii: "{"): .object
        case UInt8(ascii: "["): .array
        case UInt8(ascii: "\""): .string
        case UInt8(ascii: "t"), UInt8(ascii: "f"): .boolean
        case UInt8(ascii: "n"): .null
        default: .number
        }
    }

    enum Kind {
        case object, array, string, number, boolean, null
    }

    /// Reads a value of any type and forgets it.
    mutating func skipValue() throws(JSONSyntaxError) {
        switch try nextByte() {
        case UInt8(ascii: "{"): try readObject { reader, _ throws(JSONSyntaxError) in try reader.skipValue() }
        case UInt8(ascii: "["): try readArray { reader throws(JSONSyntaxError) in try reader.skipValue() }
        case UInt8(ascii: "\""): _ = try scanString()
        case UInt8(ascii: "t"): try scanWord("true")
        case UInt8(ascii: "f"): try scanWord("false")
        case UInt8(ascii: "n"): try scanWord("null")
        case let byte where byte == UInt8(ascii: "-") || isDigit(byte): try scanNumber()
        default: throw syntax("a value belongs here")
        }
    }

    /// Nothing but blanks may follow the outermost value.
    mutating func expectEnd(of what: String) throws(JSONSyntaxError) {
        skipBlanks()
        if position < bytes.count { throw syntax("nothing may follow the end of \(what)") }
    }

    // MARK: Problems

    /// Notes what is wrong at the current place, or at one before.
    mutating func note(_ problem: String, at place: Place? = nil) {
        if problems.count < JSONReader.problemLimit {
            problems.append(JSONProblem(place: lineAndColumn(of: place), sentence: problem))
        }
    }

    /// A place in the file.
    struct Place {
        fileprivate let offset: Int
        /// How many problems were known before.
        var problems = 0
    }

    /// Where something is declared: where it says so itself, or else its place in the file.
    mutating func location(_ said: String, at place: Place) -> String {
        if !said.isEmpty, !addsPlaces { return said }
        let found = lines.place(of: place.offset)
        return said.isEmpty ? "\(name.printable): \(found)" : "\(said) (\(found))"
    }

    /// A place as compilers name it: `profiles.json:3:14`.
    mutating func placeInFile(_ place: Place) -> String {
        JSONProblem(place: lineAndColumn(of: place), sentence: "").place(in: name.printable)
    }

    /// Where the next value begins.
    mutating func nextPlace() throws(JSONSyntaxError) -> Place {
        _ = try nextByte()
        return Place(offset: position, problems: problems.count)
    }

    private mutating func mismatch(_ expected: String) throws(JSONSyntaxError) {
        note("\(expected) belongs here.")
        try skipValue()
    }

    private mutating func syntax(_ problem: String) -> JSONSyntaxError {
        JSONSyntaxError(problem: JSONProblem(place: lineAndColumn(), sentence: "\(problem)."))
    }

    /// Line and column of a place, unless told the current one, counted from 1.
    mutating func lineAndColumn(of place: Place? = nil) -> (line: Int, column: Int) {
        lines.lineAndColumn(of: min(place?.offset ?? position, bytes.count))
    }

    // MARK: Scanning

    private mutating func enter() throws(JSONSyntaxError) {
        position += 1
        depth += 1
        if depth > JSONReader.depthLimit {
            throw syntax("values lie more than \(JSONReader.depthLimit) deep in each other")
        }
    }

    private mutating func leave() {
        position += 1
        depth -= 1
    }

    private mutating func continues(until end: UInt8) throws(JSONSyntaxError) -> Bool {
        switch try nextByte() {
        case UInt8(ascii: ","):
            position += 1
            return true
        case end:
            leave()
            return false
        default: throw syntax("a comma or '\(Character(Unicode.Scalar(end)))' belongs here")
        }
    }

    private mutating func nextByte() throws(JSONSyntaxError) -> UInt8 {
        skipBlanks()
        guard position < bytes.count else { throw syntax("the file ends too early") }
        return bytes[position]
    }

    private mutating func skipBlanks() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x0A, 0x0D, 0x09: position += 1
            default: return
            }
        }
    }

    private mutating func scanWord(_ word: StaticString) throws(JSONSyntaxError) {
        let matches = word.withUTF8Buffer { expected in
            position + expected.count <= bytes.count
                && expected.elementsEqual(bytes[position..<position + expected.count])
        }
        guard matches else { throw syntax("'\(word)' belongs here") }
        position += word.utf8CodeUnitCount
    }

    /// A number of any kind, to the letter of RFC 8259, section 6.
    private mutating func scanNumber() throws(JSONSyntaxError) {
        if isNext("-") { position += 1 }
        try checkFirstDigit()
        try scanDigits()
        if isNext(".") {
            position += 1
            try scanDigits()
        }
        if isNext("e") || isNext("E") {
            position += 1
            if isNext("+") || isNext("-") { position += 1 }
            try scanDigits()
        }
    }

    /// One digit or more.
    private mutating func scanDigits() throws(JSONSyntaxError) {
        guard position < bytes.count, isDigit(bytes[position]) else { throw syntax("a digit belongs here") }
        while position < bytes.count, isDigit(bytes[position]) { position += 1 }
    }

    /// A number does not begin with a zero that says nothing.
    private mutating func checkFirstDigit() throws(JSONSyntaxError) {
        if isNext("0"), position + 1 < bytes.count, isDigit(bytes[position + 1]) {
            throw syntax("a number does not begin with a zero: leave it out")
        }
    }

    private func isNext(_ character: Unicode.Scalar) -> Bool {
        position < bytes.count && bytes[position] == UInt8(ascii: character)
    }

    private func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

    /// The bytes of the text that begins here, if they are plain ASCII; else `nil`, and nothing is passed over.
    mutating func scanPlainText() throws(JSONSyntaxError) -> UnsafeBufferPointer<UInt8>? {
        guard try nextByte() == UInt8(ascii: "\"") else { return nil }
        let start = position + 1
        var end = start
        while end < bytes.count {
            switch bytes[end] {
            case UInt8(ascii: "\""):
                position = end + 1
                return UnsafeBufferPointer(rebasing: bytes[start..<end])
            case 0..<0x20, UInt8(ascii: "\\"), 0x80...: return nil
            default: end += 1
            }
        }
        return nil
    }

    private mutating func scanString() throws(JSONSyntaxError) -> String {
        if let plain = try scanPlainText() { return String(decoding: plain, as: UTF8.self) }
        position += 1
        let start = position
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\""):
                let text = try string(bytes[start..<position])
                position += 1
                return text
            case UInt8(ascii: "\\"): return try scanEscapedString(from: start)
            case 0..<0x20: throw syntax("a control character in a text must be escaped")
            default: position += 1
            }
        }
        throw syntax("the file ends within a text")
    }

    private mutating func string(_ content: Slice<UnsafeBufferPointer<UInt8>>) throws(JSONSyntaxError) -> String {
        guard let text = String(validating: content, as: UTF8.self) else { throw syntax("the text is not UTF-8") }
        return text
    }

    private mutating func scanEscapedString(from start: Int) throws(JSONSyntaxError) -> String {
        var content = Array(bytes[start..<position])
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let text = String(validating: content, as: UTF8.self) else {
                    throw syntax("the text is not UTF-8")
                }
                return text
            case UInt8(ascii: "\\"): try scanEscape(into: &content)
            case 0..<0x20: throw syntax("a control character in a text must be escaped")
            default: content.append(byte)
            }
        }
        throw syntax("the file ends within a text")
    }

    private mutating func scanEscape(into content: inout [UInt8]) throws(JSONSyntaxError) {
        guard position < bytes.count else { throw syntax("the file ends within a text") }
        let byte = bytes[position]
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): content.append(byte)
        case UInt8(ascii: "b"): content.append(0x08)
        case UInt8(ascii: "f"): content.append(0x0C)
        case UInt8(ascii: "n"): content.append(0x0A)
        case UInt8(ascii: "r"): content.append(0x0D)
        case UInt8(ascii: "t"): content.append(0x09)
        case UInt8(ascii: "u"):
            var code = try scanHex()
            if (0xD800..<0xDC00).contains(code) {
                guard position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
                    bytes[position + 1] == UInt8(ascii: "u")
                else { throw syntax("half of a surrogate pair stands alone") }
                position += 2
                let low = try scanHex()
                guard (0xDC00..<0xE000).contains(low) else { throw syntax("half of a surrogate pair stands alone") }
                code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
            }
            guard let scalar = Unicode.Scalar(code) else { throw syntax("half of a surrogate pair stands alone") }
            content.append(contentsOf: UTF8.encode(scalar)!)
        default: throw syntax("'\\' must be followed by one of \" \\ / b f n r t u")
        }
    }

    private mutating func scanHex() throws(JSONSyntaxError) -> UInt32 {
        guard position + 4 <= bytes.count else { throw syntax("the file ends within a text") }
        var code: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = Character(Unicode.Scalar(bytes[position])).hexDigitValue, bytes[position] < 0x80 else {
                throw syntax("four hexadecimal digits belong after '\\u'")
            }
            code = code << 4 + UInt32(digit)
            position += 1
        }
        return code
    }
}

/// What makes a file no JSON.
struct JSONSyntaxError: Error {
    let problem: JSONProblem
}
