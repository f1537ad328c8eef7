import Dataswarm
import Testing

@Suite struct HelpTests {
    static let verbs = [
        "run", "retry", "plan", "graph", "list", "explain", "check", "status", "due", "logs", "why", "runs", "cancel",
        "mark",
        "clear", "release", "gc", "init",
    ]

    @Test(arguments: verbs)
    func everyVerbHasHelpWithExamples(verb: String) async throws {
        let sandbox = try Sandbox()
        let help = try await sandbox.bare("\(verb) --help")
        #expect(help.code == 0)
        #expect(help.output.contains("Examples:\n  driver "))
        #expect(help.error == "")
        #expect(try await sandbox.bare("help \(verb)").output == help.output)
        #expect(try await sandbox.bare("help").output.contains("\n  \(verb) "))
    }

    @Test func theExitCodesAreInTheHelp() async throws {
        #expect(try await Sandbox().bare("--help").output.contains("Exit codes:"))
    }

    /// No line is longer than a terminal, and none of a paragraph ends before it must.
    @Test(arguments: [""] + verbs)
    func theHelpFitsATerminal(verb: String) async throws {
        let lines = try await Sandbox().bare("help \(verb)").lines
        #expect(lines.filter { $0.count > 80 } == [])
        for (line, next) in zip(lines, lines.dropFirst()) {
            let isProse = { (text: String) in !text.isEmpty && !text.hasPrefix(" ") && !text.hasPrefix("USAGE") }
            guard isProse(line), isProse(next), !line.hasSuffix(":"), let word = next.split(separator: " ").first else {
                continue
            }
            #expect(line.count + 1 + word.count > 79, "'\(line)' ends before '\(word)'")
        }
    }

    /// Whoever knows selectors for one verb knows them for all.
    @Test(arguments: [
        "run --ds 2016-04-26 -n", "plan --ds 2016-04-26", "retry --ds 2016-04-26 -n", "list", "graph", "check",
        "status --ds 2016-04-26", "clear --ds 2016-04-26", "release", "explain", "why --ds 2016-04-26",
        "logs --ds 2016-04-26",
    ])
    func everyVerbTakesSelectorsAloneAndAfterOnly(verb: String) async throws {
        let sandbox = try Sandbox(.quickTrip)
        #expect(try await sandbox.driver("--ds 2016-04-26 --jobs 1").code == 0)
        let alone = try await sandbox.driver("\(verb) travel")
        #expect(alone.code == 0)
        #expect(try await sandbox.shell("cp -r .dataswarm kept").code == 0)
        let named = try await sandbox.driver("\(verb) --only travel")
        #expect(named.complaints == alone.complaints)
        if verb.hasPrefix("clear") { return }
        #expect(named.lines == alone.lines)
        if ["explain", "why", "logs"].contains(where: verb.hasPrefix) { return }
        #expect(try await sandbox.driver("\(verb) * --exclude pack unpack").lines == alone.lines)
    }

    @Test func shortOptionsAreJoinedToTheirValues() async throws {
        #expect(try await Sandbox(.quickTrip).driver("--ds 2016-04-26 -j4").code == 0)
    }

    @Test func completionsKnowTheGraph() async throws {
        let sandbox = try Sandbox(
            pools: [Pool("seats", slots: 2)],
            Pipeline("trip") {
                let limit = Parameter<Int>("limit", default: 3)
                let full = Parameter<Bool>("full", default: false)
                Task("train", Shell("echo \(limit) \(full)"), owner: "family", tags: ["summer"])
            })
        try sandbox.write(#"{"profiles":{"dev":{},"prod":{}}}"#, to: "profiles.json")
        func completed(_ verb: String, _ option: String) async throws -> Outcome {
            try await sandbox.shell(
                "driver ---completion \(verb) -- \(option) 4 0 driver \(verb) --graph graph.json ''")
        }
        let selectors = try await completed("plan", "--only")
        #expect(
            Set(selectors.lines).isSuperset(of: [
                "train", "trip.train", "pipeline:trip", "tag:summer", "owner:family", "operator:Shell", "state:failed",
            ]))
        #expect(try await completed("why", "--only").lines == ["train", "trip.train"])
        #expect(try await completed("run", "--set").lines == ["full=false", "full=true", "limit="])
        #expect(try await completed("run", "--profile").lines == ["dev", "prod"])
        #expect(Set(try await completed("run", "--setting").lines).isSuperset(of: ["pool=seats", "retries="]))
    }

    @Test func theVersionIsOneLine() async throws {
        let version = try await Sandbox().bare("--version")
        #expect(version.code == 0)
        #expect(version.output.wholeMatch(of: /\d+\.\d+\.\d+\n/) != nil)
    }

    @Test(arguments: ["bash", "zsh", "fish"])
    func completionsAreGenerated(shell: String) async throws {
        let script = try await Sandbox().bare("--generate-completion-script \(shell)")
        #expect(script.code == 0)
        for word in ["driver"] + Self.verbs + ["upstream"] { #expect(script.output.contains(word)) }
    }

    @Test func completionsOfBashAreAScriptThatBashReads() async throws {
        let sandbox = try Sandbox()
        let read = try await sandbox.shell("driver --generate-completion-script bash | bash -n")
        #expect(read.code == 0)
        #expect(read.error == "")
    }

    /// A variable of the shell that nobody has set names no folder, and no task.
    @Test(arguments: [
        (
            "--ds 2016-04-26 --state \"$NONE\"",
            "--state has an empty value: write what belongs there, or leave the option out."
        ),
        ("--ds 2016-04-26 --state=", "--state has an empty value: write what belongs there, or leave the option out."),
        ("list --graph ''", "--graph has an empty value: write what belongs there, or leave the option out."),
        (
            "list --definitions ''",
            "--definitions has an empty value: write what belongs there, or leave the option out."
        ),
        ("list --package ''", "--package has an empty value: write what belongs there, or leave the option out."),
        ("init trip --package=", "--package has an empty value: write what belongs there, or leave the option out."),
        ("--ds ''", "--ds has an empty value: write what belongs there, or leave the option out."),
        (
            "plan --ds 2016-04-26 --only pack ''",
            "--only has an empty value: write what belongs there, or leave the option out."
        ),
        ("--ds 2016-04-26 --set ''", "--set has an empty value: write what belongs there, or leave the option out."),
        ("init ''", "word 2 of the command line is empty: write what belongs there, or leave it out."),
        ("clear '' --ds 2016-04-26", "word 2 of the command line is empty: write what belongs there, or leave it out."),
        ("''", "word 1 of the command line is empty: write what belongs there, or leave it out."),
    ])
    func anEmptyValueIsRefused(line: String, sentence: String) async throws {
        let sandbox = try Sandbox(.quickTrip)
        try await sandbox.shell("driver \(line)").refuses("driver: \(sentence)")
        #expect(try await sandbox.shell("ls").output == "graph.json\n")
    }

    @Test func emptyWordsForTheRecordAreNone() async throws {
        #expect(try await Sandbox(.quickTrip).shell("driver --ds 2016-04-26 --graph graph.json --reason ''").code == 0)
    }

    @Test(arguments: [
        (
            "stauts --ds 2016-04-26",
            """
            driver: there is no verb 'stauts': it is one of run, retry, plan, graph, list, explain, check, status, due, logs, \
            why, runs, cancel, mark, clear, release, gc, init. Did you mean 'status'?
            """
        ),
        (
            "help retyr",
            """
            driver: there is no verb 'retyr': it is one of run, retry, plan, graph, list, explain, check, status, due, logs, \
            why, runs, cancel, mark, clear, release, gc, init. Did you mean 'retry'?
            """
        ),
        (
            "dump --ds 2016-04-26",
            """
            driver: there is no verb 'dump': it is one of run, retry, plan, graph, list, explain, check, status, due, logs, \
            why, runs, cancel, mark, clear, release, gc, init. A task is named with --only.
            """
        ),
        (
            "--graph graph.json plan --ds 2016-04-26",
            "driver: 'plan' is a verb, and the verb comes first: driver plan …"
        ),
        ("clear --ds 2016-04-26", "Error: Missing expected argument '<selector> ...': '*' means all tasks."),
        ("why --ds 2016-04-26", "Error: Missing expected argument '<task>'"),
        ("--ony dump --ds 2016-04-26", "Error: Unknown option '--ony'. Did you mean '--only'?"),
        ("plan", "Error: Missing expected argument '--ds <ds>'"),
        ("--ds 2016-04-26 --jobs 0", "Error: --jobs 0: from 1 to 10000 tasks can run at a time."),
        ("--ds 2016-04-26 --jobs many", "Error: The value 'many' is invalid for '--jobs <n>'"),
        (
            "plan --ds 2016-04-26 --upstream asume",
            """
            Error: The value 'asume' is invalid for '--upstream <hold|assume|check|run>'. Please provide one of \
            'hold', 'assume', 'check' or 'run'.
            """
        ),
        (
            "--ds 2016-04-26 --fail-fast --on-failure cancel",
            "Error: --fail-fast means --on-failure stop, not cancel: say one of the two."
        ),
        (
            "--ds 2016-04-26 --on-failure panic",
            """
            Error: The value 'panic' is invalid for '--on-failure <finish|stop|cancel>'. Please provide one of \
            'finish', 'stop' or 'cancel'.
            """
        ),
        (
            "graph --format png",
            """
            Error: The value 'png' is invalid for '--format <text|dot|mermaid|svg|json>'. Please provide one of \
            'text', 'dot', 'mermaid', 'svg' or 'json'.
            """
        ),
    ])
    func aMistakeInTheCommandLineIsNamedFirst(line: String, sentence: String) async throws {
        let answer = try await Sandbox(.quickTrip).bare(line)
        #expect(answer.code == 64)
        #expect(answer.complaints.first == sentence)
        #expect(answer.output == "")
    }
}
