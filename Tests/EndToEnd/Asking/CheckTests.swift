import Dataswarm
import Testing

@Suite struct CheckTests {
    @Test func whereNothingIsWrongThatIsSaid() async throws {
        let check = try await Sandbox(.quickTrip).driver("check")
        #expect(check.code == 0)
        #expect(check.output.hasPrefix("1 pipeline, 3 tasks: no problem found; the graph is the same each time ("))
    }

    @Test func theShippedDefinitionsAreTheSameEachTime() async throws {
        let sandbox = try Sandbox()
        let check = try await Program(
            path: Program.driver,
            arguments: ["check", "--definitions", Program.definitions, "--state", "\(sandbox.folder)/state"],
            folder: Program.repository
        ).run()
        #expect(check.code == 0)
        #expect(check.error == "")
        #expect(check.output.contains("no problem found"))
    }

    @Test func missingProgramsAndSecretsAreToldBeforeTheNight() async throws {
        let sandbox = try Sandbox(
            Pipeline("trip") {
                Task("pack", Command("suitcase", environment: ["PASSPORT": .secret("passport")]))
                Task("travel", Command("./train.sh"))
                Task("unpack", Command("suitcase", "--open"))
            }
        )
        try await sandbox.driver("check").warns(
            """
            <here>: warning: 'trip.pack' wants the secret 'passport', which is not there: set DATASWARM_SECRET_PASSPORT, or put it into <sandbox>/.dataswarm/secrets/passport.
            <here>: warning: 'trip.pack' cannot start 'suitcase': it is not in PATH: install it, or mend the name. (So it is with 1 task more.)
            <here>: warning: 'trip.travel' cannot start './train.sh': there is no file '<sandbox>/train.sh': make it, or mend the name.
            """
        )

        // What a run would refuse for its rights is told here, too.
        try sandbox.write("#!/bin/sh\n", to: "train.sh")
        #expect(try await sandbox.shell("chmod 644 train.sh").code == 0)
        try await sandbox.driver("check travel").warns(
            "<here>: warning: 'trip.travel' cannot start './train.sh': '<sandbox>/train.sh' is not executable: chmod +x '<sandbox>/train.sh'."
        )
        #expect(try await sandbox.shell("chmod +x train.sh").code == 0)
        let second = try await sandbox.driver("check travel")
        #expect(second.error == "")
        let third = try await sandbox.driver("check pack", environment: ["DATASWARM_SECRET_PASSPORT": "1234"])
        #expect(!third.error.contains("secret"))
    }

    @Test func aTimeZoneThatTheMachineDoesNotHaveIsRefused() async throws {
        let sandbox = try Sandbox(
            Pipeline("trip", schedule: .daily.inTimeZone("Europe/Atlantis")) { Task("pack", NoOp()) },
            Pipeline("walk", schedule: .daily) { Task("rest", SleepUntil(.ds, at: 7, in: "Europe/Lemuria")) },
            Pipeline("home", schedule: .daily) { Task("stay", NoOp()) })
        let advice =
            "which is not in /usr/share/zoneinfo: write a name of the IANA database, such as Europe/Berlin, or install it (package tzdata)."
        let trip =
            "<here>: error: the schedule of 'trip' is wrong: it goes by the time zone 'Europe/Atlantis', \(advice)"
        let walk = "<here>: error: 'walk.rest' waits for a time in the zone 'Europe/Lemuria', \(advice)"
        try await sandbox.driver("check").refuses("\(trip)\n\(walk)", code: 65)
        try await sandbox.driver("--ds 2016-04-26 --only pack").refuses(trip, code: 65)
        try await sandbox.driver("plan --ds 2016-04-26 --only rest").refuses(walk, code: 65)
        try await sandbox.driver("status --ds yesterday pack").refuses(trip, code: 65)

        // Where nothing is named, the others run.
        let run = try await sandbox.driver("--ds 2016-04-26")
        #expect(run.code == 1)
        #expect(run.complaints == ["driver: 2016-04-26: \(trip)", "driver: 2016-04-26: \(walk)"])
        #expect(run.lines.last == "not done in <while>: 1 succeeded")
        let due = try await sandbox.driver("due --at 2016-04-27")
        #expect(due.code == 65)
        #expect(due.complaints == [trip])
        #expect(due.output.contains("walk  2016-04-26  not run, due 2016-04-27 00:00 UTC"))
    }

    /// Whatever a run refuses at the start, `check` tells before, in the same words.
    @Test(arguments: [
        ["./noexec"], ["./folder"], ["./script"], ["./dos"], ["./env"], ["./words"], ["./a'b"], ["./plain/x"],
        ["no-such-program"], ["true", String(repeating: "x", count: 131_072)],
    ])
    func whatARunRefusesIsToldBefore(arguments: [String]) async throws {
        let sandbox = try Sandbox(
            Pipeline("trip") {
                Task(
                    "go",
                    Command(
                        "\(arguments[0])", arguments: arguments.dropFirst().map { "\($0)" },
                        environment: ["PATH": "/usr/bin:/bin"]))
            })
        let files = """
            mkdir folder; echo > noexec; printf '#!/no/such\\n' > script; printf '#!/bin/sh\\r\\n' > dos
            printf '#!/usr/bin/env no-such\\n' > env; echo words > words; echo > "a'b"; echo > plain
            chmod +x script dos env words
            """
        #expect(try await sandbox.shell(files).code == 0)
        let check = try await sandbox.driver("check")
        let told = try #require(check.complaints.first { $0.contains("'trip.go' cannot start") })
        let run = try await sandbox.driver("--ds 2016-04-26")
        #expect(run.code == 1)
        // The interpreter's own interpreter is looked for by `env`, and not by the run.
        if arguments == ["./env"] { return }
        let reason = try #require(told.split(separator: ": ", maxSplits: 2).last)
        #expect(
            run.lines.joined(separator: "\n").contains(
                "Task \(reason.replacing("in PATH", with: "in PATH (/usr/bin:/bin)"))"))
    }

    @Test(arguments: ["missing", "file"])
    func aWorkingFolderIsLookedAtBefore(folder: String) async throws {
        let sandbox = try Sandbox(
            Pipeline("trip") {
                Defaults(workingFolder: "\(folder)")
                Task("go", Shell("true"))
                Task("come", Shell("false"))
                Task("wait", WaitForFile("ticket"))
            })
        try sandbox.write("", to: "file")
        let reason = folder == "file" ? "Not a directory" : "No such file or directory"
        let words = "cannot start in the folder '<sandbox>/\(folder)': \(reason). Make it, or name another."
        try await sandbox.driver("check").warns("<here>: warning: 'trip.go' \(words) (So it is with 2 tasks more.)")
        #expect(
            try await sandbox.driver("--ds 2016-04-26 --only go").lines.contains {
                $0.contains("Task 'trip.go' \(words)")
            })
    }

    @Test func scriptsThatInterpretersAndShellsNameAreLookedFor() async throws {
        let sandbox = try Sandbox(
            Pipeline("trip") {
                Task("python", Python(file: "missing.py"))
                Task("php", PHP(file: "missing.php"))
                Task("bash", Command("bash", "-e", "missing.sh", "word"))
                Task("shell", Shell("LIMIT=5 ./missing.sh\npython3 -W error there.py\n./plain.sh"))
                Task("fine", Shell("python3 there.py && echo done\nif false; then\n  ./missing.sh\nfi"))
                Task("moves", Shell("cd /\n./missing.sh"))
            })
        try sandbox.write("", to: "there.py")
        try sandbox.write("", to: "plain.sh")
        try await sandbox.driver("check").warns(
            """
            <here>: warning: 'trip.python' runs 'missing.py': there is no file '<sandbox>/missing.py': make it, or mend the name.
            <here>: warning: 'trip.php' runs 'missing.php': there is no file '<sandbox>/missing.php': make it, or mend the name.
            <here>: warning: 'trip.bash' runs 'missing.sh': there is no file '<sandbox>/missing.sh': make it, or mend the name.
            <here>: warning: 'trip.shell' starts './missing.sh': there is no file '<sandbox>/./missing.sh': make it, or mend the name.
            <here>: warning: 'trip.shell' starts './plain.sh': '<sandbox>/./plain.sh' is not executable: chmod +x '<sandbox>/./plain.sh'.
            """)
    }

    @Test func macrosOfOtherToolsThatWereLeftAreToldWithWhatToWrite() async throws {
        let sandbox = try Sandbox(
            Pipeline("trip") {
                Task("airflow", Shell("echo {{ ds }} {{ds_nodash}} {{ macros.ds_add(ds, -6) }}"))
                Task("digdag", Command("echo", "${session_date}"))
                Task("dataswarm", SQLite("SELECT '<DATEID>';", database: "x.db"))
                Task("raw", Shell(#"echo \(.ds)"#))
                Task("own", Shell("session_date=today; echo ${session_date} {{.State}} $(( 1 < 2 ))"))
            })
        let check = try await sandbox.driver("check")
        #expect(
            check.complaints.filter { !$0.contains("cannot start") } == [
                "<here>: warning: 'trip.airflow' has '{{ ds }}' in it, which nothing replaces: write \\(.ds).",
                "<here>: warning: 'trip.airflow' has '{{ds_nodash}}' in it, which nothing replaces: write \\(.ds, .compact).",
                "<here>: warning: 'trip.airflow' has '{{ macros.ds_add(ds, -6) }}' in it, which nothing replaces: write \\(.ds - 6.days), or as many days as are meant.",
                "<here>: warning: 'trip.digdag' has '${session_date}' in it, which nothing replaces: write \\(.ds).",
                "<here>: warning: 'trip.dataswarm' has '<DATEID>' in it, which nothing replaces: write \\(.ds).",
                "<here>: warning: 'trip.raw' has '\\(.ds)' in it, which nothing replaces: write \\#(.ds), for the text is a raw one.",
            ])
        #expect(check.code == 0)
    }

    @Test func aPipelineThatNothingListsIsTold() async throws {
        let sandbox = try Sandbox(.quickTrip)
        #expect(
            try await sandbox.shell(
                "mkdir Pipelines; echo > Package.swift; printf '#!/bin/sh\\ncp graph.json \"$1\"\\n' > definitions; chmod +x definitions"
            ).code == 0)
        try sandbox.write(
            """
            import Dataswarm
            // Pipeline("old") { }
            let trip = Pipeline("trip") { }
            let other = Pipeline(
                "forgotten", schedule: .daily
            ) { }
            func family(_ name: String) -> Pipeline { Pipeline("of_\\(name)") { } }

            """, to: "Pipelines/Trips.swift")
        let check = try await sandbox.shell("driver check --definitions ./definitions")
        #expect(
            check.complaints == [
                "Pipelines/Trips.swift:4: warning: the pipeline 'forgotten' is not listed, so that it never runs: list it in Pipelines/Definitions.swift."
            ])
    }

    @Test func aDefinitionThatLooksAtTheClockIsFound() async throws {
        let sandbox = try Sandbox()
        // A program that describes another graph each time.
        try sandbox.write(Definitions(pipelines: [.quickTrip]).graphJSON, to: "even.json")
        try sandbox.write(Definitions(pipelines: [.trip]).graphJSON, to: "odd.json")
        try sandbox.write(
            """
            #!/bin/sh
            if [ -e times ]; then rm times; cp odd.json "$1"; else touch times; cp even.json "$1"; fi

            """, to: "definitions")
        #expect(try await sandbox.shell("chmod +x definitions").code == 0)
        try await sandbox.shell("driver check --definitions ./definitions").refuses(
            """
            driver: the graph is not the same each time that it is described: a definition looks at a clock, a file, the environment or chance. Take that out, or make it a parameter.
            """, code: 65
        )
    }

    @Test func whatCannotBeRenderedIsFound() async throws {
        let sandbox = try Sandbox(Pipeline("trip") { Task("pack", Shell("echo \(.ds - 3000.months)")) })
        try await sandbox.driver("check --ds 0100-01-01").refuses(
            """
            <here>: error: 'trip.pack' for 0100-01-01: 0100-01-01 minus 3000 months is outside the calendar: datestamps run from year 0001 to 9999.
            """, code: 65
        )
    }
}
