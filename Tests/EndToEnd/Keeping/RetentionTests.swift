import Dataswarm
import FoundationEssentials
import Testing

/// `gc`: what it removes, and what it leaves.
@Suite struct RetentionTests {
    /// One task that succeeds, and one that fails and leaves something.
    private func sandbox() async throws -> Sandbox {
        let sandbox = try Sandbox(
            Pipeline("trip") {
                Task("pack", Shell("echo socks > \(.output)/bag; echo packed"))
                Task("travel", Shell("echo ticket > \(.output)/pocket; exit 3"))
            }
        )
        #expect(try await sandbox.driver("--ds 2016-04-26").code == 1)
        return sandbox
    }

    @Test func logsAndRecordsGoAndWhatIsDoneStays() async throws {
        let sandbox = try await sandbox()
        // As the disk counts them: a log of seven bytes takes a block, and so do the folders around it.
        let sizes = try await sandbox.shell(
            "du -s --block-size=1 .dataswarm/attempts/2016-04-26/* .dataswarm/graphs/* | cut -f 1")
        let bytes = sizes.lines.compactMap { Int($0) }.reduce(0, +)
        #expect(bytes > 16_384)
        let plan = "1 graph: \(bytes) bytes"
        try await sandbox.driver("gc --older-than 0s --dry-run").says(
            """
            would remove 2 attempts and 1 run of 1 ds, \(plan)
            the store would get smaller by what that takes in it
            """)
        #expect(sandbox.has(".dataswarm/attempts/2016-04-26/trip.travel@1/output/pocket"))
        #expect(try await sandbox.driver("logs pack --ds 2016-04-26").output == "packed\n")

        let gc = try await sandbox.driver("gc --older-than 0s")
        #expect(gc.code == 0)
        #expect(gc.lines.first == "removed 2 attempts and 1 run of 1 ds, \(plan)")
        #expect(!sandbox.has(".dataswarm/attempts/2016-04-26"))
        #expect(try await sandbox.shell("find .dataswarm/locks .dataswarm/graphs -type f").output == "")
        #expect(try sandbox.read(".dataswarm/published/trip.pack/2016-04-26/bag") == "socks\n")

        // What is done stays done, and attempts and runs go on counting.
        let again = try await sandbox.driver("--ds 2016-04-26")
        #expect(again.lines.first == "ds 2016-04-26, run 2: 1 task to run, 1 done before")
        #expect(again.lines.contains("<time> started trip.travel (attempt 2)"))
        #expect(again.code == 1)
        #expect(try await sandbox.driver("logs travel --ds 2016-04-26").code == 0)
        try await sandbox.driver("logs travel --ds 2016-04-26 --attempt 1").refuses(
            "driver: attempt 1 of 'trip.travel' for 2016-04-26 is no longer on record: its log was removed by gc.")
        try await sandbox.driver("logs pack --ds 2016-04-26").refuses(
            "driver: attempt 1 of 'trip.pack' for 2016-04-26 is no longer on record: its log was removed by gc.")
    }

    @Test func whyTellsOfALogThatIsGone() async throws {
        let sandbox = try await sandbox()
        #expect(try await sandbox.driver("gc --older-than 0s").code == 0)
        try await sandbox.driver("why travel --ds 2016-04-26").says(
            """
            trip.travel for 2016-04-26: failed at <moment>, after 1 attempt: exit 3
              Nothing stands in its way: 'driver --ds 2016-04-26 --only trip.travel' runs it.
              Its log was removed by gc.
            """
        )
    }

    @Test func whatIsYoungStays() async throws {
        let sandbox = try await sandbox()
        try await sandbox.driver("gc --older-than 1h").says("removed 0 attempts and 0 runs of 0 ds: 0 bytes")
        #expect(try await sandbox.driver("logs pack --ds 2016-04-26").output == "packed\n")
    }

    @Test func whatIsForgottenIsDoneAgain() async throws {
        let sandbox = try await sandbox()
        let gc = try await sandbox.driver("gc --older-than 0s --forget")
        #expect(gc.lines.contains("forgot 2 tasks"))
        let again = try await sandbox.driver("--ds 2016-04-26 --only pack")
        #expect(again.lines.first == "ds 2016-04-26, run 2: 1 task to run")
        #expect(again.lines.contains("<time> started trip.pack"))
        #expect(try await sandbox.driver("logs pack --ds 2016-04-26").output == "packed\n")
    }

    @Test func whatARunHasUnderWayIsLeftAlone() async throws {
        let sandbox = try Sandbox(
            Pipeline("trip") {
                let pack = Task("pack", Shell("true"))
                Task(
                    "train", Shell("test \(.ds) = 2016-04-25 || { echo up > ready; read -r _ < go; }"), depList: [pack])
            }
        )
        try sandbox.makePipe("ready")
        try sandbox.makePipe("go")
        #expect(try await sandbox.driver("--ds 2016-04-25").code == 0)
        let run = try await sandbox.driver("--ds 2016-04-26") { _ in
            _ = try await sandbox.hear("ready")
            for option in ["--dry-run", ""] {
                let gc = try await sandbox.driver("gc --older-than 0s \(option)")
                // Of the ds that is being run, what has ended goes; the graph that the run names stays.
                #expect(gc.lines.first?.contains(" 3 attempts and 1 run of 2 ds: ") == true, "\(gc.output)")
            }
            try await sandbox.driver("status --ds 2016-04-26 train").says(
                """
                trip.train  running <moment>, run 2
                1 running
                Run 2 goes on since <moment>: \(Program.driver) --ds 2016-04-26 --graph graph.json
                """
            )
            try await sandbox.say("on", to: "go")
        }
        #expect(run.code == 0)
        #expect(sandbox.has(".dataswarm/attempts/2016-04-26/trip.train@1/log"))
        #expect(!sandbox.has(".dataswarm/attempts/2016-04-26/trip.pack@1"))
        #expect(!sandbox.has(".dataswarm/attempts/2016-04-25"))
        #expect(try await sandbox.driver("--ds 2016-04-26").lines.last == "done in <while>: 2 done before")
    }

    @Test func foldersOnNoRecordGoAndLinksAreNotFollowed() async throws {
        let sandbox = try await sandbox()
        let attempts = ".dataswarm/attempts"
        let made = try await sandbox.shell(
            """
            mkdir -p outside/deep \(attempts)/2016-04-20/trip.pack@7/a/b/c \(attempts)/notes
            echo keep > outside/deep/file
            ln -s "$PWD/outside" \(attempts)/2016-04-26/trip.travel@1/link
            ln -s "$PWD/outside" \(attempts)/2016-04-20/trip.gone@1
            ln -s "$PWD/outside" \(attempts)/2016-04-21
            echo mine > \(attempts)/2016-04-20/mine
            touch .dataswarm/locks/gone
            chmod 0 \(attempts)/2016-04-20/trip.pack@7/a
            """)
        #expect(made.error == "")
        let gc = try await sandbox.driver("gc --older-than 0s")
        #expect(gc.code == 0)
        #expect(
            gc.lines.first?.contains("2 attempts and 1 run of 2 ds, 2 folders on no record, 1 graph, 1 lock:") == true)
        #expect(try sandbox.read("outside/deep/file") == "keep\n")
        #expect(!sandbox.has("\(attempts)/2016-04-26"))
        #expect(!sandbox.has("\(attempts)/2016-04-20/trip.pack@7"))
        #expect(sandbox.has("\(attempts)/2016-04-20/mine"))
        #expect(sandbox.has("\(attempts)/notes"))
    }

    @Test func afterAKillTheNextGoesOn() async throws {
        let sandbox = try await sandbox()
        // As a kill leaves it: a folder is gone, its record is not.
        try sandbox.remove(".dataswarm/attempts/2016-04-26/trip.pack@1")
        let gc = try await sandbox.driver("gc --older-than 0s")
        #expect(gc.code == 0)
        #expect(gc.lines.first?.hasPrefix("removed 2 attempts and 1 run of 1 ds") == true)
        #expect(try await sandbox.driver("--ds 2016-04-26 --only pack").code == 0)
    }

    /// Without `gc` each round would add its attempts, runs and logs.
    @Test func theStoreDoesNotGrowWithoutEnd() async throws {
        let sandbox = try Sandbox(
            Pipeline("trip") { for step in 1...60 { Task("step_\(step)", Shell("echo \(.ds)", interpreter: .sh)) } }
        )
        func size() -> Int {
            ["store.sqlite", "store.sqlite-wal"].reduce(0) { sum, name in
                let file = "\(sandbox.folder)/.dataswarm/\(name)"
                return sum + (FileManager.default.contents(atPath: file)?.count ?? 0)
            }
        }
        var sizes: [Int] = []
        for _ in 1...20 {
            #expect(try await sandbox.driver("--ds 2016-04-26 --force").code == 0)
            #expect(try await sandbox.driver("gc --older-than 0s").code == 0)
            sizes.append(size())
        }
        #expect(sizes[19] <= sizes[1] + 4096)
        #expect(!sandbox.has(".dataswarm/attempts/2016-04-26"))
    }

    @Test func slipsAreNamed() async throws {
        let sandbox = try Sandbox(.trip)
        try await sandbox.driver("gc --older-than 30d").refuses(
            "driver: nothing has run in <sandbox>/.dataswarm yet, so that there is nothing to remove.")
        let slip = try await sandbox.driver("gc --older-than 30")
        #expect(slip.code == 64)
        #expect(slip.complaints.first == "Error: --older-than 30: an age belongs here, such as 30d, 12h or 90m.")
        #expect(
            try await sandbox.driver("gc").complaints.first == "Error: Missing expected argument '--older-than <age>'")
    }

    @Test func aLinkInThePlaceOfAllAttemptsIsNotFollowed() async throws {
        let sandbox = try await sandbox()
        let moved = try await sandbox.shell(
            "mv .dataswarm/attempts elsewhere; ln -s \"$PWD/elsewhere\" .dataswarm/attempts")
        #expect(moved.error == "")
        let gc = try await sandbox.driver("gc --older-than 0s")
        #expect(gc.code == 74)
        #expect(
            gc.complaints == [
                "driver: '<sandbox>/.dataswarm/attempts' is a link or no folder: what is in it is left alone."
            ])
        #expect(sandbox.has("elsewhere/2016-04-26/trip.pack@1/log"))
    }
}
