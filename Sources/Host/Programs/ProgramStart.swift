import Glibc

/// A process as the system would start it. What stands in its way is told by one look-up, before the night and after it has
/// failed, so that both say the same.
public struct ProgramStart: Sendable {
    /// The program as it is named, and what it is told.
    public let arguments: [String]
    /// Where it starts, an absolute path.
    public let folder: String
    /// In which folders a name without a slash is looked for.
    public let path: String?
    /// The lengths of its variables, each as `NAME=value`, in bytes.
    public let variables: [Int]

    public init(arguments: [String], folder: String, path: String?, variables: [Int]) {
        self.arguments = arguments
        self.folder = folder
        self.path = path
        self.variables = variables
    }

    /// The program's file, relative to the folder where it is named so. What needs no look at the disk is refused here.
    public func program() throws(StartRefusal) -> String {
        guard let name = arguments.first, !name.isEmpty else { throw .noProgram }
        // The system takes a zero byte for the end, and the rest would be lost without a word.
        if let index = arguments.firstIndex(where: { $0.utf8.contains(0) }) { throw .zeroByte(argument: index) }
        do throws(ProgramLookup.Refusal) { return try ProgramLookup.find(name, in: path) } catch {
            throw .program(error)
        }
    }

    /// What stands in its way; `nil` where nothing is known to.
    public func refusal() -> StartRefusal? {
        do throws(StartRefusal) { try look() } catch { return error }
        return nil
    }

    private func look() throws(StartRefusal) {
        let file = absolute(try program())
        if let code = ProgramStart.obstacle(toEntering: folder) { throw .folder(folder, code) }
        if let refusal = ProgramLookup.refusal(of: file) { throw .program(refusal) }
        try ProgramStart.lookAtFirstLine(of: file, for: self)
        if let index = arguments.firstIndex(where: { $0.utf8.count >= ProgramStart.textLimit }) {
            throw .longArgument(index, bytes: arguments[index].utf8.count)
        }
        let lengths = arguments.map(\.utf8.count) + variables
        let total = lengths.reduce(0) { $0 + $1 + 1 + MemoryLayout<UnsafeRawPointer>.size }
        if variables.contains(where: { $0 >= ProgramStart.textLimit }) || total > ProgramStart.totalLimit {
            throw .tooLong
        }
    }

    private func absolute(_ program: String) -> String {
        if program.hasPrefix("/") { return program }
        let name = program.hasPrefix("./") ? String(program.dropFirst(2)) : program
        return folder.hasSuffix("/") ? "\(folder)\(name)" : "\(folder)/\(name)"
    }

    /// Linux's MAX_ARG_STRLEN: no single argument or variable has more bytes, with the zero at its end.
    private static let textLimit = 32 * sysconf(Int32(_SC_PAGESIZE))
    /// What all of them may have together.
    private static let totalLimit = sysconf(Int32(_SC_ARG_MAX))

    /// Why no process can have a folder as its own; `nil` where it can.
    private static func obstacle(toEntering folder: String) -> CInt? {
        var status = stat()
        guard stat(folder, &status) == 0 else { return errno }
        guard status.st_mode & S_IFMT == S_IFDIR else { return ENOTDIR }
        return access(folder, X_OK) == 0 ? nil : errno
    }

    /// Looks at what a file that may be executed begins with: a program, or a script that names its interpreter.
    private static func lookAtFirstLine(of file: String, for start: ProgramStart) throws(StartRefusal) {
        // What may be executed and not read is the system's to judge.
        guard let beginning = FirstLine(of: file) else { return }
        switch beginning {
        case .program: return
        case .other:
            if !FirstLine.systemKnowsOthers { throw .noFormat(file) }
        case .interpreter(let interpreter, let argument):
            let path = start.absolute(interpreter)
            if interpreter.isEmpty || ProgramLookup.refusal(of: path) != nil {
                throw .interpreter(interpreter, of: file)
            }
            guard path.hasSuffix("/env"), let argument, !argument.hasPrefix("-"), !argument.contains("=") else {
                return
            }
            // `env` is there, and what it looks for is named behind it.
            do throws(ProgramLookup.Refusal) { _ = try ProgramLookup.find(argument, in: start.path) } catch {
                throw .interpreter(argument, of: file)
            }
        }
    }
}
