/// The pools that a task counts against: one, several, or none.
///
/// ```swift
/// pool: "hive"
/// pool: PoolUse("hive", slots: 2)
/// pool: ["source", PoolUse("warehouse", slots: 2)]
/// pool: []                                            // none, whatever the layers below say
/// ```
///
/// A task starts when there is room in all of them at once, and holds no slot of one while it waits for another.
public struct PoolUse: Hashable, Sendable {
    /// What it takes of each pool, in the order in which they are named.
    public let pools: [PoolSlots]

    /// One pool.
    ///
    /// - Parameters:
    ///   - name: as it is declared in ``Definitions``.
    ///   - slots: how many the task takes while it runs; 1 unless told.
    public init(_ name: String, slots: Int = 1) { self.init([PoolSlots(name, slots: slots)]) }

    /// Each of these pools; of an empty list, none.
    public init(_ pools: [PoolSlots]) { self.pools = pools }
}

extension PoolUse: ExpressibleByStringLiteral, ExpressibleByArrayLiteral {
    public init(stringLiteral name: String) { self.init(name) }

    /// As in a set of options, a list and its elements have one type: so a function that is given a `PoolUse` is given as
    /// many pools as its caller likes.
    public init(arrayLiteral uses: PoolUse...) { self.init(uses.flatMap(\.pools)) }
}

/// Slots of a pool that a task takes while it runs.
public struct PoolSlots: Hashable, Sendable {
    /// The pool.
    public let name: String
    /// How many, at least 1.
    public let slots: Int

    public init(_ name: String, slots: Int = 1) {
        self.name = name
        self.slots = slots
    }
}
