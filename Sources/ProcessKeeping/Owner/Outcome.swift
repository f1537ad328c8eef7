/// What comes of an order.
public enum Outcome: Hashable, Sendable {
    case report(Report)
    /// The keeper died; nothing is left of what it kept.
    case keeperDied
    /// The keeper could not be made; the number is the system's reason.
    case noKeeper(Int32)
    /// No order is known by that name.
    case unknown
}
