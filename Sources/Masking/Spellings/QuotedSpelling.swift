/// A secret as shells and Python quote it, without the quotes around it: in the traces of `sh -x`, in `declare -p` and
/// `printf %q`, and in what `repr` shows.
enum QuotedSpelling {
    static func all(of secret: [UInt8]) -> [[UInt8]] {
        var spellings = [#"'\''"#, #"'"'"'"#].map { quote in
            SecretSpellings.escaped(secret) { $0 == UInt8(ascii: "'") ? quote : nil }
        }
        for escaped in [doubleQuoted, bare, bareWithComma] {
            spellings.append(
                SecretSpellings.escaped(secret) { escaped.contains($0) ? "\\" + String(UnicodeScalar($0)) : nil })
        }
        for outside in [Outside.asItIs, .octal, .hexadecimal] {
            for quotes in ["'", "\"", "'\"", ""] {
                for escape in [ansi, python] {
                    spellings.append(
                        SecretSpellings.escaped(secret) { byte in
                            if byte >= 0x80 { return outside.spelling(of: byte) }
                            if byte == UInt8(ascii: "\\") { return "\\\\" }
                            if quotes.utf8.contains(byte) { return "\\" + String(UnicodeScalar(byte)) }
                            return escape(byte)
                        })
                }
            }
        }
        if let text = String(validating: secret, as: UTF8.self) { spellings += pythonASCII(text) }
        return spellings
    }

    /// What needs a backslash between double quotes.
    private static let doubleQuoted = Array(#"$`"\"#.utf8)
    /// What needs one without quotes.
    private static let bare = Array(" !\"#$&'()*;<>?[\\]^`{|}".utf8)
    private static let bareWithComma = Array(" !\"$&'()*,;<>?[\\]^`{|}".utf8)

    /// What becomes of bytes that are not ASCII.
    private enum Outside {
        case asItIs, octal, hexadecimal

        func spelling(of byte: UInt8) -> String? {
            switch self {
            case .asItIs: nil
            case .octal: "\\" + SecretSpellings.digits(byte, radix: 8, count: 3)
            case .hexadecimal: "\\x" + SecretSpellings.digits(byte, radix: 16, count: 2)
            }
        }
    }

    /// Between `$'` and `'`, as bash writes it.
    private static func ansi(_ byte: UInt8) -> String? {
        switch byte {
        case 0x07: "\\a"
        case 0x08: "\\b"
        case 0x09: "\\t"
        case 0x0A: "\\n"
        case 0x0B: "\\v"
        case 0x0C: "\\f"
        case 0x0D: "\\r"
        case 0x1B: "\\E"
        case 0x00..<0x20, 0x7F: "\\" + SecretSpellings.digits(byte, radix: 8, count: 3)
        default: nil
        }
    }

    private static func python(_ byte: UInt8) -> String? {
        switch byte {
        case 0x09: "\\t"
        case 0x0A: "\\n"
        case 0x0D: "\\r"
        case 0x00..<0x20, 0x7F: "\\x" + SecretSpellings.digits(byte, radix: 16, count: 2)
        default: nil
        }
    }

    /// What Python shows where it can show nothing but ASCII.
    private static func pythonASCII(_ text: String) -> [[UInt8]] {
        ["'", "\"", "'\"", ""].map { quotes in
            var result = ""
            for scalar in text.unicodeScalars {
                switch scalar.value {
                case 0x5C: result += "\\\\"
                case 0..<0x80:
                    if quotes.unicodeScalars.contains(scalar) { result += "\\" }
                    result += python(UInt8(scalar.value)) ?? String(scalar)
                case 0..<0x100: result += "\\x" + SecretSpellings.digits(scalar.value, radix: 16, count: 2)
                case 0..<0x1_0000: result += "\\u" + SecretSpellings.digits(scalar.value, radix: 16, count: 4)
                default: result += "\\U" + SecretSpellings.digits(scalar.value, radix: 16, count: 8)
                }
            }
            return Array(result.utf8)
        }
    }
}
