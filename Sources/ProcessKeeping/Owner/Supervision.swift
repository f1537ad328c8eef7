import Glibc
import Host
import Synchronization

/// The driver's hold on its supervisor, and through it on the keepers.
///
/// The supervisor is started when the first keeper is wanted, and again where it was killed. A keeper that is free is used
/// again.
package final class Supervision: Sendable {
    /// What all processes of this driver's tasks bear.
    package let mark = Mark.random()

    private let command: SupervisorCommand
    private let state = Mutex(State())

    private struct State {
        var supervisor: SupervisorLine?
        var free: [KeeperLine] = []
        var busy: [Int: KeeperLine] = [:]
        var count = 0
    }

    package init(_ command: SupervisorCommand) { self.command = command }

    deinit { close() }

    /// A keeper that is free, a new one if need be.
    package func takeKeeper() throws(Spawn.SystemError) -> KeeperLine {
        let result = state.withLock { state -> Result<KeeperLine, Spawn.SystemError> in
            while let keeper = state.free.popLast() {
                if keeper.isGone { continue }
                state.busy[keeper.index] = keeper
                return .success(keeper)
            }
            return Result { () throws(Spawn.SystemError) in
                let keeper = try makeKeeper(&state)
                state.busy[keeper.index] = keeper
                return keeper
            }
        }
        return try result.get()
    }

    package func giveBack(_ keeper: KeeperLine) {
        state.withLock { state in
            state.busy[keeper.index] = nil
            // What is said once the order has been answered is not about the next one.
            keeper.forget()
            if !keeper.isGone { state.free.append(keeper) }
        }
    }

    /// Has all that is under way killed at once.
    package func hurry() {
        let busy = state.withLock { Array($0.busy.values) }
        for keeper in busy { keeper.say(Order.Kind.kill) }
        // A task may have stopped what keeps it.
        for process in Kin(root: nil, mark: mark).members() ?? [] { process.send(SIGCONT) }
    }

    /// Lets the keepers and the supervisor go, and returns once they have gone.
    package func close() {
        let (supervisor, keepers) = state.withLock { state in
            defer { state = State() }
            return (state.supervisor, state.free + Array(state.busy.values))
        }
        for keeper in keepers { keeper.close() }
        supervisor?.close()
    }

    private func makeKeeper(_ state: inout State) throws(Spawn.SystemError) -> KeeperLine {
        state.count += 1
        if let supervisor = state.supervisor {
            do {
                return try supervisor.makeKeeper(index: state.count)
            } catch  where error.code == EPIPE {
                state.supervisor = nil
                supervisor.close()
            }
        }
        let supervisor = try SupervisorLine(command, mark: mark)
        state.supervisor = supervisor
        return try supervisor.makeKeeper(index: state.count)
    }
}
