import Glibc

/// Starts a process, by `posix_spawn(3)`: the leader of a session of its own, with no signal blocked, ignored or handled.
enum Spawn {
    /// - Parameters:
    ///   - program: the file; ends with a zero byte, as all texts do.
    ///   - streams: what becomes its standard input, output and error.
    /// - Returns: its number, or why there is none.
    static func start(
        _ program: [UInt8], _ arguments: [[UInt8]], environment: [[UInt8]], streams: (CInt, CInt, CInt)
    ) -> Result<pid_t, SystemError> {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, streams.0, STDIN_FILENO)
        posix_spawn_file_actions_adddup2(&actions, streams.1, STDOUT_FILENO)
        posix_spawn_file_actions_adddup2(&actions, streams.2, STDERR_FILENO)

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigfillset(&signals)
        sigdelset(&signals, SIGKILL)
        sigdelset(&signals, SIGSTOP)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETSIGDEF) | Int16(POSIX_SPAWN_SETSIGMASK) | newSession)

        var process: pid_t = 0
        let code = withPointers(arguments) { arguments in
            withPointers(environment) { environment in
                program.withUnsafeBytes { program in
                    let program = program.baseAddress!.assumingMemoryBound(to: CChar.self)
                    return posix_spawn(&process, program, &actions, &attributes, arguments, environment)
                }
            }
        }
        return code == 0 ? .success(process) : .failure(SystemError(code: code))
    }

    /// `POSIX_SPAWN_SETSID`, which Swift's view of the C library leaves out.
    private static let newSession: Int16 = 0x80

    /// Gives C a list of texts, each of which ends with a zero byte.
    private static func withPointers<Result>(
        _ texts: [[UInt8]], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
    ) -> Result {
        var all: [CChar] = []
        all.reserveCapacity(texts.reduce(0) { $0 + $1.count })
        for text in texts { all.append(contentsOf: text.lazy.map { CChar(bitPattern: $0) }) }
        return all.withUnsafeMutableBufferPointer { all in
            var pointers: [UnsafeMutablePointer<CChar>?] = []
            var place = 0
            for text in texts {
                pointers.append(all.baseAddress! + place)
                place += text.count
            }
            pointers.append(nil)
            return body(pointers)
        }
    }
}
