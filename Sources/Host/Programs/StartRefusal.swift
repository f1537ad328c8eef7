/// Why a process cannot be started, with what to do about it.
public enum StartRefusal: Error, Hashable, Sendable {
    /// It does not say which program.
    case noProgram
    /// The argument of that number has a zero byte in it.
    case zeroByte(argument: Int)
    /// It cannot start in that folder; the number is the system's.
    case folder(String, Int32)
    /// Its program cannot be executed.
    case program(ProgramLookup.Refusal)
    /// Its program is a script whose interpreter is not there.
    case interpreter(String, of: String)
    /// Its program is nothing that the system executes.
    case noFormat(String)
    /// The argument of that number has more bytes than the system takes.
    case longArgument(Int, bytes: Int)
    /// Its arguments and variables together have, or one variable has, more bytes than the system takes.
    case tooLong

    /// The sentence, about a task.
    ///
    /// - Parameters:
    ///   - task: what the sentence begins with.
    ///   - program: as the task names it.
    ///   - path: the `PATH` that was looked in, where it is to be told.
    public func sentence(of task: String, program: String, path: String?) -> String {
        switch self {
        case .noProgram: return "\(task) does not say which program to start: name it first."
        case .folder(let folder, let code):
            return
                "\(task) cannot start in the folder '\(folder)': \(HostError.reason(code)). Make it, or name another."
        case .zeroByte:
            // The zero byte may be in the program's own name.
            return "\(task) cannot start '\(program.prefix { $0 != "\0" })': \(phrase(path: path))."
        default: return "\(task) cannot start '\(program)': \(phrase(path: path))."
        }
    }

    private func phrase(path: String?) -> String {
        switch self {
        case .noProgram, .folder: ""
        case .zeroByte(let index): "argument \(index) has a zero byte in it"
        case .program(let refusal): refusal.phrase(path: path)
        case .interpreter(let interpreter, let file):
            "the interpreter '\(interpreter)' that '\(file)' names in its first line is not there: install it, or mend that line"
        case .noFormat(let file):
            "'\(file)' is neither a program for this machine nor a script that begins with #! and its interpreter"
        case .longArgument(let index, let bytes):
            "argument \(index) has \(bytes) bytes, which is too long: give long texts as a file or as standard input"
        case .tooLong:
            "its arguments are too long, or its environment: give long texts as a file or as standard input"
        }
    }
}

extension ProgramLookup.Refusal {
    /// The end of a sentence, with what to do about it.
    ///
    /// - Parameter path: the `PATH` that was looked in, where it is to be told.
    public func phrase(path: String?) -> String {
        switch self {
        case .noPath: "it is a name without a slash, and PATH is not set: set it, or name the program's file"
        case .notInPath:
            "it is not in PATH\(path.map { " (\($0))" } ?? ""): install it, or mend the name"
        case .missing(let file): "there is no file '\(file)': make it, or mend the name"
        case .folder(let file): "'\(file)' is a folder: name the program in it"
        case .notExecutable(let file):
            "'\(file)' is not executable: chmod +x '\(file.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''"))'"
        case .unreachable(let file, let code): "'\(file)': \(HostError.reason(code))"
        }
    }
}
