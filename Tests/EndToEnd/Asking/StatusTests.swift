import Dataswarm
import Testing

@Suite struct StatusTests {
    private func week() -> Pipeline {
        Pipeline("week") {
            let work = Task("work", Shell("test \(.ds) != 2016-04-24"), retries: .upTo(1))
            let rest = Task("rest", Shell("true"), depList: [work])
            Task("complain", Shell("true"), depList: [rest], when: .oneFailed)
        }
    }

    @Test func beforeAnythingHasRunNothingIsKnown() async throws {
        try await Sandbox(week()).driver("status --ds 2016-04-24").says(
            """
            week.work      -
            week.rest      -
            week.complain  -
            3 not run
            """
        )
    }

    @Test func whatRanIsSeenWhileTheDefinitionsAreWrong() async throws {
        let sandbox = try Sandbox(Pipeline("trip") { Task("pack", Shell("echo socks; exit 3")) })
        try sandbox.write("#!/bin/sh\ncp graph.json \"$1\"\n", to: "definitions")
        #expect(try await sandbox.shell("chmod +x definitions").code == 0)
        // Nothing has ever been described.
        try sandbox.write("#!/bin/sh\nexit 3\n", to: "broken")
        try await sandbox.shell("chmod +x broken; driver status --ds 2016-04-26 --definitions ./broken").refuses(
            "driver: '<sandbox>/./broken' did not write the graph: it ended with exit 3.", code: 65)

        #expect(try await sandbox.shell("driver --ds 2016-04-26 --definitions ./definitions").code == 1)
        for verb in ["status", "why pack", "logs pack"] {
            let look = try await sandbox.shell("driver \(verb) --ds 2016-04-26 --definitions ./broken")
            #expect(look.code == 0)
            #expect(look.output.contains(verb == "logs pack" ? "socks" : "failed"))
            #expect(
                look.complaints == [
                    "driver: '<sandbox>/./broken' did not write the graph: it ended with exit 3.",
                    "driver: warning: this goes by the graph that was described last.",
                ]
            )
        }
        try await sandbox.shell("driver --ds 2016-04-26 --definitions ./broken").refuses(
            "driver: '<sandbox>/./broken' did not write the graph: it ended with exit 3.", code: 65)
    }

    @Test func aDayIsAListOfTasks() async throws {
        let sandbox = try Sandbox(week(), .quickTrip)
        #expect(try await sandbox.driver("--ds 2016-04-24 --only pipeline:week").code == 1)
        try await sandbox.driver("status --ds 2016-04-24").says(
            """
            week.work      failed <moment>, 2 attempts: exit 1
            week.rest      upstream_failed <moment>: week.work failed
            week.complain  succeeded <moment>
            1 succeeded, 1 failed, 1 upstream_failed
            """
        )
        try await sandbox.driver("status --ds 2016-04-24 work pack").says(
            """
            trip.pack  -
            week.work  failed <moment>, 2 attempts: exit 1
            1 failed, 1 not run
            """
        )
    }

    @Test func aRangeIsAGrid() async throws {
        let sandbox = try Sandbox(week())
        #expect(try await sandbox.driver("--ds 2016-04-23..2016-04-25").code == 1)
        try await sandbox.driver("status --ds 2016-04-23..2016-04-26").says(
            """
            2016-04        23 24 25 26
            week.work       ✓  ✗  ✓  ·
            week.rest       ✓  u  ✓  ·
            week.complain   s  ✓  s  ·
            ✓ succeeded  ✗ failed  u upstream failed  s skipped  · nothing
            5 succeeded, 1 failed, 1 upstream_failed, 2 skipped, 3 not run
            """
        )
    }

    @Test func programsGetJSON() async throws {
        let sandbox = try Sandbox(week())
        #expect(try await sandbox.driver("--ds 2016-04-24").code == 1)
        try await sandbox.driver("status --ds 2016-04-24..2016-04-25 --json week.work rest").says(
            """
            {"ds":"2016-04-24","task":"week.work","state":"failed","attempts":2,"reason":"exit 1","changed_at":0}
            {"ds":"2016-04-25","task":"week.work","state":"none","attempts":0}
            {"ds":"2016-04-24","task":"week.rest","state":"upstream_failed","attempts":0,"reason":"week.work failed","changed_at":0}
            {"ds":"2016-04-25","task":"week.rest","state":"none","attempts":0}
            """
        )
    }

    /// A task that was renamed or taken away can still be looked up.
    @Test func whatIsDefinedNoMoreStaysReachable() async throws {
        let sandbox = try Sandbox(Pipeline("trip") { Task("pack", Shell("echo socks")) })
        #expect(try await sandbox.driver("--ds 2016-04-26").code == 0)
        try await sandbox.driver("status --ds 2016-04-26 --removed").says(
            "every task on record for 2016-04-26 is defined")
        try sandbox.define([Pipeline("trip") { Task("pack_all", Shell("echo socks")) }])
        #expect(
            try await sandbox.driver("status --ds 2016-04-26").lines.last
                == "1 task on record is defined no more: 'driver status --removed --ds 2016-04-26' shows what became of it."
        )
        try await sandbox.driver("status --ds 2016-04-26 --removed").says("trip.pack  succeeded <moment>\n1 succeeded")
        let grid = try await sandbox.driver("status --ds 2016-04-25..2016-04-26 --removed")
        #expect(grid.lines.contains { $0.hasPrefix("trip.pack") })
        #expect(try await sandbox.driver("logs trip.pack --ds 2016-04-26").output == "socks\n")
        #expect(try await sandbox.driver("status --ds 2016-04-26 --removed pack_all").code == 64)
    }

    /// a → b → c; what becomes stale is marked, wherever it stands.
    @Test func whatIsStaleIsMarked() async throws {
        let sandbox = try Sandbox(
            Pipeline("p", schedule: .daily.starting("2016-04-20")) {
                let a = Task("a", Shell("echo \(.ds) > \(.output)/a"))
                let b = Task("b", Command("cat", "\(a.output)/a"), depList: [a])
                Task("c", Shell("true"), depList: [b.last(3).clipped])
            })
        #expect(try await sandbox.driver("--ds 2016-04-20..2016-04-24").code == 0)
        #expect(try await sandbox.driver("--ds 2016-04-21 --only a --force").code == 0)
        try await sandbox.driver("status --ds 2016-04-20..2016-04-24").says(
            """
            2016-04  20 21 22 23 24
            p.a       ✓  ✓  ✓  ✓  ✓
            p.b       ✓  ~  ✓  ✓  ✓
            p.c       ✓  ~  ~  ~  ✓
            ✓ succeeded  ~ stale
            15 succeeded, 4 of them stale
            What is stale is made anew by 'driver --ds 2016-04-21..2016-04-23 --only +p.b +p.c'.
            """)
        try await sandbox.driver("status --ds 2016-04-23").says(
            """
            p.a  succeeded <moment>
            p.b  succeeded <moment>
            p.c  succeeded, stale <moment>: p.b@2016-04-21 is stale
            3 succeeded, 1 of them stale
            What is stale is made anew by 'driver --ds 2016-04-23 --only +p.c'.
            """)
        try await sandbox.driver("status --ds 2016-04-21 b --json").says(
            #"{"ds":"2016-04-21","task":"p.b","state":"succeeded","attempts":1,"stale":"p.a succeeded after it","changed_at":0}"#
        )
        // A cell is the same whatever else is shown, and 'why' says the same.
        #expect(
            try await sandbox.driver("status --ds 2016-04-22 c").lines.first?.contains("c  succeeded, stale") == true)
        for task in ["b", "c"] {
            #expect(
                try await sandbox.driver("why \(task) --ds 2016-04-21").lines.contains {
                    $0.hasPrefix("  It would run again")
                })
        }
        // What it says to do works as it is typed.
        #expect(try await sandbox.driver("--ds 2016-04-21..2016-04-23 --only +p.b +p.c").code == 0)
        try await sandbox.driver("status --ds 2016-04-20..2016-04-24 --pipelines").says(
            """
            2016-04  20 21 22 23 24
            p         ✓  ✓  ✓  ✓  ✓
            ✓ succeeded
            15 succeeded
            """)
    }

    /// What another pipeline or another command has made stale.
    @Test func aChangedCommandMakesStaleWhatStandsOnIt() async throws {
        func pipeline(_ words: String) -> Pipeline {
            Pipeline("p") {
                let a = Task("a", Command("echo", .init(stringLiteral: words)))
                Task("b", Shell("true"), depList: [a])
            }
        }
        let sandbox = try Sandbox(pipeline("one"))
        #expect(try await sandbox.driver("--ds 2016-04-24").code == 0)
        try sandbox.define([pipeline("two")])
        try await sandbox.driver("status --ds 2016-04-24").says(
            """
            p.a  succeeded, stale <moment>: changed: argument 1
            p.b  succeeded, stale <moment>: p.a is stale
            2 succeeded, 2 of them stale
            What is stale is made anew by 'driver --ds 2016-04-24 --only +p.a +p.b'.
            """)
        #expect(
            try await sandbox.driver("why b --ds 2016-04-24").lines.contains(
                "  It is stale: p.a is stale; 'driver --ds 2016-04-24 --only +p.b' makes it anew."))
        #expect(try await sandbox.driver("--ds 2016-04-24 --only +p.b").code == 0)
        #expect(try await sandbox.driver("status --ds 2016-04-24").lines.last == "2 succeeded")
    }

    /// What ran with a parameter is held against the same one, and the advice repeats it.
    @Test func parametersAreThoseOfTheRun() async throws {
        let limit = Parameter<Int>("limit", default: 1)
        let sandbox = try Sandbox(Pipeline("p") { Task("a", Command("echo", "\(limit)")) })
        #expect(try await sandbox.driver("--ds 2016-04-24 --set limit=2").code == 0)
        #expect(try await sandbox.driver("status --ds 2016-04-24 --set limit=2").lines.last == "1 succeeded")
        #expect(
            try await sandbox.driver("status --ds 2016-04-24 --set limit=3").lines.last
                == "What is stale is made anew by 'driver --ds 2016-04-24 --only +p.a --set limit=3'.")
        #expect(try await sandbox.driver("status --ds 2016-04-24").lines[0].contains("stale"))
        try await sandbox.driver("status --ds 2016-04-24 --set limt=2").refuses(
            "driver: --set limt: no pipeline has a parameter of that name. Did you mean 'limit'?")
    }

    @Test func pipelinesAndDaysAreRolledUp() async throws {
        let sandbox = try Sandbox(
            Pipeline("ingest", schedule: .hourly) {
                let get = Task("get", Shell("test \(.ds) != 2016-04-24T07"))
                Task("clean", Shell("true"), depList: [get])
            })
        #expect(try await sandbox.driver("--ds 2016-04-24T00..2016-04-25T01 -j 8").code == 1)
        try await sandbox.driver("status --ds 2016-04-24T00..2016-04-25T23").says(
            """
                          2016-04-24                2016-04-25
                          00    06    12    18      00    06    12    18
            ingest.get    ✓✓✓✓✓✓✓✗✓✓✓✓✓✓✓✓✓✓✓✓✓✓✓✓  ✓✓······················
            ingest.clean  ✓✓✓✓✓✓✓u✓✓✓✓✓✓✓✓✓✓✓✓✓✓✓✓  ✓✓······················
            ✓ succeeded  ✗ failed  u upstream failed  · nothing
            50 succeeded, 1 failed, 1 upstream_failed, 44 not run
            """)
        try await sandbox.driver("status --ds 2016-04-24T00..2016-04-25T23 --days --pipelines").says(
            """
            2016-04  24 25
            ingest    ✗  p
            p partly done  ✗ failed
            50 succeeded, 1 failed, 1 upstream_failed, 44 not run
            """)
        try await sandbox.driver("status --ds 2016-04-24T00..2016-04-24T23 --days").says(
            """
            ingest.get    failed  23 succeeded, 1 failed
            ingest.clean  upstream_failed  23 succeeded, 1 upstream_failed
            46 succeeded, 1 failed, 1 upstream_failed
            """)
        try await sandbox.driver("status --ds 2016-04-24T00..2016-04-25T23 --days --pipelines --json").says(
            """
            {"ds":"2016-04-24","pipeline":"ingest","state":"failed","counts":{"failed":1,"succeeded":46,"upstream_failed":1}}
            {"ds":"2016-04-25","pipeline":"ingest","state":"partly_done","counts":{"none":44,"succeeded":4}}
            """)
        // Anywhere in a range.
        try await sandbox.driver("status --ds 2016-04-24T05..2016-04-24T09 state:failed").says(
            """
            2016-04-24  05 06 07 08 09
            ingest.get   ✓  ✓  ✗  ✓  ✓
            ✓ succeeded  ✗ failed
            4 succeeded, 1 failed
            """)
        try await sandbox.driver("status --ds 2016-04-24..2016-04-25 --days").refuses(
            "driver: --days makes columns of hours, and --ds 2016-04-24..2016-04-25 has none: name hours, such as 2016-04-24T00..2016-04-24T23."
        )
    }

    @Test(arguments: [60, 80, 120, 200]) func aGridKeepsToTheWidthItIsGiven(width: Int) async throws {
        let sandbox = try Sandbox(
            Pipeline("replicate_orders", schedule: .daily) {
                Task("load_into_the_warehouse", Shell("test \(.ds) != 2016-05-03; exit $?"))
            })
        #expect(try await sandbox.driver("--ds 2016-04-28..2016-05-04 -j 8").code == 1)
        let columns = ["COLUMNS": "\(width)"]
        let grid = try await sandbox.driver("status --ds 2016-01-01..2016-12-31", environment: columns)
        #expect(grid.code == 0)
        #expect(grid.lines.allSatisfy { $0.count <= width })
        #expect(grid.lines.joined().count { $0 == "✗" } == 2)
        // A reason that has no room stands below, and its words are whole.
        let list = try await sandbox.driver("status --ds 2016-05-03", environment: columns)
        #expect(list.code == 0)
        #expect(list.lines.contains { $0.hasSuffix("failed <moment>:") } == (width == 60))
        #expect(list.output.contains("exit 1"))
    }
}
