import Glibc
import Host
import Synchronization

/// An owner's hold on its supervisor, and through it on the keepers, which carry out its orders.
///
/// The supervisor is started when the first keeper is wanted, and again where it was killed. A keeper that is free is used
/// again. Where orders survive their owner, those that are to end with it all the same, looks, have keepers of their own.
public final class Supervision: Sendable {
    /// What all processes bear that are started here.
    public let mark = Mark.random()

    private let command: SupervisorCommand
    let survival: Survival
    let state = Mutex(State())

    struct State {
        fileprivate var supervisor: SupervisorLine?
        fileprivate var free: [KeeperLine] = []
        /// Keepers that are at work, or have a report that is not forgotten yet.
        var busy: [OrderID: KeeperLine] = [:]
        fileprivate var keeperCount = 0
        fileprivate var orderCount: Int64 = 0
        /// What was taken over, or is being; `nil` where there was nobody any more.
        var adoptions: [Int64: Task<Adoption?, Never>] = [:]
    }

    /// - Parameters:
    ///   - command: how a supervisor is started.
    ///   - survival: what becomes of orders without this process.
    public init(_ command: SupervisorCommand, _ survival: Survival = .withOwner) {
        self.command = command
        self.survival = survival
    }

    deinit { close() }

    /// Gives an order to a keeper.
    ///
    /// - Parameters:
    ///   - log: an open file, where its process writes.
    ///   - input: an open file, what it reads.
    ///   - endsWithOwner: whether it is to end with this process whatever the others do.
    ///   - refused: is told of each process of it that is to be killed and is another user's by now: it is waited for.
    /// - Throws: why there is no keeper.
    public func begin(
        _ order: Order, log: Int32, input: Int32, endsWithOwner: Bool = false,
        refused: @escaping @Sendable (Int32) -> Void = { _ in }
    ) throws(SystemError) -> OrderID {
        let isLasting = survival != .withOwner && !endsWithOwner
        let result = state.withLock { state -> Result<(OrderID, KeeperLine), SystemError> in
            Result { () throws(SystemError) in
                let keeper = try freeKeeper(&state, isLasting: isLasting)
                state.orderCount += 1
                let id = OrderID(supervisor: mark.number, keeper: keeper.mark.number, serial: state.orderCount)
                state.busy[id] = keeper
                return (id, keeper)
            }
        }
        let (id, keeper) = try result.get()
        var order = order
        order.serial = id.serial
        keeper.give(order, log: log, input: input, refused: refused)
        return id
    }

    /// Waits for what comes of an order. To be called once.
    public func outcome(of id: OrderID) async -> Outcome {
        await line(id)?.outcome(of: id.serial) ?? .unknown
    }

    /// Asks what an order has started to end, within its grace.
    public func end(_ id: OrderID) { line(id)?.say(Order.Kind.end, about: id.serial) }

    /// Kills at once what an order has started.
    public func kill(_ id: OrderID) {
        guard let line = line(id) else { return }
        line.say(Order.Kind.kill, about: id.serial)
        // A task may have stopped what keeps it.
        line.mark.wakeBearers()
    }

    /// Has all that is kept stand still, for as long as this process does.
    public func stop() { sayToAll(Order.Kind.stop) }

    /// Has all that stands still go on.
    public func goOn() { sayToAll(Order.Kind.goOn) }

    private func sayToAll(_ kind: UInt8) {
        for (id, line) in state.withLock(\.busy) { line.say(kind, about: id.serial) }
    }

    /// Is done with an order that has been carried out: its keeper is free for another.
    public func release(_ id: OrderID) {
        state.withLock { state in
            guard let keeper = state.busy.removeValue(forKey: id) else { return }
            keeper.forget(id.serial)
            // One that was taken over ends by that.
            if id.supervisor == mark.number, !keeper.isGone { state.free.append(keeper) }
        }
    }

    /// Lets go of all. What ends with its owner has ended when this returns; the rest goes on, and its wires are held until this
    /// process ends.
    public func close() {
        let (supervisor, keepers) = state.withLock { state in
            defer { state = State() }
            return (state.supervisor, state.free + Array(state.busy.values))
        }
        for keeper in keepers where !keeper.isLasting { keeper.close() }
        if survival == .withOwner { supervisor?.close() } else { supervisor?.leave() }
    }

    private func line(_ id: OrderID) -> KeeperLine? { state.withLock { $0.busy[id] } }

    private func freeKeeper(_ state: inout State, isLasting: Bool) throws(SystemError) -> KeeperLine {
        while let index = state.free.lastIndex(where: { $0.isLasting == isLasting }) {
            let keeper = state.free.remove(at: index)
            if !keeper.isGone { return keeper }
        }
        state.keeperCount += 1
        if let supervisor = state.supervisor {
            do {
                return try supervisor.makeKeeper(index: state.keeperCount, isLasting: isLasting)
            } catch  where error.code == EPIPE {
                state.supervisor = nil
                supervisor.close()
            }
        }
        if case .adoptable(let folder, _) = survival {
            let code = MeetingPoint.prepare(folder)
            guard code == 0 else { throw SystemError(code: code) }
        }
        let supervisor = try SupervisorLine(command, mark: mark, survival)
        state.supervisor = supervisor
        return try supervisor.makeKeeper(index: state.keeperCount, isLasting: isLasting)
    }
}
