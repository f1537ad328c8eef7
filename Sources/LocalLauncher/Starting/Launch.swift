import AttemptWorkspace
import Dataswarm
import Host

/// A process that is ready to be started.
struct Launch: Sendable {
    let task: String
    /// The program's file; relative to the folder where the task says so.
    let program: String
    /// What the process is told: the first is the program as the task names it.
    let arguments: [String]
    let environment: ProcessEnvironment
    /// Where it starts, an absolute path.
    let folder: String
    /// What it reads; nothing where `nil`.
    let input: CInt?
    /// Where its output and its errors go.
    let log: CInt

    init(
        task: String, process: RenderedProcess, environment: ProcessEnvironment, folder: String, input: CInt?, log: CInt
    ) throws(Obstacle) {
        guard let name = process.arguments.first, !name.isEmpty else {
            throw Obstacle("Task '\(task)' does not say which program to start.")
        }
        // The system takes a zero byte for the end, and the rest would be lost without a word.
        if let index = process.arguments.firstIndex(where: { $0.utf8.contains(0) }) {
            let program = name.prefix { $0 != "\0" }
            throw Obstacle("Task '\(task)' cannot start '\(program)': argument \(index) has a zero byte in it.")
        }
        self.task = task
        self.arguments = process.arguments
        self.environment = environment
        self.folder = folder
        self.input = input
        self.log = log
        do {
            program = try ProgramLookup.find(name, in: environment.path)
        } catch {
            throw Obstacle("Task '\(task)' cannot start '\(name)': \(error.phrase(path: environment.path)).")
        }
    }
}
