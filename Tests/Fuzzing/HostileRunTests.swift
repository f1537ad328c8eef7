import Dataswarm
import FoundationEssentials
import Glibc
import TestSupport
import Testing

/// Strings that attack, given to the real `driver`: nothing of them is executed, nothing is written outside the state
/// folder, and nothing of them reaches a terminal as it is.
@Suite struct HostileRunTests {
    /// What can be an argument of a process.
    private static let strings = Corpus.hostile.filter { !$0.utf8.contains(0) }
    private static let isThorough = getenv("DATASWARM_THOROUGH") != nil

    /// All that lies in a folder, but for the state.
    private func tree(_ folder: String) throws -> [String] {
        let all = try FileManager.default.subpathsOfDirectory(atPath: folder)
        return all.filter { !$0.hasPrefix("state") }.sorted()
    }

    private func expectClean(_ outcome: Outcome, _ label: String) {
        for text in [outcome.output, outcome.error] {
            for line in text.split(separator: "\n") where !HostileStringTests.isClean(String(line)) {
                Issue.record("\(label): it prints \(line.debugDescription)")
            }
        }
        #expect([0, 1, 64, 65, 74].contains(outcome.code), "\(label): \(outcome.code)")
    }

    @Test func aTaskIsGivenTheExactBytes() async throws {
        let batches = stride(from: 0, to: Self.strings.count, by: 20).map {
            Array(Self.strings[$0..<min($0 + 20, Self.strings.count)])
        }
        let script = """
            printf '%s\\0' "$@" > "$DATASWARM_OUTPUT/arguments"
            env -0 | grep -z '^V[0-9]*=' | sort -z > "$DATASWARM_OUTPUT/environment"
            cat > "$DATASWARM_OUTPUT/input"
            """
        let pipeline = Pipeline("p") {
            for (index, batch) in batches.enumerated() {
                let variables = batch.enumerated().map { ("V\($0)", EnvironmentValue.text("\($1)")) }
                Task(
                    "t\(index)",
                    Raw(
                        .process(
                            ["/bin/sh", "-c", "\(script)", "sh"] + batch.map { "\($0)" },
                            environment: Dictionary(uniqueKeysWithValues: variables),
                            standardInput: "\(batch.joined())")))
            }
        }
        let sandbox = try Sandbox(pipeline)
        let before = try tree(sandbox.folder)
        let ran = try await sandbox.driver("--ds 2016-04-26 --state state")
        expectClean(ran, "run")
        #expect(ran.code == 0)
        for (index, batch) in batches.enumerated() {
            func content(_ name: String) -> [UInt8] {
                let path = "\(sandbox.folder)/state/published/p.t\(index)/2016-04-26/\(name)"
                return Array(FileManager.default.contents(atPath: path) ?? Data())
            }
            let pieces = batch.map { Array($0.utf8) }
            #expect(content("arguments") == pieces.flatMap { $0 + [0] }, "batch \(index)")
            #expect(content("input") == pieces.flatMap { $0 }, "batch \(index)")
            let variables = pieces.enumerated().map { (place, piece) in Array("V\(place)=".utf8) + piece }
            let sorted = variables.sorted { $0.lexicographicallyPrecedes($1) }
            #expect(content("environment") == sorted.flatMap { $0 + [0] }, "batch \(index)")
        }
        for line in [
            "plan --json --force --ds 2016-04-26", "plan --force --ds 2016-04-26", "explain p.t0",
            "why p.t3 --ds 2016-04-26",
        ] {
            expectClean(try await sandbox.driver("\(line) --state state"), line)
        }
        #expect(try tree(sandbox.folder) == before)
    }

    /// Each string in one place of the command line, or in all of them.
    @Test func aCommandLineRefusesOrTakesIt() async throws {
        let sandbox = try Sandbox(
            Pipeline("p") { Task("t", Command("echo", "\(Parameter<String>("name", default: "x"))"), tags: ["x"]) })
        let before = try tree(sandbox.folder)
        // All lanes share one record, and wait for each other where they want the same task.
        let lanes = 4
        try await withThrowingTaskGroup(of: Void.self) { group in
            for lane in 0..<lanes {
                group.addTask {
                    for (index, text) in Self.strings.enumerated()
                    where index % lanes == lane && (Self.isThorough || index.isMultiple(of: 3)) {
                        try await tryCommandLines(with: text, index, state: "state", in: sandbox)
                    }
                }
            }
            try await group.waitForAll()
        }
        // What they said of themselves is on record, and shown again.
        for line in ["runs --last 1000", "runs --last 1000 --json", "status --ds 2016-04-26"] {
            expectClean(try await sandbox.driver("\(line) --state state"), line)
        }
        let runs = try await sandbox.driver("runs --last 1000 --json --state state").lines.count
        #expect(runs > 2)
        for run in 1...max(1, runs) {
            expectClean(try await sandbox.driver("runs \(run) --state state"), "run \(run)")
        }
        #expect(try tree(sandbox.folder) == before)
        #expect(
            try !FileManager.default.subpathsOfDirectory(atPath: sandbox.folder).contains { $0.hasSuffix("CANARY") })
    }

    private func tryCommandLines(with text: String, _ index: Int, state: String, in sandbox: Sandbox) async throws {
        let common = ["--state", state, "--graph", "graph.json"]
        let lines = [
            ["plan", "--ds", text] + common,
            ["--ds", "2016-04-26", "--set", "name=\(text)"] + common,
            ["plan", "--ds", "2016-04-26", "--only", text] + common,
            ["plan", "--ds", "2016-04-26", "--setting", "owner=\(text)"] + common,
            ["plan", "--json", "--ds", "2016-04-26", "--set", "name=\(text)"] + common,
            ["list", text] + common,
            ["plan", "--ds", "2016-04-26", "--setting", "env.\(text)=\(text)"] + common,
            ["list", "--state", state, "--graph", text],
            [text] + common,
            ["why", text, "--ds", "2016-04-26"] + common,
            ["status", "--json", "--ds", "2016-04-26", text] + common,
            ["plan", "--ds", "2016-04-26", "--set", text] + common,
            ["plan", "--ds", "2016-04-26", "--state", "\(state)-\(text)", "--graph", "graph.json"],
            ["--ds", "2016-04-26", "--reason", text] + common,
            ["cancel", text] + common,
            ["runs", text] + common,
            ["runs", "--ds", text] + common,
        ]
        for (place, words) in lines.enumerated() where Self.isThorough || place == index / 3 % lines.count {
            let outcome = try await Program(path: Program.driver, arguments: words, folder: sandbox.folder).run()
            // What asks for help is given it.
            if outcome.code != 0 || !outcome.output.hasPrefix("OVERVIEW") {
                expectClean(outcome, "string \(index) at place \(place)")
            }
        }
    }
}
