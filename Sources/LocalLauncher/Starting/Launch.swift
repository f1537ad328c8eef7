import AttemptWorkspace
import Dataswarm
import Host
import Masking

/// A process that is ready to be started, or was: what can be said of it.
struct Launch: Sendable {
    let task: String
    /// The program's file; relative to the folder where the task says so.
    let program: String
    /// What the process is told: the first is the program as the task names it.
    let arguments: [String]
    /// Where it starts, an absolute path.
    let folder: String
    /// Where its program was looked for.
    let path: String?
    /// What no sentence may tell.
    let secrets: [[UInt8]]

    init(
        task: String, process: RenderedProcess, environment: ProcessEnvironment, folder: String
    ) throws(Obstacle) {
        guard let name = process.arguments.first, !name.isEmpty else {
            throw Obstacle("Task '\(task)' does not say which program to start.")
        }
        // The system takes a zero byte for the end, and the rest would be lost without a word.
        if let index = process.arguments.firstIndex(where: { $0.utf8.contains(0) }) {
            let program = name.prefix { $0 != "\0" }
            throw Obstacle("Task '\(task)' cannot start '\(program)': argument \(index) has a zero byte in it.")
        }
        do {
            program = try ProgramLookup.find(name, in: environment.path)
        } catch {
            throw Obstacle("Task '\(task)' cannot start '\(name)': \(error.phrase(path: environment.path)).")
        }
        self.task = task
        self.arguments = process.arguments
        self.folder = folder
        path = environment.path
        secrets = environment.secrets
    }

    /// One that another process has started: all that is needed is what to say of it.
    init(adopted task: String, process: RenderedProcess, environment: ProcessEnvironment?, folder: String) {
        let name = process.arguments.first ?? ""
        self.task = task
        program = (try? ProgramLookup.find(name, in: environment?.path)) ?? name
        arguments = process.arguments
        self.folder = folder
        path = environment?.path
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
