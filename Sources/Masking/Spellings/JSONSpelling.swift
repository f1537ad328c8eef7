/// A secret within a JSON string (RFC 8259), without the quotes around it; most languages' own strings look the same.
///
/// Programs do not agree on what needs to be escaped, so there is one spelling for each sort of them.
enum JSONSpelling {
    static func all(of secret: [UInt8]) -> Set<[UInt8]> {
        // Without valid UTF-8 there is no JSON text that holds the secret, but programs try.
        let text = String(validating: secret, as: UTF8.self)
        var spellings: Set<[UInt8]> = []
        for escaped in ["", "<>&", "<>&'"] {
            for others in [escaped, escaped + "/"] {
                for uppercase in [false, true] {
                    let plain = SecretSpellings.escaped(secret) {
                        escape(UInt16($0), also: others, uppercase: uppercase)
                    }
                    spellings.insert(plain)
                    guard let text, secret.contains(where: { $0 >= 0x7F }) else { continue }
                    for limit in [0x7F, 0x80] as [UInt16] {
                        for uppercaseOutside in [false, true] {
                            let ascii = text.utf16.map { unit in
                                unit >= limit
                                    ? number(of: unit, uppercase: uppercaseOutside)
                                    : escape(unit, also: others, uppercase: uppercase)
                                        ?? String(UnicodeScalar(UInt8(unit)))
                            }
                            spellings.insert(Array(ascii.joined().utf8))
                        }
                    }
                }
            }
        }
        return spellings
    }

    private static func escape(_ unit: UInt16, also others: String, uppercase: Bool) -> String? {
        switch unit {
        case 0x22: "\\\""
        case 0x5C: "\\\\"
        case 0x08: "\\b"
        case 0x09: "\\t"
        case 0x0A: "\\n"
        case 0x0C: "\\f"
        case 0x0D: "\\r"
        case 0x00..<0x20: number(of: unit, uppercase: uppercase)
        case _ where !others.utf16.contains(unit): nil
        case 0x2F: "\\/"
        default: number(of: unit, uppercase: uppercase)
        }
    }

    private static func number(of unit: UInt16, uppercase: Bool) -> String {
        "\\u" + SecretSpellings.digits(unit, radix: 16, count: 4, uppercase: uppercase)
    }
}
