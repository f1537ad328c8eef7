import Dataswarm
import Testing

/// Several drivers at a time, and a driver that dies.
@Suite struct SharingTests {
    /// Holds on for one ds until it is told to go on; other ds pass.
    private func sandbox() throws -> Sandbox {
        let sandbox = try Sandbox(
            Pipeline("trip") {
                let train = Task(
                    "train", Shell("test \(.ds) != 2016-04-26 -o -f enough || { echo up > ready; read -r _ < go; }"))
                Task("unpack", Shell("true"), depList: [train])
            }
        )
        try sandbox.makePipe("ready")
        try sandbox.makePipe("go")
        return sandbox
    }

    @Test func aDsIsRunByOneDriverAtATimeAndOthersGoOn() async throws {
        let sandbox = try sandbox()
        let first = try await sandbox.driver("--ds 2016-04-26") { _ in
            _ = try await sandbox.hear("ready")
            try await sandbox.driver("--ds 2016-04-26").refuses(
                """
                driver: another driver is running 2016-04-26 in <sandbox>/.dataswarm: wait for it, or look at it with 'driver status --ds 2016-04-26'.
                """,
                code: 75
            )
            try await sandbox.driver("clear trip.* --ds 2016-04-26").refuses(
                """
                driver: another driver is running 2016-04-26 in <sandbox>/.dataswarm: wait for it, or look at it with 'driver status --ds 2016-04-26'.
                """,
                code: 75
            )
            let other = try await sandbox.driver("--ds 2016-04-25")
            #expect(other.lines.last == "done in <while>: 2 succeeded")
            // To look is free.
            #expect(try await sandbox.driver("plan --ds 2016-04-26").code == 0)
            #expect(try await sandbox.driver("status --ds 2016-04-26").lines.last == "A driver is running this ds.")
            try await sandbox.say("on", to: "go")
        }
        #expect(first.code == 0)
        #expect(first.error == "")
        #expect(first.lines.last == "done in <while>: 2 succeeded")
    }

    @Test func whatADeadDriverRanIsSaidToBeLostAndRunAgain() async throws {
        let sandbox = try sandbox()
        let first = try await sandbox.driver("--ds 2016-04-26") { driver in
            _ = try await sandbox.hear("ready")
            driver.murder()
        }
        #expect(first.code == 137)
        try await sandbox.driver("status --ds 2016-04-26 train").says(
            """
            trip.train  lost <moment>
            1 lost
            """
        )
        try await sandbox.driver("why train --ds 2016-04-26").says(
            """
            trip.train for 2016-04-26: lost: it was running at <moment> when its driver ended; the next run starts it again
            """
        )

        try sandbox.write("", to: "enough")
        let second = try await sandbox.driver("--ds 2016-04-26")
        second.warns(
            """
            driver: 'trip.train' was lost: the driver that ran it is gone. It counts as not done.
            """
        )
        #expect(second.lines.last == "done in <while>: 2 succeeded")
        // What the dead driver had started is gone before anything of it is started again.
        #expect(try sandbox.processesOfTasks() == [])
        #expect(try await sandbox.driver("--ds 2016-04-26").error == "")
    }
}
