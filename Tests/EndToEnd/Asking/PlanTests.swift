import Dataswarm
import Testing

@Suite struct PlanTests {
    /// One of each kind of invocation.
    private func sandbox() throws -> Sandbox {
        try Sandbox(
            Pipeline("trip") {
                let wait = Task("wait", WaitForFile("tickets/\(.ds).pdf", every: .minutes(1)))
                let sleep = Task("sleep", SleepUntil(.ds + 1.days, at: 6, 5, in: "Europe/Berlin"))
                let pack = Task(
                    "pack",
                    Command("tee", "it's \(.output)/bag", standardInput: "socks\nshoes\n"),
                    depList: [wait, sleep],
                    environment: ["SIZE": "very small", "PASSPORT": .secret("passport")],
                    workingFolder: "attic"
                )
                let ask = Task("ask", WaitUntil(Command("test", "-f", "sun"), every: .seconds(30)), depList: [pack])
                Task("go", NoOp(), depList: [ask])
            }
        )
    }

    @Test func aPlanShowsWhatWouldRunAndWhyAndRunsNothing() async throws {
        let sandbox = try sandbox()
        let plan = try await sandbox.driver("plan --ds 2016-04-26")
        plan.says(
            """
            run  trip.wait  # not run yet
                 wait for the file tickets/2016-04-26.pdf, every 1 min
            run  trip.sleep  # not run yet
                 wait until 2016-04-27 6:05 in Europe/Berlin
            run  trip.pack  # not run yet
                 cd attic
                 PASSPORT=(the secret passport)
                 SIZE='very small'
                 tee "it's $DATASWARM_OUTPUT/bag"
                 standard input:
                   socks
                   shoes
            run  trip.ask  # not run yet
                 wait until this succeeds, every 30 s:
                 test -f sun
            run  trip.go  # not run yet
                 (nothing to execute)
            ds 2016-04-26: 5 tasks to run
            """
        )
        #expect(!sandbox.has(".dataswarm"))
        for other in ["run --dry-run --ds 2016-04-26", "-n --ds 2016-04-26"] {
            #expect(try await sandbox.driver(other).output == plan.output)
        }
    }

    @Test func aPlanCanBeJSON() async throws {
        try await sandbox().driver("plan --ds 2016-04-26 --json").says(
            """
            {"ds":"2016-04-26","task":"trip.wait","decision":"run","reason":"not run yet","invocation":["wait for the file tickets/2016-04-26.pdf, every 1 min"]}
            {"ds":"2016-04-26","task":"trip.sleep","decision":"run","reason":"not run yet","invocation":["wait until 2016-04-27 6:05 in Europe/Berlin"]}
            {"ds":"2016-04-26","task":"trip.pack","decision":"run","reason":"not run yet","invocation":["cd attic","PASSPORT=(the secret passport)","SIZE='very small'","tee \\"it's $DATASWARM_OUTPUT/bag\\"","standard input:","  socks","  shoes"]}
            {"ds":"2016-04-26","task":"trip.ask","decision":"run","reason":"not run yet","invocation":["wait until this succeeds, every 30 s:","test -f sun"]}
            {"ds":"2016-04-26","task":"trip.go","decision":"run","reason":"not run yet","invocation":["(nothing to execute)"]}
            """
        )
    }

    @Test func aPlanNamesWhatIsDoneAndWhatFailed() async throws {
        let sandbox = try Sandbox(
            Pipeline("trip") {
                let pack = Task("pack", Shell("true"))
                Task("travel", Shell("exit 1"), depList: [pack])
            }
        )
        #expect(try await sandbox.driver("--ds 2016-04-26").code == 1)
        try await sandbox.driver("plan --ds 2016-04-25..2016-04-26").says(
            """
            run  trip.pack  # not run yet
                 /bin/bash -euo pipefail -c true
            run  trip.travel  # not run yet
                 /bin/bash -euo pipefail -c 'exit 1'
            ds 2016-04-25: 2 tasks to run
            skip trip.pack  # done and unchanged
            run  trip.travel  # failed before
                 /bin/bash -euo pipefail -c 'exit 1'
            ds 2016-04-26: 1 task to run, 1 done before
            """
        )
        try await sandbox.driver("plan --ds 2016-04-26 --json").says(
            """
            {"ds":"2016-04-26","task":"trip.pack","decision":"skip","invocation":["/bin/bash -euo pipefail -c true"]}
            {"ds":"2016-04-26","task":"trip.travel","decision":"run","reason":"failed before","invocation":["/bin/bash -euo pipefail -c 'exit 1'"]}
            """
        )
    }

    /// The selection as the graph that it is, with what would become of each task and why.
    @Test(arguments: ["plan", "run -n"])
    func aPlanIsDrawn(verb: String) async throws {
        let sandbox = try Sandbox(
            Pipeline("trip") {
                let pack = Task("pack", Shell("test -e bag"))
                let travel = Group("travel", depList: [pack]) {
                    Task("train", Shell("true"), holdAfterFailures: 1)
                    Task("bus", Shell("false"), holdAfterFailures: 1)
                }
                Task("unpack", Shell("true"), depList: [travel])
            })
        #expect(try await sandbox.driver("--ds 2016-04-25").code == 1)
        try sandbox.write("", to: "bag")
        #expect(try await sandbox.driver("--ds 2016-04-25").code == 1)
        #expect(try await sandbox.driver("clear pack+ --ds 2016-04-25").code == 0)
        #expect(try await sandbox.driver("--ds 2016-04-25 --only pack").code == 0)
        try await sandbox.driver("\(verb) --ds 2016-04-25 --tree").says(
            """
            trip
            └─ pack  skip  # done and unchanged
               └─ travel  (group)
                  ├· train  run  # cleared
                  ├· bus  hold  # it failed for 2016-04-25; 'driver release trip.bus' or --force lets it run again
                  └─ unpack  run  # cleared

            marks: └─ waits for what it hangs from, · is in the group

            ds 2016-04-25: 2 tasks to run, 1 done before
            """)
    }

    @Test(arguments: [
        ("plan --tree --json", "Error: --tree is for people, and --json for programs: say one of the two."),
        ("run --tree", "Error: --tree draws a plan: say --dry-run, too."),
        ("run -n --tree --json", "Error: --tree is for people, and --json for programs: say one of the two."),
    ])
    func aTreeIsNoRunAndNoJSON(line: String, sentence: String) async throws {
        let refusal = try await Sandbox(.quickTrip).driver("\(line) --ds 2016-04-26")
        #expect(refusal.code == 64)
        #expect(refusal.complaints.first == sentence)
    }
}
