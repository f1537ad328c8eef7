import AttemptWorkspace
import Dataswarm
import Host
import Masking

/// A process that is ready to be started, or was: what can be said of it.
struct Launch: Sendable {
    let task: String
    /// The program's file; relative to the folder where the task says so.
    let program: String
    /// How the system is to start it.
    let start: ProgramStart
    /// What no sentence may tell.
    let secrets: [[UInt8]]

    init(
        task: String, process: RenderedProcess, environment: ProcessEnvironment, folder: String
    ) throws(Obstacle) {
        start = ProgramStart(
            arguments: process.arguments, folder: folder, path: environment.path,
            // Each ends with a zero byte.
            variables: environment.entries.map { $0.count - 1 })
        do throws(StartRefusal) {
            program = try start.program()
        } catch {
            throw Obstacle(
                error.sentence(of: "Task '\(task)'", program: process.arguments.first ?? "", path: environment.path))
        }
        self.task = task
        secrets = environment.secrets
    }

    /// One that another process has started: all that is needed is what to say of it.
    init(adopted task: String, process: RenderedProcess, environment: ProcessEnvironment?, folder: String) {
        self.task = task
        start = ProgramStart(
            arguments: process.arguments, folder: folder, path: environment?.path,
            variables: environment?.entries.map { $0.count - 1 } ?? [])
        program = (try? start.program()) ?? process.arguments.first ?? ""
        secrets = environment?.secrets ?? []
    }

    /// Does something whose sentences may tell no secret.
    static func masking<Value>(
        _ secrets: [[UInt8]], _ work: () throws(Obstacle) -> Value
    ) throws(Obstacle) -> Value {
        do {
            return try work()
        } catch {
            throw secrets.isEmpty ? error : Obstacle(SecretFilter.masked(error.sentence, secrets: secrets))
        }
    }
}
