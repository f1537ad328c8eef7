import Glibc

/// A program that was run to its end: how it ended, and what it wrote to standard output and standard error.
struct Child: Equatable {
    var status: Int32
    var output: String

    /// Starts a program, which is looked up in `PATH`, and waits for its end.
    ///
    /// Foundation's `Process` is not fit for it: see the design's section 7.
    static func run(_ arguments: [String], input: String? = nil, environment: [String] = []) throws -> Child {
        let inherited = ["PATH", "HOME"].compactMap { (name: String) -> String? in
            getenv(name).map { "\(name)=\(String(cString: $0))" }
        }
        let argv = Strings(arguments)
        let envp = Strings(inherited + ["LANG=C.UTF-8"] + environment)
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try folder.write(input ?? "", to: "input")

        // To a file and not to a pipe, whose end a program that another test starts might inherit.
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "\(folder.path)/input", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, "\(folder.path)/output", O_WRONLY | O_CREAT | O_APPEND, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)

        var id = pid_t()
        let code = posix_spawnp(&id, arguments[0], &actions, nil, argv.pointers, envp.pointers)
        guard code == 0 else { throw Failure(what: arguments[0], code: code) }
        var status: Int32 = 0
        while waitpid(id, &status, 0) < 0, errno == EINTR {}
        let signal = status & 0x7F
        let output = String(decoding: try readFile("\(folder.path)/output"), as: UTF8.self)
        return Child(status: signal == 0 ? (status >> 8) & 0xFF : -signal, output: output)
    }

    /// Whether a program is in `PATH`.
    static func exists(_ program: String) -> Bool {
        let path = getenv("PATH").map { String(cString: $0) } ?? ""
        return path.split(separator: ":").contains { access("\($0)/\(program)", X_OK) == 0 }
    }
}

/// A folder for one test.
struct TemporaryFolder {
    let path: String

    init() throws {
        var template = Array("/tmp/dataswarm-tests-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Failure(what: "mkdtemp", code: errno) }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    func write(_ text: String, to name: String) throws {
        try writeFile(Array(text.utf8), to: "\(path)/\(name)")
    }

    /// Removes the folder and the files in it.
    func remove() {
        guard let folder = opendir(path) else { return }
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            unlink("\(path)/\(name)")
        }
        closedir(folder)
        rmdir(path)
    }
}

/// What a call of the C library could not do.
struct Failure: Error, CustomStringConvertible {
    let description: String

    init(what: String, code: Int32) { description = "\(what): \(String(cString: strerror(code)))" }
}

func readFile(_ path: String) throws -> [UInt8] {
    guard let file = fopen(path, "r") else { throw Failure(what: path, code: errno) }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
    return bytes
}

func writeFile(_ bytes: [UInt8], to path: String) throws {
    guard let file = fopen(path, "w") else { throw Failure(what: path, code: errno) }
    let count = fwrite(bytes, 1, bytes.count, file)
    guard fclose(file) == 0, count == bytes.count else { throw Failure(what: path, code: errno) }
}

/// Strings as C takes a list of them.
private final class Strings {
    let pointers: [UnsafeMutablePointer<CChar>?]

    init(_ strings: [String]) { pointers = strings.map { strdup($0) } + [nil] }

    deinit { for pointer in pointers { free(pointer) } }
}
