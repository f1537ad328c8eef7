import Dataswarm
import Testing

/// `clear` beside a run: what the run has claimed stays as it is.
@Suite struct ClearingTests {
    @Test func whatARunHasClaimedIsNotCleared() async throws {
        let sandbox = try Sandbox(
            Pipeline("trip") {
                let pack = Task("pack", Shell("true"))
                Task("train", Shell("test -f enough || { echo up > ready; read -r _ < go; }"), depList: [pack])
            }
        )
        try sandbox.makePipe("ready")
        try sandbox.makePipe("go")
        #expect(try await sandbox.driver("--ds 2016-04-25..2016-04-26 --only pack").code == 0)
        let run = try await sandbox.driver("--ds 2016-04-26") { _ in
            _ = try await sandbox.hear("ready")
            let clear = try await sandbox.driver("clear trip.* --ds 2016-04-25..2016-04-26")
            #expect(clear.lines == ["ds 2016-04-25: 1 task cleared", "ds 2016-04-26: 1 task cleared"])
            #expect(
                clear.complaints == [
                    "driver: run 2 has claimed 'trip.train' for 2016-04-26, which was not cleared: wait for it, or say 'driver cancel 2'."
                ])
            #expect(clear.code == 75)
            try sandbox.write("", to: "enough")
            try await sandbox.say("on", to: "go")
        }
        #expect(run.code == 0)
        #expect(run.lines.last == "done in <while>: 1 succeeded, 1 done before")
        try await sandbox.driver("status --ds 2016-04-26").says(
            """
            trip.pack   waiting <moment>: cleared
            trip.train  succeeded <moment>
            1 waiting, 1 succeeded
            """
        )
        // Now that nobody has it, it is.
        try await sandbox.driver("clear trip.* --ds 2016-04-26").says("ds 2016-04-26: 1 task cleared")
        #expect(try await sandbox.driver("--ds 2016-04-26").lines.last == "done in <while>: 2 succeeded")
    }

    @Test func whatWouldBeClearedCanBeSeenBefore() async throws {
        let sandbox = try Sandbox(.quickTrip)
        #expect(try await sandbox.driver("--ds 2016-04-26").code == 0)
        let rehearsal = """
            ds 2016-04-26: trip.travel would be cleared
            ds 2016-04-26: trip.unpack would be cleared
            ds 2016-04-26: 2 tasks would be cleared
            """
        for _ in 1...2 { try await sandbox.driver("clear travel+ --ds 2016-04-26 --dry-run").says(rehearsal) }
        try await sandbox.driver("clear travel+ --ds 2016-04-26").says("ds 2016-04-26: 2 tasks cleared")
        try await sandbox.driver("clear travel+ --ds 2016-04-26 -n").says("ds 2016-04-26: 0 tasks would be cleared")
    }
}
