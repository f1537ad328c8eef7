import Glibc
import Subprocess
import SystemPackage

extension Launch {
    /// Why the process could not be started.
    ///
    /// The library's own words are not passed on: they may quote the environment, and with it a secret.
    func obstacle(_ error: SubprocessError) -> Obstacle {
        let code = error.underlyingError?.rawValue ?? 0
        switch error.code {
        case .executableNotFound:
            return Obstacle("\(beginning): \(reasonForMissingProgram()).")
        case .failedToChangeWorkingDirectory:
            return Obstacle("Task '\(task)' cannot start in the folder '\(folder)': \(Obstacle.reason(code)).")
        case .spawnFailed where code == E2BIG:
            return Obstacle(
                "\(beginning): its arguments are too long, or its environment: give long texts as a file or as "
                    + "standard input.")
        case .spawnFailed where code == ENOEXEC:
            return Obstacle(
                "\(beginning): '\(file)' is neither a program for this machine nor a script that begins with #! and "
                    + "its interpreter.")
        case .spawnFailed where code != 0:
            return Obstacle("\(beginning): \(Obstacle.reason(code)).")
        case .failedToMonitorProcess:
            return Obstacle("Task '\(task)' has lost sight of its process: \(Obstacle.reason(code)).")
        default:
            return Obstacle("\(beginning).")
        }
    }

    private var beginning: String { "Task '\(task)' cannot start '\(arguments[0])'" }

    /// The program's path as it is seen from anywhere.
    private var file: String { program.hasPrefix("/") ? program : "\(folder)/\(program)" }

    private func reasonForMissingProgram() -> String {
        var status = stat()
        guard stat(file, &status) == 0 else {
            return errno == ENOENT ? "there is no file '\(file)'" : "'\(file)': \(Obstacle.reason(errno))"
        }
        guard status.st_mode & S_IFMT != S_IFDIR else { return "'\(file)' is a folder" }
        guard access(file, X_OK) == 0 else { return "'\(file)' is not executable" }
        return "the interpreter that '\(file)' names in its first line is not there"
    }
}
