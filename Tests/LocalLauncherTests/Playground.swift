import AttemptWorkspace
import CivilTime
import Dataswarm
import Dispatch
import Glibc
import Host
import PipelineEngine
import ProcessKeeping
import TestSupport

@testable import LocalLauncher

/// A temporary folder with a launcher in it, gone when the test is over.
final class Playground: Sendable {
    let root: String
    let launcher: LocalLauncher

    init(
        environment: [String: String] = ["PATH": "/usr/bin:/bin"],
        secrets: [String: String] = [:],
        secretAdvice: @escaping @Sendable (String) -> String = SecretAdvice.variable,
        now: @escaping @Sendable () -> Int64 = SystemClock.wallTime,
        timeZoneFolders: [String] = ZoneDatabase.systemFolders(),
        patience: Duration = .milliseconds(200)
    ) {
        var template = Array("/tmp/local-launcher-XXXXXX".utf8CString)
        root = template.withUnsafeMutableBufferPointer { buffer in
            mkdtemp(buffer.baseAddress!)
            return String(cString: buffer.baseAddress!)
        }
        launcher = LocalLauncher(
            .init(
                root: root,
                environment: environment.mapValues { Array($0.utf8) },
                secret: { secrets[$0].map { Array($0.utf8) } },
                secretAdvice: secretAdvice,
                now: now,
                timeZoneFolders: timeZoneFolders,
                patience: patience,
                supervisor: SupervisorCommand(program: Program.driver),
                memoryKills: "\(root)/vmstat"
            ))
    }

    deinit {
        Folder.remove(root)
    }

    func attempt(_ process: RenderedProcess? = nil, number: Int = 1, grace: Duration = .seconds(30)) -> Attempt {
        Attempt(
            task: "cats.find",
            ds: "2016-04-26",
            number: number,
            runKey: "key",
            process: process,
            folder: "\(root)/attempts/\(number)",
            destination: "\(root)/published/cats.find/2016-04-26",
            published: "\(root)/published",
            grace: grace
        )
    }

    /// An attempt that runs a shell script.
    func shell(_ script: String, _ arguments: String..., number: Int = 1, grace: Duration = .seconds(30)) -> Attempt {
        attempt(
            RenderedProcess(arguments: ["/bin/sh", "-c", script, "sh"] + arguments),
            number: number,
            grace: grace
        )
    }

    /// Executes a shell script as an attempt.
    @discardableResult
    func run(_ script: String, _ arguments: String..., number: Int = 1) async -> AttemptEnd {
        await execute(
            attempt(RenderedProcess(arguments: ["/bin/sh", "-c", script, "sh"] + arguments), number: number))
    }

    /// Executes an attempt that says to the named pipe `ready` when it is under way, and asks it to end then.
    ///
    /// - Parameter hurries: whether it is to be killed at once.
    func cancelOnceReady(_ attempt: Attempt, hurries: Bool = false) async -> AttemptEnd {
        makePipe("ready")
        guard case .started(let handle) = await launcher.submit(attempt) else { return .lost("refused") }
        async let result = launcher.wait(for: attempt, handle)
        _ = await listen(to: "ready")
        launcher.end(handle)
        if hurries { launcher.kill(handle) }
        return await result.end
    }

    /// Executes an attempt from its beginning to its end. Cancelling the calling task asks it to end.
    func execute(_ attempt: Attempt) async -> AttemptEnd { await result(of: attempt).end }

    /// Executes an attempt, and measures it.
    func result(of attempt: Attempt) async -> AttemptResult {
        switch await launcher.submit(attempt) {
        case .refused(let result): return result
        case .started(let handle):
            let result = await withTaskCancellationHandler {
                await launcher.wait(for: attempt, handle)
            } onCancel: {
                launcher.end(handle)
            }
            launcher.forget(handle)
            return result
        }
    }

    func log(number: Int = 1) -> String? { Self.read("\(root)/attempts/\(number)/log") }

    func exists(_ path: String) -> Bool {
        var status = stat()
        return lstat("\(root)/\(path)", &status) == 0
    }

    /// Runs a line of a shell in the folder, outside of any attempt; whether it succeeds.
    func does(_ line: String) -> Bool { pclose(popen("cd \(root) && { \(line); } > /dev/null", "r")) == 0 }

    /// Whether no process holds a lock on a file.
    func isFree(_ path: String) -> Bool { does("flock -n \(path) true") }

    /// The names in a folder, in order.
    func names(in path: String) -> [String] {
        guard let stream = opendir("\(root)/\(path)") else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let record = readdir(stream) {
            let name = withUnsafePointer(to: &record.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    func write(_ text: String, to path: String, mode: mode_t = 0o600) {
        let file = open("\(root)/\(path)", O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, mode)
        _ = Array(text.utf8).withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
        close(file)
    }

    func makeFolder(_ path: String, mode: mode_t = 0o700) {
        mkdir("\(root)/\(path)", mode)
    }

    func makePipe(_ path: String) {
        mkfifo("\(root)/\(path)", 0o600)
    }

    /// Writes to a named pipe, and waits until somebody reads it.
    func tell(_ text: String, to path: String) async {
        // Opening waits, too, and the threads that tests share must not.
        await withCheckedContinuation { continuation in
            DispatchQueue(label: "speaker").async { [self] in
                write(text, to: path)
                continuation.resume()
            }
        }
    }

    /// The line that is written to a named pipe; an empty one after ten minutes of silence.
    func listen(to path: String) async -> String {
        let path = "\(root)/\(path)"
        return await withCheckedContinuation { continuation in
            DispatchQueue(label: "listener").async { continuation.resume(returning: Self.readLine(of: path)) }
        }
    }

    private static func readLine(of pipe: String) -> String {
        let file = open(pipe, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        defer { close(file) }
        var line: [UInt8] = []
        var byte: UInt8 = 0
        while line.last != UInt8(ascii: "\n") {
            var request = pollfd(fd: file, events: Int16(POLLIN), revents: 0)
            guard poll(&request, 1, 600_000) == 1, Glibc.read(file, &byte, 1) == 1 else { return "" }
            line.append(byte)
        }
        return String(decoding: line, as: UTF8.self)
    }

    func content(of path: String) -> String? { Self.read("\(root)/\(path)") }

    static func read(_ path: String) -> String? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while true {
            let count = Glibc.read(file, &buffer, buffer.count)
            guard count > 0 else { break }
            bytes += buffer[..<count]
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// Whether a process lives; one that only waits to be reaped does not.
func isAlive(_ process: String) -> Bool {
    guard let number = pid_t(process.filter(\.isNumber)), number > 0 else { return false }
    guard let status = Playground.read("/proc/\(number)/stat"), let end = status.lastIndex(of: ")") else {
        return false
    }
    return !status[end...].dropFirst(2).hasPrefix("Z")
}
