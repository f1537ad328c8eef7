import Glibc

/// A process of its own, `cat`, which has begun when this is made and lives as long as this does.
final class Child {
    private var process: pid_t = 0
    private let input: Int32

    init() throws {
        var (toChild, fromChild) = ([Int32](repeating: -1, count: 2), [Int32](repeating: -1, count: 2))
        guard pipe(&toChild) == 0, pipe(&fromChild) == 0 else { throw Failure() }
        for end in toChild + fromChild { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        input = toChild[1]
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawn_file_actions_adddup2(&actions, toChild[0], STDIN_FILENO)
        posix_spawn_file_actions_adddup2(&actions, fromChild[1], STDOUT_FILENO)
        var arguments: [UnsafeMutablePointer<CChar>?] = [strdup("cat"), nil]
        let code = posix_spawn(&process, "/bin/cat", &actions, nil, &arguments, nil)
        posix_spawn_file_actions_destroy(&actions)
        free(arguments[0])
        for end in [toChild[0], fromChild[1]] { close(end) }
        // What comes back has been through the new program: only then is all closed that it does not inherit.
        var byte: UInt8 = 1
        let isBack = code == 0 && write(input, &byte, 1) == 1 && read(fromChild[0], &byte, 1) == 1
        close(fromChild[0])
        if !isBack { throw Failure() }
    }

    deinit {
        close(input)
        if process > 0 { waitpid(process, nil, 0) }
    }

    /// The paths of what it has open, as `/proc` has them.
    var openFiles: [String] {
        (0..<1_024).compactMap { descriptor in
            var path = [CChar](repeating: 0, count: 4_096)
            let length = readlink("/proc/\(process)/fd/\(descriptor)", &path, path.count)
            return length > 0 ? String(decoding: path.prefix(length).map(UInt8.init(bitPattern:)), as: UTF8.self) : nil
        }
    }

    struct Failure: Error {}
}
