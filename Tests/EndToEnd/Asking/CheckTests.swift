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
            <here>: warning: 'trip.pack' starts 'suitcase', which is not there: install it, or mend the name.
            <here>: warning: 'trip.travel' starts './train.sh', which is not there: install it, or mend the name.
            """
        )

        // What a run would refuse for its rights is told here, too.
        try sandbox.write("#!/bin/sh\n", to: "train.sh")
        #expect(try await sandbox.shell("chmod 644 train.sh").code == 0)
        try await sandbox.driver("check travel").warns(
            "<here>: warning: 'trip.travel' starts './train.sh', which may not be executed: chmod +x '<sandbox>/./train.sh'."
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
