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
        let supervisors = workspace.folder.supervisors
        configuration.endLeftovers = { owner in
            await LeftProcesses.end(of: owner, supervisors: supervisors) { process in
                Console.error.line(
                    "driver: warning: process \(process) of an earlier run is another user's, and may not be ended from here; it is waited for. End it: sudo kill -9 \(process)"
                )
                Console.error.flush()
            }
        }
        self.init(configuration, lock: lock)
    }
}
