import AttemptWorkspace
import Dataswarm
import Host
import Masking
import PipelineEngine
import ProcessKeeping

extension LocalLauncher {
    /// Has a process started whose attempt's folder is prepared.
    ///
    /// - Parameter isLook: whether it is a probe's, which ends with this process.
    func begin(
        _ process: RenderedProcess, of attempt: Attempt, in folder: borrowing AttemptFolder, isLook: Bool = false
    ) throws(Obstacle) -> (OrderID, Launch) {
        let environment = try environment.compose(for: attempt, process: process)
        let launch = try Launch.masking(environment.secrets) { () throws(Obstacle) in
            try Launch(
                task: attempt.task, process: process, environment: environment, folder: absolute(process.folder))
        }
        let order = Order(
            token: Array(attempt.folder.utf8), program: Array(launch.program.utf8) + [0],
            folder: Array(launch.start.folder.utf8) + [0],
            arguments: launch.start.arguments.map { Array($0.utf8) + [0] },
            environment: environment.entries, grace: attempt.grace.wholeMilliseconds,
            patience: configuration.patience.wholeMilliseconds, memoryKills: configuration.memoryKills,
            secrets: launch.secrets.filter { $0.count >= SecretFilter.minimumLength })
        do {
            let id = try supervision.begin(
                order, log: folder.log, input: folder.input ?? NullDevice.toRead, endsWithOwner: isLook,
                refused: { [refused = configuration.refused, task = attempt.task] in refused(task, $0) })
            return (id, launch)
        } catch {
            throw launch.obstacle(withoutKeeper: error.code)
        }
    }

    /// A folder that a task names; relative ones start at the root, and without one it is the root.
    func absolute(_ folder: String?) -> String {
        guard let folder, !folder.isEmpty else { return configuration.root }
        return folder.hasPrefix("/") ? folder : "\(configuration.root)/\(folder)"
    }
}
