/// The members that an object may have, as the one list from which they are read and by which others are refused.
typealias JSONMember = CaseIterable & RawRepresentable<String>

extension JSONReader {
    /// Reads an object; a member that is not in the list is noted, with the nearest that are, and passed over.
    ///
    /// - Parameter read: is called for each member, and must read exactly one value.
    mutating func readObject<Member: JSONMember>(
        of members: Member.Type, _ read: (inout JSONReader, Member) throws(JSONSyntaxError) -> Void
    ) throws(JSONSyntaxError) {
        try readObject { (reader, key) throws(JSONSyntaxError) in
            if let member = Member(rawValue: key) {
                try read(&reader, member)
            } else {
                try reader.skipUnknown(key, among: members.allCases.map(\.rawValue))
            }
        }
    }

    /// Notes a member that the grammar does not know, and passes over its value.
    private mutating func skipUnknown(_ key: String, among known: [String]) throws(JSONSyntaxError) {
        note("the member '\(key.printable)' is not known here.\(NearMiss.question(for: key, among: known))")
        try skipValue()
    }
}

/// The members of an object that has those of two lists.
enum EitherMember<First: JSONMember, Second: JSONMember>: JSONMember {
    case first(First)
    case second(Second)

    init?(rawValue: String) {
        if let first = First(rawValue: rawValue) {
            self = .first(first)
        } else if let second = Second(rawValue: rawValue) {
            self = .second(second)
        } else {
            return nil
        }
    }

    var rawValue: String {
        switch self {
        case .first(let first): first.rawValue
        case .second(let second): second.rawValue
        }
    }

    static var allCases: [EitherMember] { First.allCases.map { .first($0) } + Second.allCases.map { .second($0) } }
}
