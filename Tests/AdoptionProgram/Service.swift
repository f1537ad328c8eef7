import Dataswarm
import Glibc
import Host
import LocalLauncher
import PipelineEngine
import PipelineRecord
import ProcessKeeping

/// A small service: starts attempts, writes their handles and results down, and adopts what an earlier one has started.
///
/// It is killed by tests at any moment, and says in files of the root what it has done: `handle.N`, `result.N`, `events`.
struct Service {
    let root: String
    let count: Int
    let launcher: LocalLauncher

    init(root: String, count: Int) {
        self.root = root
        self.count = count
        launcher = LocalLauncher(
            .init(
                root: root, environment: ["PATH": Array("/usr/bin:/bin".utf8)],
                survival: .adoptable(folder: "\(root)/supervisors", lock: "\(root)/lock")))
    }

    /// - Parameter verb: `start`, `adopt`, `find` (adopt without the handles), `resume` (adopt what is
    ///   under way, and start the rest), `strays` (adopt nothing), or `look`.
    func serve(_ verb: String) async {
        switch verb {
        case "start":
            await forEach { number in
                guard case .started(let handle) = await launcher.submit(attempt(number)) else { return say("refused") }
                write(handle.text, to: "handle.\(number)")
                say("started \(number)")
                await finish(number, handle)
            }
        case "adopt", "find":
            await forEach { number in
                if read("result.\(number)") != nil { return }
                let attempt = attempt(number)
                let handle =
                    verb == "find" ? await launcher.find(attempt) : read("handle.\(number)").map { .init(text: $0) }
                guard let handle, await launcher.adopt(attempt, handle) else { return say("unknown \(number)") }
                say("adopted \(number)")
                await finish(number, handle)
            }
        case "resume":
            await forEach { number in
                if read("result.\(number)") != nil { return }
                let attempt = attempt(number)
                var handle = read("handle.\(number)").map { AttemptHandle(text: $0) }
                if handle == nil { handle = await launcher.find(attempt) }
                if let handle, await launcher.adopt(attempt, handle) {
                    return await finish(number, handle)
                }
                guard case .started(let handle) = await launcher.submit(attempt) else { return say("refused") }
                await finish(number, handle)
            }
        case "look":
            let look = RenderedProcess(arguments: ["/bin/sh", "script", "1"])
            _ = await launcher.check(.process(look), for: attempt(1))
        default: await launcher.endStrays()
        }
        say("done")
    }

    private func forEach(_ body: @escaping @Sendable (Int) async -> Void) async {
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<count { group.addTask { await body(number) } }
        }
    }

    private func finish(_ number: Int, _ handle: AttemptHandle) async {
        let result = await launcher.wait(for: attempt(number), handle)
        // A test may want it to be killed with the result in hand.
        if access("\(root)/hesitate", F_OK) == 0 {
            say("hesitates \(number)")
            for await _ in AsyncStream<Never>.makeStream().stream {}
        }
        let measures = result.measures
        write(
            "\(result.end) \(measures?.outputBytes ?? -1) \(measures?.logBytes ?? -1) \((measures?.userTime ?? -1) >= 0)",
            to: "result.\(number)")
        launcher.forget(handle)
    }

    private func attempt(_ number: Int) -> Attempt {
        Attempt(
            task: "cats.t\(number)", ds: "2016-04-26", number: 1, runKey: "key",
            process: RenderedProcess(arguments: ["/bin/sh", "script", "\(number)"]),
            folder: "\(root)/attempts/\(number)", destination: "\(root)/published/\(number)",
            published: "\(root)/published", grace: .seconds(30))
    }

    /// A line that is there whole or not at all.
    private func say(_ line: String) {
        let file = open("\(root)/events", O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
        _ = Array("\(line)\n".utf8).withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
        close(file)
    }

    private func write(_ text: String, to name: String) {
        let file = open("\(root)/\(name).new", O_WRONLY | O_TRUNC | O_CREAT | O_CLOEXEC, 0o600)
        _ = Array(text.utf8).withUnsafeBytes { File.write($0, to: file) }
        close(file)
        rename("\(root)/\(name).new", "\(root)/\(name)")
    }

    private func read(_ name: String) -> String? {
        File.content(of: "\(root)/\(name)").map { String(decoding: $0, as: UTF8.self) }
    }
}
