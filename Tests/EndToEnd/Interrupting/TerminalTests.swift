import Dataswarm
import Testing

/// What a person sees: the same driver under a terminal, as `script` (util-linux) makes one.
@Suite struct TerminalTests {
    private func onTerminal(
        _ line: String, _ sandbox: Sandbox, _ environment: [String: String] = [:]
    ) async throws -> Outcome {
        try await sandbox.shell(
            "script -qec 'stty cols 80 rows 24; driver \(line) --graph graph.json' /dev/null < /dev/null",
            environment: ["TERM": "xterm"].merging(environment) { $1 })
    }

    private func trip() -> Pipeline {
        Pipeline("trip") {
            let pack = Task("pack", Shell("true"))
            let travel = Task("travel", Shell("echo no ticket; exit 3"), depList: [pack])
            Task("unpack", Shell("true"), depList: [travel])
        }
    }

    @Test func progressIsDrawnAndDrawnAnew() async throws {
        let run = try await onTerminal("--ds 2016-04-26", Sandbox(trip()))
        #expect(run.code == 1)
        #expect(run.output.contains("\u{1B}["))
        #expect(run.output.contains("of 3 ("))
        #expect(run.output.contains("\u{1B}[1A\u{1B}[J") || run.output.contains("\u{1B}[2A\u{1B}[J"))
        #expect(run.output.contains("\u{1B}[31m✗ trip.travel\u{1B}[0m exit 3"))
        #expect(run.output.contains("│ \u{1B}[0mno ticket"))
    }

    @Test func whoWantsNoColoursGetsNone() async throws {
        let run = try await onTerminal("--ds 2016-04-26", Sandbox(trip()), ["NO_COLOR": "1"])
        #expect(run.code == 1)
        #expect(run.output.contains("✗ trip.travel exit 3"))
        #expect(!run.output.contains(/\u{1B}\[[0-9;]*m/))
    }

    @Test func aDumbTerminalGetsPlainLines() async throws {
        let run = try await onTerminal("--ds 2016-04-26", Sandbox(trip()), ["TERM": "dumb"])
        #expect(!run.output.contains("\u{1B}"))
        #expect(run.output.contains("started trip.pack"))
    }

    @Test func aThousandTasksStayReadable() async throws {
        let sandbox = try Sandbox(
            Pipeline("walk") {
                for step in 1...1_000 { Task("step_\(step)", Shell(step == 500 ? "exit 3" : ":", interpreter: .sh)) }
            }
        )
        let run = try await onTerminal("--ds 2016-04-26", sandbox)
        #expect(run.code == 1)
        #expect(!run.output.contains("✓ "))
        #expect(run.output.contains("walk.step_500"))
        #expect(run.output.contains("999 succeeded"))
    }

    @Test func theWayBackIsClearedOfWhatRan() async throws {
        let run = try await onTerminal("--ds 2016-04-26", Sandbox(trip()), ["NO_COLOR": "1"])
        // What is left on the screen once all that was drawn anew is gone.
        let screen = Screen(run.output)
        let lines = Plain.lines(of: screen.lines.joined(separator: "\n"))
        #expect(
            lines.map { $0.replacing(/\x20\d+ ms$/, with: " <while>") } == [
                "ds 2016-04-26, run 1: 3 tasks to run",
                "✓ trip.pack <while>",
                "✗ trip.travel exit 3 <while>",
                "u trip.unpack trip.travel failed",
                "",
                "✗ trip.travel exit 3",
                "  │ no ticket",
            ] + lines.dropFirst(7)
        )
        #expect(lines.last == "not done in <while>: 1 succeeded, 1 failed, 1 upstream_failed")
    }

    @Test func aLogCannotDriveTheTerminal() async throws {
        let sandbox = try Sandbox(Pipeline("trip") { Task("pack", Shell(#"printf 'a\033]0;title\007b\n'"#)) })
        #expect(try await sandbox.driver("--ds 2016-04-26").code == 0)
        let logs = try await onTerminal("logs pack --ds 2016-04-26", sandbox)
        #expect(logs.output == "a\\u{1B}]0;title\\u{7}b\r\n")
    }
}
