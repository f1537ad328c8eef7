/// The forms in which a secret may stand in what programs print.
///
/// As it is; in base64, also within a longer text; in hexadecimal digits; and escaped as addresses, JSON, shells and
/// Python do it. The same for each longer line of a secret with several.
enum SecretSpellings {
    /// Of a secret with several lines, those that are shorter could be anything.
    static let minimumLineLength = 8

    /// All spellings of a secret; none where it is too short.
    static func all(of secret: [UInt8]) -> [[UInt8]] {
        var spellings: Set<[UInt8]> = []
        for part in parts(of: secret) {
            spellings.insert(part)
            spellings.formUnion(Base64Spelling.all(of: part))
            spellings.formUnion(HexSpelling.all(of: part))
            spellings.formUnion(PercentSpelling.all(of: part))
            spellings.formUnion(JSONSpelling.all(of: part))
            spellings.formUnion(QuotedSpelling.all(of: part))
        }
        return spellings.filter { $0.count >= SecretFilter.minimumLength }
    }

    /// A shorter text could come about over the end of any line.
    static let minimumWrappedLength = 8

    /// The spellings that are found also where lines are broken in them, without the line breaks that are their own: in base64
    /// and hexadecimal digits whatever length they have, because nobody writes such by chance.
    static func wrapped(_ secret: [UInt8]) -> [[UInt8]] {
        var letters: Set<[UInt8]> = []
        for part in parts(of: secret) {
            letters.formUnion(Base64Spelling.all(of: part))
            letters.formUnion(HexSpelling.all(of: part))
        }
        letters = letters.filter { $0.count >= SecretFilter.minimumLength }
        let others = all(of: secret).map(unbroken).filter { $0.count >= minimumWrappedLength }
        return Array(letters.union(others))
    }

    /// A spelling as it is searched for where line breaks are passed over.
    private static func unbroken(_ spelling: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var isIndent = false
        for byte in spelling {
            switch byte {
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"): isIndent = true
            case UInt8(ascii: " "), UInt8(ascii: "\t"): if !isIndent { result.append(byte) }
            default:
                isIndent = false
                result.append(byte)
            }
        }
        return result
    }

    /// The secret, also without the blanks around it, which a shell drops, and its lines.
    private static func parts(of secret: [UInt8]) -> Set<[UInt8]> {
        var parts: Set = [secret, trimmed(secret[...])]
        let lines = secret.split { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
        if lines.count > 1 {
            for line in lines.map(trimmed) where line.count >= minimumLineLength { parts.insert(line) }
        }
        return parts.filter { $0.count >= SecretFilter.minimumLength }
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        let isBlank = { (byte: UInt8) in byte == 0x20 || (0x09...0x0D).contains(byte) }
        guard let first = bytes.firstIndex(where: { !isBlank($0) }), let last = bytes.lastIndex(where: { !isBlank($0) })
        else { return [] }
        return Array(bytes[first...last])
    }

    /// A text with some bytes spelled otherwise.
    ///
    /// - Parameter escape: what stands for a byte; `nil` for the byte itself.
    static func escaped(_ bytes: [UInt8], _ escape: (UInt8) -> String?) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count * 2)
        for byte in bytes {
            if let text = escape(byte) { result.append(contentsOf: text.utf8) } else { result.append(byte) }
        }
        return result
    }

    /// A number as digits, with zeros in front.
    static func digits(_ number: some BinaryInteger, radix: Int, count: Int, uppercase: Bool = false) -> String {
        let digits = String(number, radix: radix, uppercase: uppercase)
        return String(repeating: "0", count: max(0, count - digits.utf8.count)) + digits
    }
}
