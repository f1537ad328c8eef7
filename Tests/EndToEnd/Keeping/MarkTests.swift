import Dataswarm
import Testing

/// `mark`: somebody's word that tasks succeeded or failed, on record as all that happens is.
@Suite struct MarkTests {
    private func sandbox() throws -> Sandbox {
        try Sandbox(
            Pipeline("trip") {
                let pack = Task("pack", Shell("exit 3"))
                Task("travel", Shell("echo gone"), depList: [pack])
            })
    }

    private func said(_ outcome: Outcome) -> [String] {
        outcome.lines.map { $0.replacing(/marked by [^:]*:/, with: "marked by <user>:") }
    }

    @Test func whatIsMarkedAsSucceededIsDoneAndSaysWhy() async throws {
        let sandbox = try sandbox()
        #expect(try await sandbox.driver("--ds 2016-04-26").code == 1)
        let mark = try await sandbox.shell(
            "driver mark pack succeeded --ds 2016-04-26 --because 'packed by hand' --graph graph.json")
        mark.says("ds 2016-04-26: trip.pack succeeded\non record as run 2")
        let why = said(try await sandbox.driver("why pack --ds 2016-04-26"))
        #expect(why[0] == "trip.pack for 2016-04-26: succeeded at <moment>: marked by <user>: packed by hand")
        let status = said(try await sandbox.driver("status --ds 2016-04-26"))
        #expect(status[0] == "trip.pack    succeeded <moment>, 2 attempts: marked by <user>: packed by hand")
        let runs = try await sandbox.driver("runs")
        #expect(runs.lines.contains { $0.contains("mark --only pack (packed by hand)") })
        let run = said(try await sandbox.driver("runs 2"))
        #expect(run.contains { $0.contains("trip.pack@2") && $0.contains("marked by <user>: packed by hand") })
        let logs = try await sandbox.driver("logs pack --ds 2016-04-26")
        #expect(logs.code == 0 && logs.output == "")
        #expect(logs.complaints[0].hasPrefix("driver: attempt 2 of 'trip.pack' printed nothing: it was marked by "))
        // It is passed over until its command changes.
        let again = try await sandbox.driver("--ds 2016-04-26")
        #expect(again.lines.last == "done in <while>: 1 succeeded, 1 done before")
        #expect(try await sandbox.driver("clear pack --ds 2016-04-26").code == 0)
        #expect(try await sandbox.driver("--ds 2016-04-26").code == 1)
    }

    @Test func whatIsMarkedAsFailedIsNotDone() async throws {
        let sandbox = try Sandbox(.quickTrip)
        #expect(try await sandbox.driver("--ds 2016-04-25..2016-04-26").code == 0)
        try await sandbox.shell(
            "driver mark --only travel --ds 2016-04-25..2016-04-26 failed --because wrong --graph graph.json"
        ).says("ds 2016-04-25: trip.travel failed\nds 2016-04-26: trip.travel failed\non record as run 2")
        let why = said(try await sandbox.driver("why travel --ds 2016-04-26"))
        #expect(why[0] == "trip.travel for 2016-04-26: failed at <moment>, after 2 attempts: marked by <user>: wrong")
        let retry = try await sandbox.driver("retry --ds 2016-04-26 --jobs 1")
        #expect(retry.lines.contains("<time> succeeded trip.travel"))
        #expect(try await sandbox.driver("check --store").code == 0)
        #expect(try await sandbox.driver("gc --older-than 0s").code == 0)
    }

    @Test func whatNeverRanCanBeMarkedAndRehearsed() async throws {
        let sandbox = try sandbox()
        try await sandbox.driver("mark * --exclude travel succeeded --ds 2016-04-26 --because known -n").says(
            "ds 2016-04-26: trip.pack would be succeeded")
        #expect(!sandbox.has(".dataswarm/store.sqlite"))
        #expect(try await sandbox.driver("mark pack succeeded --ds 2016-04-26 --because known").code == 0)
        try await sandbox.driver("plan --ds 2016-04-26").says(
            """
            skip trip.pack  # done and unchanged
            run  trip.travel  # not run yet
                 /bin/bash -euo pipefail -c 'echo gone'
            ds 2016-04-26: 1 task to run, 1 done before
            """)
    }

    @Test func aDatestampMayBeAWord() async throws {
        let sandbox = try Sandbox(.quickTrip)
        let mark = try await sandbox.driver("mark pack succeeded --ds yesterday --because known")
        #expect(mark.code == 0)
        let ds = try #require(mark.lines.first?.split(separator: " ")[1].dropLast())
        #expect(ds.count == 10)
        #expect(try await sandbox.driver("runs").lines.last?.contains("  \(ds)  ") == true)
        for verb in ["list", "graph"] {
            #expect(try await sandbox.driver("\(verb) state:succeeded --ds today-3d..today").output.contains("pack"))
        }
    }

    @Test func whatARunHasClaimedIsLeftAsItIs() async throws {
        let sandbox = try Sandbox(
            Pipeline("trip") {
                Task("pack", Shell("echo up > ready; cat go"))
                Task("sing", Shell("true"))
            })
        try sandbox.makePipe("ready")
        try sandbox.makePipe("go")
        let run = try await sandbox.driver("--ds 2016-04-26 --only pack") { _ in
            _ = try await sandbox.hear("ready")
            let mark = try await sandbox.driver("mark * succeeded --ds 2016-04-26 --because known")
            #expect(mark.code == 75)
            #expect(mark.lines.first == "ds 2016-04-26: trip.sing succeeded")
            #expect(
                mark.complaints == [
                    "driver: run 1 has claimed 'trip.pack' for 2016-04-26, which was not marked: wait for it, or say 'driver cancel 1'."
                ])
            try await sandbox.say("go on", to: "go")
        }
        #expect(run.code == 0)
    }

    @Test(arguments: [
        ("mark pack --ds 2016-04-26 --because x", "Error: how they ended belongs here, once: succeeded or failed."),
        (
            "mark succeeded --ds 2016-04-26 --because x",
            "Error: Missing expected argument '<selector> ...': '*' means all tasks."
        ),
        ("mark pack succeeded --ds 2016-04-26", "Error: Missing expected argument '--because <words>'"),
        (
            "mark pakc succeeded --ds 2016-04-26 --because x",
            "driver: 'pakc' selects nothing: there is no task 'pakc'. Did you mean 'pack'?"
        ),
    ])
    func aMarkThatCannotBeMadeIsRefused(line: String, sentence: String) async throws {
        let mark = try await sandbox().driver(line)
        #expect(mark.code == 64)
        #expect(mark.complaints.first == sentence)
    }
}
