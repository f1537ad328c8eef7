import Dataswarm
import Testing

/// A driver that dies leaves nothing that others would have to unlock.
@Suite struct DeathTests {
    @Test func whatADeadDriverRanIsSaidToBeLostAndRunAgain() async throws {
        let sandbox = try Sandbox(
            Pipeline("trip") {
                let train = Task("train", Shell("test -f enough || { echo up > ready; read -r _ < go; }"))
                Task("unpack", Shell("true"), depList: [train])
            },
            Pipeline("party") { Task("dance", Shell("true")) }
        )
        try sandbox.makePipe("ready")
        try sandbox.makePipe("go")
        let first = try await sandbox.driver("--ds 2016-04-26 --only pipeline:trip") { driver in
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
        #expect(try await sandbox.driver("runs 1").lines.first == "run 1, lost, ds 2016-04-26")
        #expect(try await sandbox.driver("runs --running").lines == ["no run goes on"])
        try await sandbox.driver("cancel 1").refuses("driver: run 1 does not go on: it is lost.", code: 1)

        // Whoever comes next puts it right, whatever it runs.
        let other = try await sandbox.driver("--ds 2016-04-27 --only dance")
        other.warns(
            "driver: 'trip.train' was lost for 2016-04-26: the driver that ran it is gone. It counts as not done.")
        #expect(try sandbox.processesOfTasks() == [])

        try sandbox.write("", to: "enough")
        let second = try await sandbox.driver("--ds 2016-04-26 --only pipeline:trip")
        second.warns("")
        #expect(second.lines.last == "done in <while>: 2 succeeded")
        // Nothing is left of the owners of runs that have ended.
        #expect(try await sandbox.shell("ls .dataswarm/locks").output == "")
    }
}
