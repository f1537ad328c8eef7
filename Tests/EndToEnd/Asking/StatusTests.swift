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
            2016-04-23     23 24 25 26
            week.work       ✓  ✗  ✓  ·
            week.rest       ✓  u  ✓  ·
            week.complain   s  ✓  s  ·
            ✓ succeeded  ✗ failed  u upstream failed  s skipped  c cancelled  ? lost  r running  w waiting  · nothing
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
}
