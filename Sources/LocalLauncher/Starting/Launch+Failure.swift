import AttemptWorkspace
import Glibc
import Host
import ProcessKeeping

extension Launch {
    /// Why the process could not be started.
    func obstacle(_ stage: Report.Stage, _ code: CInt) -> Obstacle {
        switch (stage, code) {
        case (.folder, _):
            return Obstacle("Task '\(task)' cannot start in the folder '\(folder)': \(HostError.reason(code)).")
        case (.log, _):
            return Obstacle("\(beginning): what it prints cannot be filtered: \(HostError.reason(code)).")
        case (.program, E2BIG):
            return Obstacle(
                "\(beginning): its arguments are too long, or its environment: give long texts as a file or as "
                    + "standard input.")
        case (.program, ENOEXEC):
            return Obstacle(
                "\(beginning): '\(file)' is neither a program for this machine nor a script that begins with #! and "
                    + "its interpreter.")
        case (.program, ENOENT), (.program, EACCES), (.program, ENOTDIR):
            return Obstacle("\(beginning): \(reasonForMissingProgram(code)).")
        case (.program, _):
            return Obstacle("\(beginning): \(HostError.reason(code)).")
        }
    }

    /// Why nobody could be found to start it.
    func obstacle(withoutKeeper code: CInt) -> Obstacle {
        Obstacle("\(beginning): the process that is to keep it cannot be started: \(HostError.reason(code)).")
    }

    /// Why an end that looks like a success is none.
    func obstacle(log code: CInt) -> Obstacle {
        Obstacle("Task '\(task)' ended with exit 0, but its log could not be written: \(HostError.reason(code)).")
    }

    private var beginning: String { "Task '\(task)' cannot start '\(arguments[0])'" }

    /// The program's path as it is seen from anywhere.
    private var file: String { program.hasPrefix("/") ? program : "\(folder)/\(program)" }

    private func reasonForMissingProgram(_ code: CInt) -> String {
        if let refusal = ProgramLookup.refusal(of: file) { return refusal.phrase(path: path) }
        guard code == ENOENT else { return "'\(file)': \(HostError.reason(code))" }
        return "the interpreter that '\(file)' names in its first line is not there"
    }
}

extension ProgramLookup.Refusal {
    /// The end of a sentence.
    ///
    /// - Parameter path: the `PATH` that was looked in.
    func phrase(path: String?) -> String {
        switch self {
        case .noPath: "it is a name without a slash, and PATH is not set"
        case .notInPath: "it is not in PATH (\(path ?? ""))"
        case .missing(let file): "there is no file '\(file)'"
        case .folder(let file): "'\(file)' is a folder"
        case .notExecutable(let file): "'\(file)' is not executable"
        case .unreachable(let file, let code): "'\(file)': \(HostError.reason(code))"
        }
    }
}
