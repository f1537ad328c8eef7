import Dispatch
import Glibc
import Host
import ProcessKeeping
import TestSupport

/// A folder for services that are killed, and the line over which they and their attempts say what they do.
final class AdoptionStage: Sendable {
    let root: String
    let count: Int
    /// A named pipe, `events`.
    private let line: Int32

    /// - Parameter script: what each attempt does; its first argument is the attempt's number.
    init(count: Int, script: String = AdoptionStage.script) {
        var template = Array("/tmp/adoption-XXXXXX".utf8CString)
        root = template.withUnsafeMutableBufferPointer { buffer in
            mkdtemp(buffer.baseAddress!)
            return String(cString: buffer.baseAddress!)
        }
        self.count = count
        mkfifo("\(root)/events", 0o600)
        // Open at both ends: nobody who writes has to wait for a reader.
        line = open("\(root)/events", O_RDWR | O_CLOEXEC)
        for number in 0..<count { mkfifo("\(root)/go.\(number)", 0o600) }
        write(script, to: "script")
        write("", to: "lock")
    }

    deinit {
        // A test that fails leaves nothing behind.
        for entry in (try? Folder.entries(of: "\(root)/supervisors")) ?? [] {
            if let mark = Int64(entry.name.description).flatMap(Mark.init(recorded:)) { Leftovers.end(mark) }
        }
        close(line)
        Folder.remove(root)
    }

    /// Tells a witness, waits for a word, writes an output and a log, and exits with the number modulo 3.
    static let script = """
        echo $1 >> witness; echo $$ > pid.$1; echo "up $1" > events; read word < go.$1
        printf 123 > $DATASWARM_OUTPUT/x; printf 12345; exit $(($1 % 3))
        """

    /// Runs the service until it ends, and does something in the meantime.
    @discardableResult
    func service(
        _ verb: String, while meanwhile: (Running) async throws -> Void = { _ in }
    ) async throws -> TestSupport.Outcome {
        try await Program(path: Program.adoption, arguments: [verb, root, "\(count)"]).run(while: meanwhile)
    }

    /// Runs the service until something has been said for each attempt, and kills it.
    func service(_ verb: String, killedOnceEachSaid words: String...) async throws {
        try await service(verb) { service in
            await expect(words)
            service.murder()
        }
    }

    /// Waits until each of some words has been said for each attempt.
    func expect(_ words: [String]) async {
        var expected = Set(words.flatMap { word in (0..<count).map { "\(word) \($0)" } })
        while !expected.isEmpty { expected.remove(await nextLine()) }
    }

    /// Waits until a word has been said for so many attempts.
    func expect(_ word: String, times: Int) async {
        var left = times
        while left > 0 { if await nextLine().hasPrefix("\(word) ") { left -= 1 } }
    }

    /// What is said next; other things may have been said before.
    private func nextLine() async -> String {
        await withCheckedContinuation { continuation in
            DispatchQueue(label: "listener").async { [line] in
                var text: [UInt8] = []
                var byte: UInt8 = 0
                while read(line, &byte, 1) == 1, byte != UInt8(ascii: "\n") { text.append(byte) }
                continuation.resume(returning: String(decoding: text, as: UTF8.self))
            }
        }
    }

    /// Lets all attempts go on.
    func release() async {
        await aside { [root, count] in
            for number in 0..<count {
                let gate = open("\(root)/go.\(number)", O_WRONLY | O_CLOEXEC)
                _ = [UInt8]("go\n".utf8).withUnsafeBytes { Glibc.write(gate, $0.baseAddress, $0.count) }
                close(gate)
            }
        }
    }

    /// Whether some supervisor holds the lock.
    var isLocked: Bool {
        let file = open("\(root)/lock", O_RDWR | O_CLOEXEC)
        defer { close(file) }
        var lock = flock()
        lock.l_type = Int16(F_WRLCK)
        // `F_OFD_GETLK`.
        return fcntl(file, 36, &lock) == 0 && lock.l_type != Int16(F_UNLCK)
    }

    /// Waits until no supervisor is left, by the lock that each holds.
    func waitForSupervisors() async {
        await aside { [root] in
            let file = open("\(root)/lock", O_RDWR | O_CLOEXEC)
            var lock = flock()
            lock.l_type = Int16(F_WRLCK)
            // `F_OFD_SETLKW`.
            while fcntl(file, 38, &lock) != 0, errno == EINTR {}
            close(file)
        }
    }

    private func aside(_ work: @escaping @Sendable () -> Void) async {
        await withCheckedContinuation { continuation in
            DispatchQueue(label: "aside").async {
                work()
                continuation.resume()
            }
        }
    }

    /// Kills the supervisor of what is on record.
    func killSupervisor() {
        guard let handle = content(of: "handle.0"), let number = Int64(handle.split(separator: " ")[1]),
            let mark = Mark(recorded: number)
        else { return }
        for process in ProcessTable()?.processes ?? [] where mark.isBorne(by: process.number) {
            if Playground.read("/proc/\(process.number)/comm") == "supervisor\n" { process.send(SIGKILL) }
        }
    }

    /// The processes of attempts that live.
    var survivors: [Int] {
        (0..<count).filter { number in content(of: "pid.\(number)").map { isAlive($0) } ?? false }
    }

    /// Which attempts have begun, as the witness was told.
    var witnessed: [Int] {
        (content(of: "witness") ?? "").split(separator: "\n").compactMap { Int($0) }.sorted()
    }

    var results: [String] { (0..<count).map { content(of: "result.\($0)") ?? "none" } }

    /// What the results are when all is well.
    var expectedResults: [String] {
        (0..<count).map { $0 % 3 == 0 ? "exited(0) 3 5 true" : "exited(\($0 % 3)) 0 5 true" }
    }

    func content(of name: String) -> String? { Playground.read("\(root)/\(name)") }

    func write(_ text: String, to name: String) {
        let file = open("\(root)/\(name)", O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0o600)
        _ = Array(text.utf8).withUnsafeBytes { File.write($0, to: file) }
        close(file)
    }
}
