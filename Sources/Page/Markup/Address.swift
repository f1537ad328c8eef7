/// An address within the service: a path and what is asked there, so that every view can be reached by its address alone.
public struct Address: Sendable {
    private var text: String

    /// - Parameter path: its parts, of any characters.
    public init(_ path: String..., query: KeyValuePairs<String, String?> = [:]) {
        text = "/" + path.map(Address.encoded).joined(separator: "/")
        var separator = "?"
        for (name, value) in query {
            guard let value, !value.isEmpty else { continue }
            text += "\(separator)\(name)=\(Address.encoded(value))"
            separator = "&"
        }
    }

    public var source: String { text }

    /// What RFC 3986 calls unreserved stands for itself.
    static func encoded(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".unicodeScalars)
        var result = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                result.unicodeScalars.append("%")
                result.unicodeScalars.append(digits[Int(byte >> 4)])
                result.unicodeScalars.append(digits[Int(byte & 15)])
            }
        }
        return result
    }
}
