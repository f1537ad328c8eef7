import AttemptWorkspace
import Dataswarm
import Glibc
import Masking
import PipelineEngine
import ProcessKeeping

/// Has processes started, waits for their ends, and sees to it that nothing of them is left.
struct ProcessRunner: Sendable {
    /// How long what a process leaves behind may go on by itself, and then again after being asked to end.
    let patience: Duration
    let supervision: Supervision
    /// Where the system counts the processes that it killed for want of memory.
    let memoryKills: String

    /// Runs a process to its end. Cancelling the calling task asks it to end, and kills it after the grace.
    func run(_ launch: Launch, grace: Duration) async throws(Obstacle) -> AttemptEnd {
        guard !_Concurrency.Task.isCancelled else { return .endedOnRequest }
        let keeper: KeeperLine
        do {
            keeper = try supervision.takeKeeper()
        } catch {
            throw launch.obstacle(withoutKeeper: error.code)
        }
        defer { supervision.giveBack(keeper) }
        let order = Order(
            program: Array(launch.program.utf8) + [0], folder: Array(launch.folder.utf8) + [0],
            arguments: launch.arguments.map { Array($0.utf8) + [0] }, environment: launch.environment.entries,
            grace: grace.wholeMilliseconds, patience: patience.wholeMilliseconds, memoryKills: memoryKills,
            secrets: launch.environment.secrets.filter { $0.count >= SecretFilter.minimumLength })
        switch await keeper.carryOut(order, log: launch.log, input: launch.input ?? NullDevice.toRead) {
        case .report(.ended(let ending)):
            // Without a filter in between, a program that could not print would have failed by itself.
            if ending.attemptEnd == .exited(0), ending.logTrouble != 0 { throw launch.obstacle(log: ending.logTrouble) }
            return ending.attemptEnd
        case .report(.notStarted(let stage, let code)): throw launch.obstacle(stage, code)
        case .keeperDied: return .lost("the process that kept it was killed")
        case .noKeeper(let code): throw launch.obstacle(withoutKeeper: code)
        }
    }
}

extension Report.Ending {
    fileprivate var attemptEnd: AttemptEnd {
        if wasAsked { return .endedOnRequest }
        if lackedMemory { return .outOfMemory }
        // What the macros WIFEXITED, WEXITSTATUS and WTERMSIG read in C.
        let signal = status & 0x7F
        return signal == 0 ? .exited((status >> 8) & 0xFF) : .signalled(signal)
    }
}
