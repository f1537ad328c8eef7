import Host
import LocalLauncher
import PipelineGraph
import PipelineRecord
import ProcessKeeping
import Runs
import SQLiteStore

extension Runner {
    /// How long a process that is asked to end may take before it is killed.
    static let grace = Duration.seconds(10)

    /// The runner of this process, over the store of a workspace.
    convenience init(_ launcher: LocalLauncher, in workspace: Workspace) async throws {
        let id = String(UInt64.random(in: .min ... .max), radix: 36)
        let lock: OwnerLock
        do throws(OwnerLock.Refusal) {
            lock = try OwnerLock(owner: id, in: workspace.folder)
        } catch {
            let reason = if case .unavailable(let reason) = error { reason } else { "another process has its lock" }
            throw DriverError(
                .state,
                "the state folder '\(workspace.folder.path.printable)' cannot be used: \(reason). Name another with --state."
            )
        }
        let secrets = Secrets(workspace)
        let store = try await SQLiteStore.open(folder: workspace.folder.path)
        var configuration = Configuration(
            folder: workspace.folder, store: store,
            launcher: launcher,
            owner: RunOwner(
                id: id, process: Machine.processID, bootID: Machine.bootID,
                processStarted: ProcessIdentity.own?.startedAt ?? 0, mark: launcher.mark.number))
        // There is one run in this process.
        configuration.executor = store.executor
        configuration.jobs = Machine.processors
        configuration.grace = Runner.grace
        configuration.secretWarning = { secrets.warning(for: $0) }
        configuration.endLeftovers = { await LeftProcesses.end(of: $0) }
        self.init(configuration, lock: lock)
    }
}

/// What the tasks of an owner have left behind that is gone with all that kept them.
enum LeftProcesses {
    /// Kills them, and returns once none is left.
    ///
    /// Since the computer was started anew there can be none.
    static func end(of owner: RunOwner) async {
        // A copy of the state folder may be of a run whose driver lives: that one is not gone. Starts are told apart by
        // hundredths of a second, and so the program counts, too.
        let driver = ProcessIdentity(number: owner.process, startedAt: owner.processStarted)
        guard owner.bootID == Machine.bootID, !(driver.isAlive && driver.runsThisProgram),
            let mark = Mark(recorded: owner.mark)
        else { return }
        await blocking { _ = Leftovers.end(mark) }
    }
}
