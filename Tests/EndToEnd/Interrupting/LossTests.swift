import Dataswarm
import Testing

/// A task that takes its driver down, each time.
@Suite struct LossTests {
    @Test func whatIsLostThreeTimesInARowIsHeldUntilItIsCleared() async throws {
        let sandbox = try Sandbox(
            Pipeline("trip") {
                let train = Task("train", Shell("test -f enough || { echo up > ready; read -r _ < go; }"))
                Task("unpack", Shell("true"), depList: [train])
            }
        )
        try sandbox.makePipe("ready")
        try sandbox.makePipe("go")
        for _ in 1...3 {
            let run = try await sandbox.driver("--ds 2016-04-26") { driver in
                _ = try await sandbox.hear("ready")
                driver.murder()
            }
            #expect(run.code == 137)
        }

        let held =
            "it was lost 3 times in a row; 'driver clear trip.train --ds 2016-04-26' or --force lets it run again"
        let run = try await sandbox.driver("--ds 2016-04-26")
        #expect(
            run.complaints == [
                "driver: 'trip.train' was lost: the driver that ran it is gone. It counts as not done.",
                "driver: warning: 'trip.train' is held: \(held).",
            ])
        run.says(
            """
            ds 2016-04-26, run 4: 1 task to run
            <time> upstream_failed trip.train: \(held)
            <time> upstream_failed trip.unpack: trip.train was not started, because something that it waits for failed
            not done in <while>: 2 upstream_failed
            """, code: 1)
        #expect(
            try await sandbox.driver("plan --ds 2016-04-26 --only train").lines.first == "hold trip.train  # \(held)")
        try await sandbox.driver("why train --ds 2016-04-26").says(
            """
            trip.train for 2016-04-26: not started at <moment>: \(held)
              It would be held: \(held).
            """)

        try await sandbox.driver("clear train --ds 2016-04-26").says("ds 2016-04-26: 1 task cleared")
        try sandbox.write("", to: "enough")
        #expect(try await sandbox.driver("--ds 2016-04-26").lines.last == "done in <while>: 2 succeeded")
    }
}
