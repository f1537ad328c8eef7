import Dataswarm
import Testing

/// The operators that ship, each doing its work for real.
@Suite struct OperatorTests {
    @Test func eachDoesItsWork() async throws {
        let text = "it's \"free\"; $(false) text"
        let sandbox = try Sandbox(
            Pipeline("kit") {
                let wait = Task("wait", WaitForFile("seeds.txt", every: .milliseconds(20)))
                let time = Task("time", SleepUntil(.ds, at: 6, 30, in: "Europe/Berlin"))
                let ask = Task("ask", WaitUntil(Command("test", "-e", "seeds.txt"), every: .milliseconds(20)))
                let start = Task("start", NoOp(), depList: [wait, time, ask])
                let php = Task("php", PHP(file: "kit.php", arguments: ["\(.ds)", "\(text)"]), depList: [start])
                let python = Task(
                    "python", Python("import sys; print(*sys.argv[1:], sep='|')", arguments: ["\(.ds)", "\(text)"]),
                    depList: [start])
                let sqlite = Task(
                    "sqlite",
                    SQLite("SELECT '\(.ds)', :text;", database: "\(.scratch)/kit.db", parameters: ["text": "\(text)"]),
                    depList: [start])
                let command = Task("command", Command("printf", "%s|%s", "\(.ds)", "\(text)"), depList: [start])
                Task(
                    "shell", Shell("printf '%s|%s' \(.ds) \"$1\"", arguments: ["\(text)"]),
                    depList: [php, python, sqlite, command])
            })
        try sandbox.write("<?php echo $argv[1], '|', $argv[2];", to: "kit.php")
        try sandbox.write("", to: "seeds.txt")
        let run = try await sandbox.driver("--ds 2016-04-26")
        #expect(run.code == 0, "\(run.output)\(run.error)")
        for task in ["php", "python", "sqlite", "command", "shell"] {
            let log = try await sandbox.driver("logs \(task) --ds 2016-04-26")
            #expect(log.lines == ["2016-04-26|\(text)"], "\(task)")
        }
    }

    /// A wait says what it waits for, wherever it is met.
    @Test func aWaitSaysWhatItLooksFor() async throws {
        let sandbox = try Sandbox(
            Pipeline("trip") { Task("ticket", WaitForFile("ticket", every: .milliseconds(50))) })
        let words = "wait for the file ticket, every 50 ms"
        let why = "  It is a probe: \(words)."
        #expect(try await sandbox.driver("why ticket --ds 2016-04-26").lines.contains(why))
        let run = try await sandbox.shell("driver --ds 2016-04-26 --graph graph.json", until: "started") {
            #expect(try await sandbox.driver("why ticket --ds 2016-04-26").lines.contains(why))
            try await sandbox.driver("logs ticket --ds 2016-04-26").warns(
                "driver: 'trip.ticket' prints nothing: it is a probe: \(words).")
            try sandbox.write("", to: "ticket")
        }
        #expect(run.lines.contains("<time> started trip.ticket: \(words)"))
        let events = try await sandbox.driver("--ds 2016-04-26 --json --force")
        #expect(events.lines.contains { $0.hasSuffix(#""attempt":2,"looks_for":"\#(words)"}"#) })
    }
}
