import Testing

@Suite struct HelpTests {
    static let verbs = [
        "run", "retry", "plan", "graph", "list", "explain", "check", "status", "logs", "why", "runs", "cancel", "clear",
        "release", "gc", "init",
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

    @Test func theHelpFitsATerminal() async throws {
        let help = try await Sandbox().bare("--help")
        #expect(help.lines.allSatisfy { $0.count <= 80 })
        #expect(help.output.contains("Exit codes:"))
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
            driver: there is no verb 'stauts': it is one of run, retry, plan, graph, list, explain, check, status, logs, \
            why, runs, cancel, clear, release, gc, init. Did you mean 'status'?
            """
        ),
        (
            "help retyr",
            """
            driver: there is no verb 'retyr': it is one of run, retry, plan, graph, list, explain, check, status, logs, \
            why, runs, cancel, clear, release, gc, init. Did you mean 'retry'?
            """
        ),
        (
            "dump --ds 2016-04-26",
            """
            driver: there is no verb 'dump': it is one of run, retry, plan, graph, list, explain, check, status, logs, \
            why, runs, cancel, clear, release, gc, init. A task is named with --only.
            """
        ),
        (
            "--graph graph.json plan --ds 2016-04-26",
            "driver: 'plan' is a verb, and the verb comes first: driver plan …"
        ),
        ("--ony dump --ds 2016-04-26", "Error: Unknown option '--ony'. Did you mean '--only'?"),
        ("--ds 2016-04-26 dump", "driver: 'dump' stands alone: to run one task, write --only dump."),
        ("plan", "Error: Missing expected argument '--ds <ds>'"),
        ("--ds 2016-04-26 --jobs 0", "Error: --jobs 0: from 1 to 10000 tasks can run at a time."),
        ("--ds 2016-04-26 --jobs many", "Error: The value 'many' is invalid for '--jobs <n>'"),
        (
            "plan --ds 2016-04-26 --upstream asume",
            """
            Error: The value 'asume' is invalid for '--upstream <assume|check|run>'. Please provide one of \
            'assume', 'check' or 'run'.
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
            "graph --format svg",
            """
            Error: The value 'svg' is invalid for '--format <text|dot|mermaid|json>'. Please provide one of 'text', \
            'dot', 'mermaid' or 'json'.
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
