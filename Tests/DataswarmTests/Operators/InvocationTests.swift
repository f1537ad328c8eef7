import Dataswarm
import Testing

/// What each operator lowers to.
@Suite struct InvocationTests {
    @Test func shell() {
        #expect(
            Shell("true").invocation == .process(["/bin/bash", "-euo", "pipefail", "-c", .script("true", in: .shell)]))
        let full = Shell("echo \(.ds)", arguments: ["\(.ds)", "b"], environment: ["A": "1"], interpreter: .sh)
        let script: Argument = .script("echo \(.ds)", in: .shell)
        #expect(
            full.invocation
                == .process(["/bin/sh", "-eu", "-c", script, "shell", "\(.ds)", "b"], environment: ["A": "1"]))
    }

    @Test func command() {
        let word = "a b"
        #expect(Command("rsync").invocation == .process(["rsync"]))
        let full = Command("rsync", "-a", "\(word)", environment: ["A": "1"], standardInput: "in")
        #expect(full.invocation == .process(["rsync", "-a", "\(word)"], environment: ["A": "1"], standardInput: "in"))
        #expect(Command("rsync", arguments: ["-a"]).invocation == .process(["rsync", "-a"]))
    }

    @Test func php() {
        let full = PHP(file: "post.php", arguments: ["\(.ds)"], environment: ["A": "1"])
        #expect(full.invocation == .process(["php", "-f", "post.php", "--", "\(.ds)"], environment: ["A": "1"]))
    }

    @Test func python() {
        let file = Python(file: "clean.py", arguments: ["\(.ds)"], environment: ["A": "1"])
        #expect(file.invocation == .process(["python3", "clean.py", "\(.ds)"], environment: ["A": "1"]))
        let script = Python("print(\(3))", arguments: ["x"])
        #expect(script.invocation == .process(["python3", "-c", .script("print(3)", in: .python), "x"]))
    }

    private static let paths: [(Template, String)] = [
        ("import os\nopen('\(.output)/a')", "write os.environ[\"DATASWARM_OUTPUT\"] instead"),
        ("\nopen('\(.scratch)/a')", "write os.environ[\"DATASWARM_SCRATCH\"] instead"),
        (
            "\nopen(\"\(Task("a", NoOp()).output)\")",
            "give it to the process as an argument, and write sys.argv[1] instead"
        ),
    ]

    @Test(arguments: Self.paths)
    func noPathStandsInPython(script: Template, advice: String) {
        let pipeline = Pipeline("p") { Task("t", Python(script)) }
        let error = #expect(throws: RenderingError.self) { try pipeline.rendered("t", ds: "2016-04-26") }
        let text = error?.description ?? ""
        #expect(text.hasPrefix("line 2 of its script has the path '$DATASWARM_"), "\(text)")
        #expect(text.hasSuffix("' in Python, where nothing quotes it: \(advice)."), "\(text)")
    }

    @Test func sqlite() {
        let plain = SQLite("SELECT \(1);", database: "\(.output)/a.db")
        #expect(
            plain.invocation
                == .process(
                    ["sqlite3", "-batch", "-bail", "-init", "/dev/null", "-cmd", ".timeout 60000", "\(.output)/a.db"],
                    standardInput: .script("SELECT 1;", in: .sql)))
    }

    @Test func sqliteParameters() throws {
        let text = "it's"
        let query = SQLite("SELECT :b, :a;", database: "a.db", parameters: ["b": "\(text)", "a": "\(.ds)"])
        guard case .process(let process) = query.invocation else { throw Unexpected() }
        #expect(process.files == ["parameter-a": "\(.ds)", "parameter-b": "\(text)"])
        let bindings = Bindings(
            ds: try Datestamp("2016-04-26"), task: "p.t",
            folders: .init(output: "/o", scratch: "/s", files: "/it's", published: "/p"))
        #expect(
            try process.standardInput?.rendered(with: bindings) == """
                .parameter init
                INSERT INTO sqlite_parameters VALUES (':a', CAST(readfile('/it''s/parameter-a') AS TEXT));
                INSERT INTO sqlite_parameters VALUES (':b', CAST(readfile('/it''s/parameter-b') AS TEXT));
                SELECT :b, :a;
                """)
    }

    @Test func waits() {
        #expect(NoOp().invocation == .nothing)
        #expect(WaitForFile("\(.ds).ok").invocation == .probe(Probe(.fileExists("\(.ds).ok"), every: .seconds(10))))
        #expect(WaitForFile("a", every: .seconds(1)).invocation == .probe(Probe(.fileExists("a"), every: .seconds(1))))
        let question = Process(arguments: ["ask", "\(.ds)"])
        #expect(
            WaitUntil(Command("ask", "\(.ds)")).invocation == .probe(Probe(.process(question), every: .minutes(1))))
        #expect(
            WaitUntil(WaitForFile("a"), every: .minutes(5)).invocation
                == .probe(Probe(.fileExists("a"), every: .minutes(5))))
        #expect(WaitUntil(NoOp()).invocation == .nothing)
    }

    private static let times: [(SleepUntil, Int)] = [
        (SleepUntil(.ds), 0),
        (SleepUntil(.ds, at: 6, 30), 23_400),
        (SleepUntil(.ds, at: 23, 59), 86_340),
        (SleepUntil(.ds, at: 24), -1),
        (SleepUntil(.ds, at: 0, 60), -1),
        (SleepUntil(.ds, at: 5, -30), -1),
        (SleepUntil(.ds, at: .min, .max), -1),
    ]

    @Test(arguments: Self.times)
    func sleeping(sleep: SleepUntil, seconds: Int) {
        #expect(
            sleep.invocation == .probe(Probe(.time(steps: [], seconds: seconds, timeZone: "UTC"), every: .seconds(30))))
    }

    @Test func sleepingInATimeZone() {
        let steps: [DatestampStep] = [.shift(1.days)]
        #expect(
            SleepUntil(.ds + 1.days, at: 6, in: "Europe/Berlin").invocation
                == .probe(Probe(.time(steps: steps, seconds: 21_600, timeZone: "Europe/Berlin"), every: .seconds(30))))
    }

    @Test func names() {
        #expect(Shell.name == "Shell" && SQLite.name == "SQLite" && NoOp.name == "NoOp" && Hive.name == "Hive")
        #expect(Renamed.name == "hive2")
    }

    @Test func anAuthorsOwn() throws {
        let pipeline = Pipeline("p") { Task("find", Renamed(query: "SELECT '\(.ds)'")) }
        let arguments = ["hive", "-e", "SELECT '2016-04-26'"]
        #expect(try pipeline.rendered("find", ds: "2016-04-26") == .process(RenderedProcess(arguments: arguments)))
    }
}

private struct Unexpected: Error {}

private struct Hive: Operator {
    let query: Template
    var invocation: Invocation { .process(["hive", "-e", .script(query, in: .sql)]) }
}

/// An operator that wraps another.
private struct Renamed: Operator {
    static var name: String { "hive2" }
    let query: Template
    var invocation: Invocation { Hive(query: query).invocation }
}
