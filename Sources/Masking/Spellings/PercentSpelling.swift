/// A secret as part of an address or a form: `open%20sesame`, `open+sesame` (RFC 3986, and the URL Standard's
/// application/x-www-form-urlencoded).
///
/// Programs do not agree on what needs to be escaped, so there is one spelling for each sort of them.
enum PercentSpelling {
    private struct Style {
        /// What stays as it is, beside letters and digits; `nil` where not even these do.
        let kept: String?
        var blank = "%20"
    }

    private static let styles = [
        // RFC 3986; jq, curl, and PHP's rawurlencode.
        Style(kept: "-._~"),
        // Python's quote.
        Style(kept: "-._~/"),
        // JavaScript's encodeURIComponent and encodeURI.
        Style(kept: "-._~!*'()"),
        Style(kept: "-._~!*'();/?:@&=+$,#"),
        // Forms: browsers and Java, Python's quote_plus, PHP's urlencode.
        Style(kept: "-._*", blank: "+"),
        Style(kept: "-._~", blank: "+"),
        Style(kept: "-._", blank: "+"),
        Style(kept: nil),
    ]

    static func all(of secret: [UInt8]) -> [[UInt8]] {
        styles.flatMap { style in
            [false, true].map { uppercase in
                SecretSpellings.escaped(secret) { byte in
                    if byte == UInt8(ascii: " ") { return style.blank }
                    if let kept = style.kept, isLetterOrDigit(byte) || kept.utf8.contains(byte) { return nil }
                    return "%" + SecretSpellings.digits(byte, radix: 16, count: 2, uppercase: uppercase)
                }
            }
        }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }
}
