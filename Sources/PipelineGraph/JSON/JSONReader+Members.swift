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

    /// Notes that an object must have one of some members, where it has none or several.
    ///
    /// - Parameter otherwise: what else may stand in its place, the beginning of a list.
    mutating func requireOne(
        _ found: [String], of what: String, _ members: [String], otherwise: String = "it is ", at place: Place
    ) {
        if found.count == 1 { return }
        let list = members.joined(separator: ", ")
        if found.isEmpty {
            noteMissing("\(what) is missing: \(otherwise)one of \(list).", at: place)
        } else {
            note("\(what) is one of \(list), and not \(found.joined(separator: " and ")) at once.", at: place)
        }
    }

    /// Notes that something is missing from an object, unless that is due to what was noted within it.
    mutating func noteMissing(_ problem: String, at place: Place) {
        if problems.count == place.problems { note(problem, at: place) }
    }

    /// Notes a member that is of no use without another.
    mutating func require(_ found: Bool, _ member: String, with other: String, at place: Place) {
        if found { note("the member '\(member)' belongs to '\(other)', which is not here.", at: place) }
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
