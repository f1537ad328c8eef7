import FoundationEssentials
import Glibc
import TestSupport

/// A `driver` that runs, as the child of a test: its standard output is a pipe, its standard error a file.
final class Driver {
    let process: pid_t
    private let pipe: CInt
    private let errorFile: String
    private var unread: [UInt8] = []
    private var isAtEnd = false
    /// The most that it held in memory, when it was last looked at, in KiB.
    private var mostMemory = 0
    /// What it has said on standard output and was read so far.
    private(set) var lines: [String] = []

    /// How long to wait for what must come, in seconds.
    static let patience = 120.0

    init(_ program: Program) throws {
        var ends: [CInt] = [-1, -1]
        guard Glibc.pipe(&ends) == 0 else { throw Trouble(what: "no pipe") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        errorFile = "\(program.folder)/stderr.\(UInt64.random(in: 0...UInt64.max))"
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
        posix_spawn_file_actions_addopen(&actions, 2, errorFile, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        _ = Driver.changeFolder(&actions, program.folder)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        // A group of its own, so that a Ctrl-C at the tests' terminal is not one for it.
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP))

        let arguments = ([program.path] + program.arguments).map { strdup($0) } + [nil]
        let environment = program.environment.map { strdup("\($0)=\($1)") } + [nil]
        defer { for text in arguments + environment { free(text) } }
        var process: pid_t = 0
        let code = posix_spawn(&process, program.path, &actions, &attributes, arguments, environment)
        close(ends[1])
        self.process = process
        pipe = ends[0]
        guard code == 0 else { throw Trouble(what: "cannot start \(program.path): \(String(cString: strerror(code)))") }
    }

    deinit { close(pipe) }

    /// `posix_spawn_file_actions_addchdir_np`, which Swift's view of the C library leaves out.
    private static let changeFolder = unsafeBitCast(
        dlsym(nil, "posix_spawn_file_actions_addchdir_np"),
        to: (@convention(c) (UnsafeMutablePointer<posix_spawn_file_actions_t>, UnsafePointer<CChar>) -> CInt).self)

    func send(_ signal: CInt) { kill(process, signal) }

    /// The next line of its standard output; `nil` once nobody has it open any more.
    func nextLine() throws -> String? {
        let deadline = Moment.now + Driver.patience
        while true {
            if let end = unread.firstIndex(of: UInt8(ascii: "\n")) {
                let line = String(decoding: unread[..<end], as: UTF8.self)
                unread.removeSubrange(...end)
                lines.append(line)
                return line
            }
            if isAtEnd { return nil }
            guard try fill(until: deadline) else { throw Trouble(what: "driver says nothing, nor does it end") }
        }
    }

    /// Reads on; `false` where nothing came in time.
    private func fill(until deadline: Double) throws -> Bool {
        var request = pollfd(fd: pipe, events: Int16(POLLIN), revents: 0)
        guard poll(&request, 1, CInt(max(0, deadline - Moment.now) * 1000)) > 0 else { return errno == EINTR }
        lookAtMemory()
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        let count = Glibc.read(pipe, &bytes, bytes.count)
        if count > 0 { unread += bytes[..<count] } else { isAtEnd = true }
        return true
    }

    /// What the system says at its end (`ru_maxrss`) counts what this process held when it started it.
    private func lookAtMemory() {
        let line = Processes.text(of: process, "status").split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        mostMemory = line.flatMap { $0.split(separator: " ").dropFirst().first }.flatMap { Int($0) } ?? mostMemory
    }

    /// Reads until it has said so many lines or ends.
    func read(lines count: Int) throws {
        while lines.count < count, try nextLine() != nil {}
    }

    /// Waits for its end, and reads what it has said.
    func end() throws -> Ended {
        while !isAtEnd, !hasExited { if !(try fill(until: Moment.now + 0.05)) { continue } }
        var status: CInt = 0
        var usage = rusage()
        while wait4(process, &status, 0, &usage) < 0 {
            guard errno == EINTR else { throw Trouble(what: "driver cannot be waited for") }
        }
        while try nextLine() != nil {}
        let signal = status & 0x7f
        return Ended(
            code: signal == 0 ? (status >> 8) & 0xff : 128 + signal, lines: lines,
            error: String(decoding: FileManager.default.contents(atPath: errorFile) ?? Data(), as: UTF8.self),
            processorTime: Driver.seconds(usage.ru_utime) + Driver.seconds(usage.ru_stime),
            mostMemory: mostMemory)
    }

    var hasExited: Bool {
        var info = siginfo_t()
        guard waitid(P_PID, id_t(process), &info, WEXITED | WNOHANG | WNOWAIT) == 0 else { return true }
        return info.si_signo == SIGCHLD
    }

    private static func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1_000_000 }
}

/// How a driver ended.
struct Ended {
    /// The exit code; 128 and the signal's number where a signal ended it.
    let code: CInt
    let lines: [String]
    let error: String
    /// In seconds, its own and that of the children that it waited for.
    let processorTime: Double
    /// The most that it held in memory, in KiB.
    let mostMemory: Int

    var events: [RunEvent] { lines.compactMap { try? RunEvent($0) } }
}

/// A line of `driver run --json`.
struct RunEvent: Decodable {
    let event: String
    let task: String?
    let attempt: Int?
    let state: String?
    let reason: String?
    let counts: [String: Int]?

    init(_ line: String) throws { self = try JSONDecoder().decode(RunEvent.self, from: Data(line.utf8)) }
}

/// Time that is never set back, in seconds.
enum Moment {
    static var now: Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1_000_000_000
    }

    /// Lets time pass at work, and not asleep: a sleep is never as short as what happens between two system calls.
    static func spin(microseconds: Int) {
        let end = now + Double(microseconds) / 1_000_000
        while now < end {}
    }

    /// Looks again and again until something is so; `false` where it never is.
    static func wait(within seconds: Double = Driver.patience, until isSo: () throws -> Bool) rethrows -> Bool {
        let deadline = now + seconds
        while true {
            if try isSo() { return true }
            if now > deadline { return false }
            usleep(500)
        }
    }
}
