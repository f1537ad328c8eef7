import Glibc

extension Launch {
    /// Why the process could not be started.
    func obstacle(_ stage: Report.Stage, _ code: CInt) -> Obstacle {
        switch (stage, code) {
        case (.folder, _):
            return Obstacle("Task '\(task)' cannot start in the folder '\(folder)': \(Obstacle.reason(code)).")
        case (.log, _):
            return Obstacle("\(beginning): what it prints cannot be filtered: \(Obstacle.reason(code)).")
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
            return Obstacle("\(beginning): \(Obstacle.reason(code)).")
        }
    }

    /// Why nobody could be found to start it.
    func obstacle(withoutKeeper code: CInt) -> Obstacle {
        Obstacle("\(beginning): the process that is to keep it cannot be started: \(Obstacle.reason(code)).")
    }

    /// Why an end that looks like a success is none.
    func obstacle(log code: CInt) -> Obstacle {
        Obstacle("Task '\(task)' ended with exit 0, but its log could not be written: \(Obstacle.reason(code)).")
    }

    private var beginning: String { "Task '\(task)' cannot start '\(arguments[0])'" }

    /// The program's path as it is seen from anywhere.
    private var file: String { program.hasPrefix("/") ? program : "\(folder)/\(program)" }

    private func reasonForMissingProgram(_ code: CInt) -> String {
        var status = stat()
        guard stat(file, &status) == 0 else {
            return errno == ENOENT ? "there is no file '\(file)'" : "'\(file)': \(Obstacle.reason(errno))"
        }
        guard status.st_mode & S_IFMT != S_IFDIR else { return "'\(file)' is a folder" }
        guard access(file, X_OK) == 0 else { return "'\(file)' is not executable" }
        guard code == ENOENT else { return "'\(file)': \(Obstacle.reason(code))" }
        return "the interpreter that '\(file)' names in its first line is not there"
    }
}
