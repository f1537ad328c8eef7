import Dataswarm
import Testing

/// A success on record is not executed again, unless there is a reason; the reason is said.
@Suite struct DoneTests {
    private func trip(bag: Template = "echo socks", environment: [String: EnvironmentValue] = [:]) -> Pipeline {
        Pipeline("trip") {
            let pack = Task("pack", Shell(bag, environment: environment))
            Task("travel", Shell("true"), depList: [pack])
        }
    }

    @Test func aChangedCommandRunsAgainAndWhySaysWhatChanged() async throws {
        let sandbox = try Sandbox(trip())
        #expect(try await sandbox.driver("--ds 2016-04-26").code == 0)

        try sandbox.define([trip(bag: "echo shoes")])
        try await sandbox.driver("plan --ds 2016-04-26").says(
            """
            run  trip.pack  # changed: argument 4
                 /bin/bash -euo pipefail -c 'echo shoes'
            run  trip.travel  # trip.pack runs
                 /bin/bash -euo pipefail -c true
            ds 2016-04-26: 2 tasks to run
            """
        )
        try await sandbox.driver("why pack --ds 2016-04-26").says(
            """
            trip.pack for 2016-04-26: succeeded at <moment>
              It would run again: changed: argument 4.
                argument 4: was 'echo socks', is 'echo shoes'
            """
        )
        #expect(try await sandbox.driver("--ds 2016-04-26").lines.last == "done in <while>: 2 succeeded")
        #expect(try await sandbox.driver("--ds 2016-04-26").lines.last == "done in <while>: 2 done before")
    }

    @Test func aVariableThatComesAndGoesIsAChange() async throws {
        let sandbox = try Sandbox(trip())
        #expect(try await sandbox.driver("--ds 2016-04-26").code == 0)
        try sandbox.define([trip(environment: ["SIZE": "small"])])
        try await sandbox.driver("why pack --ds 2016-04-26").says(
            """
            trip.pack for 2016-04-26: succeeded at <moment>
              It would run again: changed: variable SIZE.
                variable SIZE: was not there, is 'small'
            """
        )
        #expect(try await sandbox.driver("--ds 2016-04-26").code == 0)
        try sandbox.define([trip()])
        try await sandbox.driver("why pack --ds 2016-04-26").says(
            """
            trip.pack for 2016-04-26: succeeded at <moment>
              It would run again: changed: variable SIZE.
                variable SIZE: was 'small', is not there
            """
        )
    }

    @Test func whatIsNoPartOfTheCommandChangesNothing() async throws {
        let sandbox = try Sandbox(trip())
        #expect(try await sandbox.driver("--ds 2016-04-26").code == 0)
        let run = try await sandbox.driver("--ds 2016-04-26 --setting retries=5 --setting owner=me --jobs 1")
        #expect(run.lines.last == "done in <while>: 2 done before")
    }

    @Test func somethingNewerAboveIsAReason() async throws {
        let sandbox = try Sandbox(trip())
        #expect(try await sandbox.driver("--ds 2016-04-26").code == 0)
        #expect(try await sandbox.driver("--ds 2016-04-26 --only pack --force").code == 0)
        try await sandbox.driver("plan --ds 2016-04-26").says(
            """
            skip trip.pack  # done and unchanged
            run  trip.travel  # trip.pack succeeded after it
                 /bin/bash -euo pipefail -c true
            ds 2016-04-26: 1 task to run, 1 done before
            """
        )
        try await sandbox.driver("why travel --ds 2016-04-26").says(
            """
            trip.travel for 2016-04-26: succeeded at <moment>
              It would run again: trip.pack succeeded after it.
            """
        )
        #expect(try await sandbox.driver("--ds 2016-04-26").lines.last == "done in <while>: 1 succeeded, 1 done before")
        #expect(try await sandbox.driver("--ds 2016-04-26").lines.last == "done in <while>: 2 done before")
    }

    @Test func forceIsAReason() async throws {
        let sandbox = try Sandbox(trip())
        #expect(try await sandbox.driver("--ds 2016-04-26").code == 0)
        let plan = try await sandbox.driver("plan --ds 2016-04-26 --force")
        #expect(
            plan.lines.filter { $0.hasPrefix("run") } == ["run  trip.pack  # forced", "run  trip.travel  # forced"])
        #expect(try await sandbox.driver("--ds 2016-04-26 --force").lines.last == "done in <while>: 2 succeeded")
    }

    @Test func whatIsClearedRunsAgainAndSoDoesWhatStandsOnIt() async throws {
        let sandbox = try Sandbox(trip())
        #expect(try await sandbox.driver("--ds 2016-04-25..2016-04-26").code == 0)
        try await sandbox.driver("clear pack --ds 2016-04-25..2016-04-26").says(
            """
            ds 2016-04-25: 1 task cleared
            ds 2016-04-26: 1 task cleared
            """
        )
        try await sandbox.driver("plan --ds 2016-04-26").says(
            """
            run  trip.pack  # cleared
                 /bin/bash -euo pipefail -c 'echo socks'
            run  trip.travel  # trip.pack runs
                 /bin/bash -euo pipefail -c true
            ds 2016-04-26: 2 tasks to run
            """
        )
        #expect(try await sandbox.driver("--ds 2016-04-26").lines.last == "done in <while>: 2 succeeded")
        // Numbers of attempts go on, so that no log is written over.
        #expect(sandbox.has(".dataswarm/attempts/2016-04-26/trip.pack@1/log"))
        #expect(sandbox.has(".dataswarm/attempts/2016-04-26/trip.pack@2/log"))
    }

    @Test func whereNothingHasRunNothingCanBeCleared() async throws {
        let sandbox = try Sandbox(trip())
        try await sandbox.driver("clear pack --ds 2016-04-26").refuses(
            """
            driver: nothing has run in <sandbox>/.dataswarm yet, so that there is nothing to clear.
            """
        )
    }

    @Test(arguments: ["status", "why pack", "logs pack"])
    func aStateFolderThatIsNamedAndNotThereIsAMistake(verb: String) async throws {
        let sandbox = try Sandbox(trip())
        try await sandbox.driver("\(verb) --ds 2016-04-26 --state elsewere").refuses(
            "driver: --state elsewere: there is no such folder: see to its name.")
        #expect(!sandbox.has("elsewere"))
        // Nor is anything described for it.
        try sandbox.write("#!/bin/sh\ncp graph.json \"$1\"\n", to: "definitions")
        let look = "chmod +x definitions; driver \(verb) --ds 2016-04-26 --state elsewere --definitions ./definitions"
        try await sandbox.shell(look).refuses("driver: --state elsewere: there is no such folder: see to its name.")
        #expect(!sandbox.has("elsewere"))
    }

    @Test func eachDayIsDoneByItself() async throws {
        let sandbox = try Sandbox(trip())
        #expect(try await sandbox.driver("--ds 2016-04-25").code == 0)
        #expect(
            try await sandbox.driver("--ds 2016-04-25..2016-04-26").lines.filter { $0.hasPrefix("done") } == [
                "done in <while>: 2 done before", "done in <while>: 2 succeeded",
            ])
    }
}
