/// Names of pipelines, tasks, groups, pools, files and secrets: they become file names and words of the command line.
public enum Name {
    /// The most bytes of a name; twice as many and a dot still fit a file's name.
    public static let lengthLimit = 120

    /// Whether `name` is letters, digits, `_`, `-` and `.` of ASCII, beginning with a letter, a digit or `_`.
    public static func isValid(_ name: String) -> Bool {
        guard let first = name.utf8.first, name.utf8.count <= lengthLimit else { return false }
        guard first != UInt8(ascii: "."), first != UInt8(ascii: "-") else { return false }
        return name.utf8.allSatisfy(isNameByte)
    }

    /// Whether `name` can be a variable of an environment.
    public static func isVariable(_ name: String) -> Bool {
        guard let first = name.utf8.first, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else {
            return false
        }
        return name.utf8.allSatisfy { isNameByte($0) && $0 != UInt8(ascii: ".") && $0 != UInt8(ascii: "-") }
    }

    /// What to say of a name that is not valid.
    static let rule =
        "a name is made of letters, digits, '_', '-' and '.', begins with none of the last two, and has at most \(lengthLimit) characters"

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."):
            true
        default: false
        }
    }
}

extension String {
    /// The text as it may be shown on a terminal: control characters and marks that change its direction are written out.
    public var printable: String {
        if utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return self }
        var result = ""
        for scalar in unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator:
                result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
