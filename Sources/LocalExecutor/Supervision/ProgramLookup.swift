import Glibc

/// Finds programs.
enum ProgramLookup {
    /// The file of a program: a name without a slash is looked up in `PATH`, any other is a path.
    ///
    /// Parts of `PATH` that are empty or relative are passed over: what a task runs must not depend on what lies in the
    /// folder where it starts. Nothing is remembered, because looking takes a few microseconds and a remembered answer
    /// would be wrong once a program has moved.
    static func find(_ name: String, in path: String?, task: String) throws(Obstacle) -> String {
        guard !name.utf8.contains(UInt8(ascii: "/")) else { return name }
        guard let path else {
            throw Obstacle("Task '\(task)' cannot start '\(name)': it is a name without a slash, and PATH is not set.")
        }
        var refused: String?
        for folder in path.utf8.split(separator: UInt8(ascii: ":")) where folder.first == UInt8(ascii: "/") {
            let candidate = "\(Substring(folder))/\(name)"
            var status = stat()
            guard stat(candidate, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { continue }
            if access(candidate, X_OK) == 0 { return candidate }
            refused = refused ?? candidate
        }
        if let refused {
            throw Obstacle("Task '\(task)' cannot start '\(name)': '\(refused)' is not executable.")
        }
        throw Obstacle("Task '\(task)' cannot start '\(name)': it is not in PATH (\(path)).")
    }
}
