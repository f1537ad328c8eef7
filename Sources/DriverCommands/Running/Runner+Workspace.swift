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
        var configuration = Configuration(
            folder: workspace.folder, store: try await SQLiteStore.open(folder: workspace.folder.path),
            launcher: launcher,
            owner: RunOwner(
                id: id, process: Machine.processID, bootID: Machine.bootID,
                processStarted: ProcessIdentity.own?.startedAt ?? 0, mark: launcher.mark.number))
        configuration.jobs = Machine.processors
        configuration.grace = Runner.grace
        configuration.secretWarning = { secrets.warning(for: $0) }
        let supervisors = workspace.folder.supervisors
        configuration.endLeftovers = { await LeftProcesses.end(of: $0, supervisors: supervisors) }
        self.init(configuration, lock: lock)
    }
}
