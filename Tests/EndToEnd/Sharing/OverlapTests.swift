import Dataswarm
import Testing

/// Runs that want the same task: one does it, and the others wait for it and take it over.
@Suite struct OverlapTests {
    /// What the tests have in common: `pack` counts its calls, and holds on until it is told to go on, or until there is a
    /// file `enough`.
    ///
    /// - Parameter fails: whether it fails where there is no such file then.
    private func sandbox(fails: Bool = false) throws -> Sandbox {
        let limit = Parameter<Int>("limit", default: 3)
        let hold: Template = "echo \(limit) >> calls; test -f enough || { echo up > ready; read -r _ < go; }"
        let fail: Template = "echo \(limit) >> calls; test -f enough || { echo up > ready; read -r _ < go; exit 3; }"
        let sandbox = try Sandbox(
            Pipeline("trip") {
                let pack = Task("pack", Shell(fails ? fail : hold))
                Task("travel", Shell("true"), depList: [pack])
            }
        )
        try sandbox.makePipe("ready")
        try sandbox.makePipe("go")
        return sandbox
    }

    /// Has a run hold `pack`, and another, which waits for it, begin; then something is done.
    ///
    /// - Parameter word: what the second says when it waits.
    /// - Returns: both, once they have come to their ends.
    private func share(
        _ sandbox: Sandbox, first line: String = "--ds 2016-04-26 --only pack", second: String,
        until word: String = "waits", _ meanwhile: (Running) async throws -> Void
    ) async throws -> (first: Outcome, second: Outcome) {
        var other: Outcome?
        let first = try await sandbox.driver(line) { driver in
            _ = try await sandbox.hear("ready")
            other = try await sandbox.shell(second, until: word) { try await meanwhile(driver) }
        }
        return (first, try #require(other))
    }

    @Test func eachTaskIsExecutedOnceAndTheOthersTakeItOver() async throws {
        let sandbox = try sandbox()
        let (first, second) = try await share(sandbox, second: "driver --ds 2016-04-26 --graph graph.json") { _ in
            // Whoever asks is told which task, in whose run, since when.
            try await sandbox.driver("status --ds 2016-04-26").says(
                """
                trip.pack    running <moment>, run 1
                trip.travel  -
                1 running, 1 not run
                Run 2 waits for trip.pack since <moment>: run 1 has claimed it since <moment>.
                Run 1 goes on since <moment>: \(Program.driver) --ds 2016-04-26 --only pack --graph graph.json
                Run 2 goes on since <moment>: driver --ds 2016-04-26 --graph graph.json
                """
            )
            try await sandbox.driver("status --ds 2016-04-26 --json pack").says(
                """
                {"ds":"2016-04-26","task":"trip.pack","state":"running","attempts":1,"changed_at":0,"run":1,"claimed_at":0,"waiting_runs":[2]}
                """
            )
            try await sandbox.driver("why pack --ds 2016-04-26").says(
                """
                trip.pack for 2016-04-26: running since <moment>, attempt 1, in run 1
                  Run 2 waits for run 1, which has claimed it since <moment>, since <moment>.
                """
            )
            try await sandbox.driver("why travel --ds 2016-04-26").says(
                """
                trip.travel for 2016-04-26: not begun; runs 1 and 2 go on about this ds
                  It waits for:
                    trip.pack, running in run 1 since <moment>
                """
            )
            let run = try await sandbox.driver("runs 2")
            #expect(run.lines.first == "run 2, running, ds 2016-04-26")
            #expect(
                run.lines.contains("  trip.pack for 2016-04-26 waits for run 1, which has claimed it, since <moment>"))
            #expect(run.lines.last == "  no task was started")
            try await sandbox.driver("plan --ds 2016-04-26").says(
                """
                run  trip.pack  # after run 1, which has claimed it, unless that does it
                     /bin/bash -euo pipefail -c 'echo 3 >> calls; test -f enough || { echo up > ready; read -r _ < go; }'
                run  trip.travel  # not run yet
                     /bin/bash -euo pipefail -c true
                ds 2016-04-26: 2 tasks to run
                """
            )
            try await sandbox.say("on", to: "go")
        }
        first.says(
            """
            ds 2016-04-26, run 1: 1 task to run
            <time> started trip.pack
            <time> succeeded trip.pack
            done in <while>: 1 succeeded
            """
        )
        second.says(
            """
            ds 2016-04-26, run 2: 2 tasks to run
            <time> waits trip.pack for run 1, which has claimed it since <moment>
            <time> done trip.pack by run 1
            <time> started trip.travel
            <time> succeeded trip.travel
            done in <while>: 1 succeeded, 1 done by other runs
            """
        )
        #expect(first.error + second.error == "")
        #expect(try sandbox.read("calls") == "3\n")
        #expect(try await sandbox.driver("--ds 2016-04-26").lines.last == "done in <while>: 2 done before")
    }

    @Test func programsHearOfIt() async throws {
        let sandbox = try sandbox()
        let (_, second) = try await share(
            sandbox, second: "driver --ds 2016-04-26 --only pack --json --graph graph.json", until: "task_waits"
        ) { _ in try await sandbox.say("on", to: "go") }
        second.says(
            """
            {"event":"run_began","ds":"2016-04-26","run":2,"time":0,"to_run":1,"done_before":0}
            {"event":"task_waits","ds":"2016-04-26","run":2,"time":0,"task":"trip.pack","for_run":1,"since":0}
            {"event":"task_taken_over","ds":"2016-04-26","run":2,"time":0,"task":"trip.pack","state":"succeeded","done_by":1}
            {"event":"run_ended","ds":"2016-04-26","run":2,"time":0,"state":"succeeded","elapsed_ms":0,"done_before":0,"counts":{"succeeded":1},"taken_over":1}
            """
        )
    }

    @Test func aTerminalShowsIt() async throws {
        let sandbox = try sandbox()
        let terminal = """
            export TERM=xterm NO_COLOR=1
            script -qec 'stty cols 80 rows 24; driver --ds 2016-04-26 --only pack --graph graph.json' /dev/null < /dev/null
            """
        let (_, second) = try await share(sandbox, second: terminal, until: "◦ trip.pack") { _ in
            try await sandbox.say("on", to: "go")
        }
        #expect(second.code == 0)
        #expect(second.output.contains("2016-04-26 0 of 1 (0 %), 1 waiting for other runs"))
        #expect(second.output.contains("  ◦ trip.pack waits for run 1, which has claimed it, "))
        #expect(
            Plain.lines(of: Screen(second.output).lines.joined(separator: "\n")) == [
                "ds 2016-04-26, run 2: 1 task to run", "✓ trip.pack done by run 1",
                "done in <while>: 1 done by other runs",
            ])
    }

    @Test func aSuccessWithAnotherCommandIsNotTakenOver() async throws {
        let sandbox = try sandbox()
        let (first, second) = try await share(
            sandbox, second: "driver --ds 2016-04-26 --only pack --set limit=4 --graph graph.json"
        ) { _ in
            try sandbox.write("", to: "enough")
            try await sandbox.say("on", to: "go")
        }
        #expect(first.code == 0)
        second.says(
            """
            ds 2016-04-26, run 2: 1 task to run
            <time> waits trip.pack for run 1, which has claimed it since <moment>
            <time> started trip.pack (attempt 2)
            <time> succeeded trip.pack
            done in <while>: 1 succeeded
            """
        )
        #expect(try sandbox.read("calls") == "3\n4\n")
    }

    @Test func whoeverForcesDoesNotTakeOverWhatBeganBefore() async throws {
        let sandbox = try sandbox()
        let (_, second) = try await share(
            sandbox, second: "driver --ds 2016-04-26 --only pack --force --graph graph.json"
        ) { _ in
            try sandbox.write("", to: "enough")
            try await sandbox.say("on", to: "go")
        }
        #expect(second.code == 0)
        #expect(second.lines.contains("<time> started trip.pack (attempt 2)"))
        #expect(second.lines.last == "done in <while>: 1 succeeded")
        #expect(try sandbox.read("calls") == "3\n3\n")
    }

    @Test func whatFailsInAnotherRunIsTriedHere() async throws {
        let sandbox = try sandbox(fails: true)
        let (first, second) = try await share(sandbox, second: "driver --ds 2016-04-26 --graph graph.json") { _ in
            try sandbox.write("", to: "enough")
            try await sandbox.say("on", to: "go")
        }
        #expect(first.code == 1)
        #expect(second.code == 0)
        #expect(second.lines.contains("<time> started trip.pack (attempt 2)"))
        #expect(second.lines.last == "done in <while>: 2 succeeded")
        #expect(try sandbox.read("calls") == "3\n3\n")
    }

    /// The run that waits goes on by itself, whatever becomes of the one that it waits for.
    @Test(arguments: ["kill", "cancel 1", "interrupt"])
    func whoWaitsGoesOnWhenTheOtherIsGone(way: String) async throws {
        let sandbox = try sandbox()
        let (first, second) = try await share(sandbox, second: "driver --ds 2016-04-26 --graph graph.json") { driver in
            try sandbox.write("", to: "enough")
            switch way {
            case "kill": driver.murder()
            case "interrupt": driver.interrupt()
            default: #expect(try await sandbox.driver(way).code == 0)
            }
        }
        #expect(first.code == ["kill": 137, "interrupt": 130, "cancel 1": 143][way])
        #expect(second.code == 0)
        #expect(
            second.lines.filter { $0.contains("trip.pack") } == [
                "<time> waits trip.pack for run 1, which has claimed it since <moment>",
                "<time> started trip.pack (attempt 2)", "<time> succeeded trip.pack",
            ])
        #expect(second.lines.last == "done in <while>: 2 succeeded")
        #expect(try sandbox.read("calls") == "3\n3\n")
        #expect(try sandbox.processesOfTasks() == [])
        let attempt = try await sandbox.driver("runs 1 --json").lines.last ?? ""
        #expect(attempt.contains(#""attempt":1,"state":"\#(way == "kill" ? "lost" : "cancelled")""#))
    }
}
