import Glibc

/// Whether a program is there, and may be executed.
public enum ProgramLookup {
    /// Why a program cannot be executed.
    public enum Refusal: Error, Hashable, Sendable {
        /// It is a name without a slash, and `PATH` is not set.
        case noPath
        /// It is in none of the folders of `PATH`.
        case notInPath
        /// There is no such file.
        case missing(String)
        /// The file is a folder.
        case folder(String)
        /// The file may not be executed.
        case notExecutable(String)
        /// The file cannot be looked at; the number is the system's.
        case unreachable(String, Int32)
    }

    /// The file of a program: a name without a slash is looked up in `PATH`, any other is a path and returned as it is.
    ///
    /// Parts of `PATH` that are empty, relative or no UTF-8 are passed over: what a task runs must not depend on what lies in the
    /// folder where it starts. Nothing is remembered, because looking takes a few microseconds and a remembered answer
    /// would be wrong once a program has moved.
    public static func find(_ name: String, in path: String?) throws(Refusal) -> String {
        guard !name.utf8.contains(UInt8(ascii: "/")) else { return name }
        guard let path else { throw .noPath }
        var refused: String?
        for folder in path.utf8.split(separator: UInt8(ascii: ":")) where folder.first == UInt8(ascii: "/") {
            let candidate = "\(Substring(folder))/\(name)"
            var status = stat()
            guard stat(candidate, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { continue }
            if access(candidate, X_OK) == 0 { return candidate }
            refused = refused ?? candidate
        }
        if let refused { throw .notExecutable(refused) }
        throw .notInPath
    }

    /// Why the file at a path cannot be executed; `nil` where nothing is known to stand in the way.
    public static func refusal(of file: String) -> Refusal? {
        var status = stat()
        guard stat(file, &status) == 0 else { return errno == ENOENT ? .missing(file) : .unreachable(file, errno) }
        guard status.st_mode & S_IFMT != S_IFDIR else { return .folder(file) }
        return access(file, X_OK) == 0 ? nil : .notExecutable(file)
    }
}
