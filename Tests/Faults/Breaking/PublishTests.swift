import Dataswarm
import FoundationEssentials
import Glibc
import Synchronization
import TestSupport
import Testing

extension FaultTests {
    /// What readers of an output see while it is replaced, and while whoever replaces it is killed.
    @Suite struct PublishTests {
        /// Ten files with the attempt's token in each.
        private static let script = """
            read -r token < /proc/sys/kernel/random/uuid
            mkdir "$DATASWARM_OUTPUT/deep"
            for n in 0 1 2 3 4; do echo $token > "$DATASWARM_OUTPUT/$n"; echo $token > "$DATASWARM_OUTPUT/deep/$n"; done
            echo "end $DATASWARM_RUN_KEY $DATASWARM_ATTEMPT $token $$" >> witness

            """

        private func sandbox() throws -> Sandbox {
            let sandbox = try Sandbox(Pipeline("p") { Task("page", Command("/bin/sh", "page.sh")) })
            try sandbox.write(PublishTests.script, to: "page.sh")
            return sandbox
        }

        @Test func aReaderSeesTheOldOutputOrTheNewOneWhole() throws {
            let sandbox = try sandbox()
            defer { sandbox.clean() }
            try #require(try sandbox.finish("--ds 2016-04-26").code == 0)
            var chance = Chance(Effort.seed)
            // The calls of a run whose output replaces another.
            let counting = try sandbox.start("--ds 2016-04-26 --force", Meddler(log: "calls"), claim: "counting").end()
            try #require(counting.code == 0, "\(counting.error)")
            let calls = try sandbox.read("calls").split(separator: "\n")
            let publishing = try #require(calls.lastIndex { $0.contains(" rename") && $0.contains("/published/") })
            // Most moments are near those at which the names change.
            let near = max(1, publishing - 12)...min(calls.count, publishing + 12)

            let reader = Reader("\(sandbox.folder)/.dataswarm/published/p.page/2016-04-26")
            reader.start()
            let rounds = Effort.times(30, thoroughly: 500)
            var kills = 0
            for round in 1...rounds {
                let call = chance.number(in: round % 5 == 0 ? 1...calls.count : near)
                let ended = try sandbox.start("--ds 2016-04-26 --force", Meddler(at: call), claim: "claim.\(round)")
                    .end()
                if ended.code == 137 { kills += 1 }
                #expect(ended.code == 137 || ended.code == 0, "\(ended.error) call \(call)")
            }
            let seen = try reader.stop()
            let context = Effort.replay(Effort.seed)
            #expect(kills > rounds * 3 / 4, "\(context)")
            expectNone(seen.problems, context)
            // It must have been there when something changed.
            #expect(seen.tokens.count > 2, "\(context)")
            #expect(seen.looks > rounds, "\(context)")
            let told = try Witness(sandbox).lines.filter { $0.verb == .end }.map(\.token)
            #expect(seen.tokens.isSubset(of: told), "\(context)")

            let last = try sandbox.finish("--ds 2016-04-26 --force")
            #expect(last.code == 0, "\(last.error) \(context)")
            let token = try #require(try Witness(sandbox).lines.last?.token)
            #expect(try sandbox.read(".dataswarm/published/p.page/2016-04-26/deep/4") == token + "\n", "\(context)")
        }

        /// Who was given up and writes on: the output of the attempt after it stays as it is.
        @Test func whoWasGivenUpCannotChangeWhatIsPublished() throws {
            let sandbox = try Sandbox.witnessed(Pipeline("p") { Deed.task("page", .hold) })
            defer { sandbox.clean() }
            let driver = try sandbox.start("--ds 2016-04-26")
            try #require(Moment.wait { Witness.count(sandbox) == 1 })
            let old = "\(sandbox.folder)/.dataswarm/attempts/2016-04-26/p.page@1/output"
            try #require(Moment.wait { access("\(old)/first", F_OK) == 0 })
            // What a process of the first attempt has open, and where it stands.
            let file = open("\(old)/first", O_WRONLY)
            let folder = open(old, O_RDONLY | O_DIRECTORY)
            try #require(file >= 0 && folder >= 0)
            defer {
                close(file)
                close(folder)
            }
            driver.send(SIGKILL)
            #expect(try driver.end().code == 137)
            try sandbox.write("", to: "enough")
            let next = try sandbox.finish("--ds 2016-04-26")
            #expect(next.code == 0, "\(next.error)")

            for name in ["first", "second", "third"] {
                let late = openat(folder, name, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
                if late >= 0 { #expect(write(late, "late\n", 5) == 5) }
                close(late)
                try? "late\n".write(toFile: "\(old)/\(name)", atomically: false, encoding: .utf8)
            }
            #expect(pwrite(file, "late\n", 5, 0) == 5)
            #expect(try sandbox.query("SELECT number FROM attempts WHERE state = 'succeeded'") == [["2"]])
            expectNone(try Oracle.problems(sandbox, ds: "2016-04-26", done: ["p.page"]), "after the late writer")
        }

        /// A task that is done may have left something behind that still writes.
        @Test func whatATaskLeavesBehindCannotChangeWhatIsPublished() throws {
            let sandbox = try Sandbox.witnessed(
                Pipeline("p") {
                    Task(
                        "page",
                        Command(
                            "/bin/sh", "-c",
                            """
                            ( setsid sh -c 'cd "$DATASWARM_OUTPUT"; exec 3>>first; while :; do echo late >&3; done' & )
                            while [ ! -s "$DATASWARM_OUTPUT/first" ]; do sleep 0.01; done
                            """))
                }
            )
            defer { sandbox.clean() }
            let driver = try sandbox.start("--ds 2016-04-26")
            let first = ".dataswarm/published/p.page/2016-04-26/first"
            // As soon as it is there it changes no more.
            try #require(Moment.wait { sandbox.has(first) })
            let content = try sandbox.read(first)
            #expect(try driver.end().code == 0)
            Moment.spin(microseconds: 50_000)
            #expect(try sandbox.read(first) == content)
            #expect(sandbox.survivors() == [])
        }
    }
}

/// Reads a published folder over and over, on a thread of its own.
private final class Reader: Sendable {
    struct Seen {
        var looks = 0
        var tokens: Set<String> = []
        var problems: [String] = []
    }

    private struct State {
        var seen = Seen()
        var mustStop = false
        var hasStopped = false
    }

    private let state = Mutex(State())
    private let path: String
    private static let names = (0..<5).flatMap { ["\($0)", "deep/\($0)"] }

    init(_ path: String) { self.path = path }

    func start() {
        Thread.detach { [self] in
            while !state.withLock({ $0.mustStop }) {
                let look = look()
                state.withLock { state in
                    switch look {
                    case .changed: break
                    case .whole(let token):
                        state.seen.looks += 1
                        state.seen.tokens.insert(token)
                    case .wrong(let problem): state.seen.problems.append(problem)
                    }
                }
            }
            state.withLock { $0.hasStopped = true }
        }
    }

    func stop() throws -> Seen {
        state.withLock { $0.mustStop = true }
        guard Moment.wait(until: { state.withLock { $0.hasStopped } }) else { throw Trouble(what: "the reader hangs") }
        return state.withLock { $0.seen }
    }

    private enum Look {
        /// It was replaced while it was read: what was read says nothing.
        case changed
        case whole(String)
        case wrong(String)
    }

    private func look() -> Look {
        let folder = open(path, O_RDONLY | O_DIRECTORY)
        guard folder >= 0 else { return .wrong("there is no output") }
        defer { close(folder) }
        var tokens: Set<String> = []
        for name in Reader.names { tokens.insert(Reader.content(of: name, in: folder) ?? "nothing") }
        var opened = stat()
        var current = stat()
        guard fstat(folder, &opened) == 0, stat(path, &current) == 0 else { return .wrong("the output has gone") }
        guard opened.st_ino == current.st_ino else { return .changed }
        guard tokens.count == 1, let token = tokens.first, token != "nothing" else {
            return .wrong("the output is made of \(tokens.sorted())")
        }
        return .whole(token)
    }

    private static func content(of name: String, in folder: CInt) -> String? {
        let file = openat(folder, name, O_RDONLY)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 64)
        let count = read(file, &bytes, bytes.count)
        return count == 37 ? String(decoding: bytes[..<36], as: UTF8.self) : nil
    }
}
