/// What an order that was given is known by: it may be written down, and found again by another process.
public struct OrderID: Hashable, Sendable {
    /// The mark of its supervisor.
    let supervisor: Int64
    /// The mark of its keeper.
    let keeper: Int64
    /// Tells it from the other orders of the supervisor's owner.
    let serial: Int64

    init(supervisor: Int64, keeper: Int64, serial: Int64) {
        self.supervisor = supervisor
        self.keeper = keeper
        self.serial = serial
    }

    /// Three numbers.
    public var text: String { "\(supervisor) \(keeper) \(serial)" }

    /// Reads what ``text`` has written; `nil` where that is something else.
    public init?(text: some StringProtocol) {
        let numbers = text.split(separator: " ").map { Int64($0) }
        guard numbers.count == 3, let supervisor = numbers[0], let keeper = numbers[1], let serial = numbers[2] else {
            return nil
        }
        self.init(supervisor: supervisor, keeper: keeper, serial: serial)
    }
}
