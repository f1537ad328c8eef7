/// The names of members that an object has had so far. One that stands twice would count once, and which of them depends on
/// the order.
struct MemberNames {
    private var few: [String] = []
    private var many: Set<String> = []

    /// Looking through a few is quicker than to hash them, and most objects have no more.
    private static let fewLimit = 16

    /// Whether the name is new.
    mutating func insert(_ name: String) -> Bool {
        if !many.isEmpty { return many.insert(name).inserted }
        if few.contains(name) { return false }
        few.append(name)
        if few.count > MemberNames.fewLimit { many = Set(few) }
        return true
    }
}
