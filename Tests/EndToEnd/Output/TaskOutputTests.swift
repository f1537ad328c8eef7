import Dataswarm
import Glibc
import Testing

/// Every byte that a task wrote before it ended is in its log, and what reads the log is harmed by none.
@Suite(.timeLimit(.minutes(30))) struct TaskOutputTests {
    /// With DATASWARM_THOROUGH=1, as much as a task that was forgotten would write.
    private static let size = getenv("DATASWARM_THOROUGH") == nil ? 64 << 20 : 1 << 30
    private static let memory = 120 << 20

    private func task(_ script: String) throws -> Sandbox {
        try Sandbox(Pipeline("trip") { Task("pack", Shell(Template(stringLiteral: script))) })
    }

    /// Waits until a task has begun to write.
    private func isWriting(_ sandbox: Sandbox) async throws {
        let log = ".dataswarm/attempts/2016-04-26/trip.pack@1/log"
        for _ in 0..<60_000 where !sandbox.has(log) { try await _Concurrency.Task.sleep(for: .milliseconds(10)) }
        #expect(sandbox.has(log))
    }

    /// A script that prints so many bytes in lines.
    private func lines(_ size: Int) -> String { "head -c \(size) < <(yes 'It was a dark and stormy night.')" }

    /// What a script prints, without any driver.
    private func hash(of script: String, in sandbox: Sandbox) async throws -> String {
        String(try await sandbox.shell("{ \(script); } | sha256sum").output.prefix(64))
    }

    @Test func muchOutputTakesLittleMemory() async throws {
        let script = lines(Self.size)
        let sandbox = try task(script)
        let run = try await Measured.driver("--ds 2016-04-26", in: sandbox)
        #expect(run.code == 0)
        #expect(run.memory < Self.memory)
        let logs = try await Measured.driver("logs pack --ds 2016-04-26", in: sandbox)
        #expect(try await logs.sha256 == hash(of: script, in: sandbox))
        #expect(logs.memory < Self.memory)
        #expect(logs.error == "")
    }

    @Test func oneEndlessLineTakesLittleMemory() async throws {
        let script = "head -c \(Self.size / 2) /dev/zero | tr '\\0' x"
        let sandbox = try task(script + "; exit 3")
        let run = try await Measured.driver("--ds 2016-04-26", in: sandbox)
        #expect(run.code == 1)
        #expect(run.memory < Self.memory)
        let logs = try await Measured.driver("logs pack --ds 2016-04-26", in: sandbox)
        #expect(try await logs.sha256 == hash(of: script, in: sandbox))
        #expect(logs.memory < Self.memory)
    }

    @Test func bytesOfEverySortAreKept() async throws {
        let sandbox = try task("head -c 1000003 /dev/urandom | tee random; printf '\\0\\0\\377' | tee -a random")
        #expect(try await sandbox.driver("--ds 2016-04-26").code == 0)
        let logs = try await Measured.driver("logs pack --ds 2016-04-26", in: sandbox)
        #expect(try await logs.sha256 == hash(of: "cat random", in: sandbox))
    }

    @Test func aTaskMayCloseItsOutput() async throws {
        let sandbox = try task("echo before; exec > /dev/null 2>&1 >&- 2>&-; echo lost || exit 4")
        let run = try await sandbox.driver("--ds 2016-04-26")
        #expect(run.code == 1)
        #expect(run.output.contains("✗ trip.pack exit 4"))
        #expect(try await sandbox.driver("logs pack --ds 2016-04-26").output == "before\n")
    }

    @Test func whatOutlivesTheFirstProcessForAMomentIsReadToo() async throws {
        // The pipe is at its end once the first process is gone.
        let sandbox = try task(
            """
            ( trap '' TERM; cat gone; printf '%070000d\\n' 1; echo > said ) &
            exec 8> gone
            echo early
            """)
        try sandbox.makePipe("gone")
        #expect(try await sandbox.driver("--ds 2016-04-26").code == 0)
        let logs = try await sandbox.driver("logs pack --ds 2016-04-26").output
        #expect(logs.hasPrefix("early\n"))
        // On a busy machine the moment may have been too short for it.
        #expect(!sandbox.has("said") || logs.utf8.count == 6 + 70_001)
    }

    @Test func aLogThatCannotGrowIsNoSuccessOfWhoMindsIt() async throws {
        // As a full disk, but for this process alone. What is there until then can be read.
        let sandbox = try task("trap '' XFSZ; head -c 3000000 < <(yes) || exit 5")
        let run = try await sandbox.shell("ulimit -f 2048; driver --ds 2016-04-26 --graph graph.json")
        #expect(run.code == 1)
        #expect(run.output.contains("✗ trip.pack exit 5"))
        let logs = try await sandbox.driver("logs pack --ds 2016-04-26").output
        #expect(logs.utf8.count == 2048 * 1024)
    }

    /// All that a terminal could obey: every control character in one byte, in two, and the usual sequences.
    private static let harm = #"""
        for code in $(seq 0 255); do printf "$(printf '\\%03o' $code)"; done; echo
        printf '\033[2J\033]0;title\007\033P1$r\033\\\302\233 31m\342\200\256 backwards\n over\r under\b\b\n'
        """#

    @Test func aTerminalIsNotDrivenByALog() async throws {
        let sandbox = try task(Self.harm + "; exit 3")
        let run = try await onTerminal("--ds 2016-04-26", sandbox)
        #expect(run.code == 1)
        expectHarmless(run.output.replacing(/\u{1B}\[(\d+A|J)/, with: ""))
        let logs = try await onTerminal("logs pack --ds 2016-04-26", sandbox)
        expectHarmless(logs.output)
        for word in [#"\u{1B}[2J"#, #"\u{1B}]0;title\u{7}"#, #"\u{9B} 31m"#, #"\u{202E} backwards"#] {
            #expect(logs.output.contains(word))
            #expect(run.output.contains(word))
        }
        #expect(logs.output.contains(#" over\u{D} under\u{8}\u{8}"#))
        // As a terminal would show it in the end.
        #expect(run.output.contains("│ \u{1B}[0m under") || run.output.contains("│  under"))
    }

    private func expectHarmless(_ output: String, sourceLocation: Testing.SourceLocation = #_sourceLocation) {
        let obeyed = output.unicodeScalars.filter { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .surrogate: scalar != "\n" && scalar != "\r"
            default: false
            }
        }
        #expect(obeyed.map(\.value) == [], sourceLocation: sourceLocation)
    }

    private func onTerminal(_ line: String, _ sandbox: Sandbox) async throws -> Outcome {
        try await sandbox.shell(
            "script -qec 'stty cols 80 rows 24; driver \(line) --graph graph.json' /dev/null < /dev/null",
            environment: ["TERM": "xterm", "NO_COLOR": "1"])
    }

    @Test func followingKeepsUpAndEnds() async throws {
        let script = lines(Self.size / 2)
        let sandbox = try task("read -r word < go; \(script)")
        try sandbox.makePipe("go")
        let run = try await sandbox.driver("--ds 2016-04-26") { _ in
            try await isWriting(sandbox)
            async let logs = Measured.driver("logs pack --ds 2016-04-26 --follow", in: sandbox)
            try await sandbox.say("go", to: "go")
            let followed = try await logs
            #expect(try await followed.sha256 == hash(of: script, in: sandbox))
            #expect(followed.memory < Self.memory)
        }
        #expect(run.code == 0)
    }

    @Test func whoFollowsAndHasEnoughEndsBeforeTheTask() async throws {
        let sandbox = try task("echo one; read -r word < go")
        try sandbox.makePipe("go")
        let run = try await sandbox.driver("--ds 2016-04-26") { _ in
            try await isWriting(sandbox)
            let logs = try await sandbox.shell(
                "set -o pipefail; driver logs pack --ds 2016-04-26 --follow --graph graph.json | head -n 1")
            #expect(logs.output == "one\n")
            try await sandbox.say("go", to: "go")
        }
        #expect(run.code == 0)
    }

    /// Every line of a task comes while it runs, with the task's name, and before its end is told.
    @Test func outputIsShownAsItComes() async throws {
        let sandbox = try Sandbox(
            Pipeline("trip") {
                let pack = Task(
                    "pack", Shell("echo socks; echo up > ready; cat go; printf '1 %%\\r2 %%\\r3 %%\\nlast'"))
                Task("travel", Shell("echo no ticket >&2; exit 3"), depList: [pack])
            })
        try sandbox.makePipe("ready")
        try sandbox.makePipe("go")
        let run = try await sandbox.shell(
            "driver --ds 2016-04-26 --jobs 1 --output all --graph graph.json", until: "trip.pack │ socks"
        ) {
            // It is shown while the task waits.
            _ = try await sandbox.hear("ready")
            try await sandbox.say("go on", to: "go")
        }
        #expect(
            run.lines.prefix(10) == [
                "ds 2016-04-26, run 1: 2 tasks to run",
                "<time> started trip.pack", "trip.pack │ socks", "trip.pack │ go on", "trip.pack │ 3 %",
                "trip.pack │ last",
                "<time> succeeded trip.pack", "<time> started trip.travel", "trip.travel │ no ticket",
                "<time> failed trip.travel: exit 3",
            ])
    }

    @Test func outputIsCarriedByEvents() async throws {
        let sandbox = try Sandbox(Pipeline("trip") { Task("pack", Shell("printf 'a\\033[1mb\\n\\n'; exit 3")) })
        let all = try await sandbox.driver("--ds 2016-04-26 --json --output all")
        #expect(
            all.lines.filter { $0.contains("task_output") } == [
                #"{"event":"task_output","ds":"2016-04-26","run":1,"time":0,"task":"trip.pack","attempt":1,"line":"a\u001b[1mb"}"#,
                #"{"event":"task_output","ds":"2016-04-26","run":1,"time":0,"task":"trip.pack","attempt":1,"line":""}"#,
            ])
        let failed = try await sandbox.driver("--ds 2016-04-26 --json --output failed")
        #expect(failed.lines.contains { $0.contains(#""output":["ab"]"#) })
        for option in ["", " --output none"] {
            let quiet = try await sandbox.driver("--ds 2016-04-26 --json\(option)")
            #expect(!quiet.output.contains(#""output""#) && !quiet.output.contains("task_output"))
        }
    }

    @Test func whoWantsNoOutputGetsNone() async throws {
        let sandbox = try Sandbox(Pipeline("trip") { Task("pack", Shell("echo socks; exit 3")) })
        #expect(try await sandbox.driver("--ds 2016-04-26 --output failed").output.contains("│ socks"))
        let quiet = try await sandbox.driver("--ds 2016-04-26 --output none")
        #expect(!quiet.output.contains("socks"))
        #expect(quiet.output.contains("✗ trip.pack exit 3\n  log: "))
        try await sandbox.driver("--ds 2016-04-26 --output some").refuses(
            """
            Error: The value 'some' is invalid for '--output <all|failed|none>'. Please provide one of 'all', 'failed' or 'none'.
            Help:  --output <all|failed|none>  Whose output to show: all lines of all tasks as they come, the last ones of what failed (the default), or none.
            Usage: driver [run] [<selector> ...] --ds <ds> [<options>]
              See 'driver run --help' for more information.
            """)
    }
}
