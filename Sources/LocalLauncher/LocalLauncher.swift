import AttemptWorkspace
import Dataswarm
import Masking
public import PipelineEngine
public import ProcessKeeping

/// Does the work of attempts as child processes of this one.
///
/// Every process leads a session of its own, writes to the attempt's log without a pipe in between unless it has secrets,
/// which its keeper takes out of what it prints, and is over when nothing that descends from it is left: what a process
/// leaves behind gets a moment to end by itself, is asked to end, and is killed, whatever session, group, parent or
/// environment it has given itself. The keepers see to that, which outlive a driver that is killed, and end what they keep
/// when it is.
///
/// No method throws or traps. What cannot be done comes back as a sentence that names the task.
public struct LocalLauncher: Sendable {
    let configuration: Configuration
    let environment: EnvironmentComposer
    let runner: ProcessRunner
    let zones: TimeZoneLibrary
    private let supervision: Supervision

    /// In bytes. A secret that is shorter is not kept out of logs: what it consists of stands everywhere.
    public static let minimumSecretLength = SecretFilter.minimumLength

    /// What all processes that it starts bear; for the record, so that they can be found when this driver is gone.
    public var mark: Mark { supervision.mark }

    public init(_ configuration: Configuration) {
        self.configuration = configuration
        environment = EnvironmentComposer(
            passed: configuration.environment, secret: configuration.secret, secretAdvice: configuration.secretAdvice)
        supervision = Supervision(configuration.supervisor)
        runner = ProcessRunner(
            patience: configuration.patience, supervision: supervision, memoryKills: configuration.memoryKills)
        zones = TimeZoneLibrary(folders: configuration.timeZoneFolders)
    }

    /// Executes an attempt: folders and files, the process, and on exit 0 its output.
    ///
    /// A process that was asked to end was ended on request, whatever its exit code: many programs exit with 0 when
    /// they are told to stop half-way, and half an output is none.
    ///
    /// After a success only the log is left in the attempt's folder, and what folders it left empty; after a failure all
    /// of it is, to be looked at.
    public func execute(_ attempt: Attempt) async -> AttemptEnd {
        guard let process = attempt.process else {
            return .impossible("Task '\(attempt.task)' has no process to execute.")
        }
        do throws(Obstacle) {
            let folder = try AttemptFolder(attempt, for: process)
            let end = try await run(process, of: attempt, in: folder)
            guard end == .exited(0) else { return end }
            try await Publication(of: attempt, in: folder).publish()
            await folder.removeWorkingFiles()
            return end
        } catch {
            return .impossible(error.sentence)
        }
    }

    /// Kills at once what has been asked to end, and all else that is under way.
    public func hurry() { supervision.hurry() }

    /// Lets go of the processes that keep those of tasks, and returns once they have gone.
    public func close() { supervision.close() }

    /// Runs a process of an attempt whose folder is prepared.
    func run(
        _ process: RenderedProcess, of attempt: Attempt, in folder: borrowing AttemptFolder
    ) async throws(Obstacle) -> AttemptEnd {
        let environment = try environment.compose(for: attempt, process: process)
        let workingFolder = absolute(process.folder)
        do throws(Obstacle) {
            let launch = try Launch(
                task: attempt.task, process: process, environment: environment, folder: workingFolder,
                input: folder.input, log: folder.log)
            return try await runner.run(launch, grace: attempt.grace)
        } catch {
            throw environment.secrets.isEmpty
                ? error : Obstacle(SecretFilter.masked(error.sentence, secrets: environment.secrets))
        }
    }

    /// A folder that a task names; relative ones start at the root, and without one it is the root.
    func absolute(_ folder: String?) -> String {
        guard let folder, !folder.isEmpty else { return configuration.root }
        return folder.hasPrefix("/") ? folder : "\(configuration.root)/\(folder)"
    }
}
