import Dataswarm
import Testing

/// Tasks that take down their driver, or what keeps them.
@Suite struct LossTests {
    @Test func whatTakesDownItsKeeperIsTriedAgainWithoutARetry() async throws {
        let sandbox = try Sandbox(
            Pipeline("trip") {
                Task(
                    "train", Shell("echo x >> tries; test $(wc -l < tries) = 3 || { kill -9 $PPID; exec sleep 1000; }"))
            }
        )
        try await sandbox.driver("--ds 2016-04-26").says(
            """
            ds 2016-04-26, run 1: 1 task to run
            <time> started trip.train
            <time> again trip.train: lost, the process that kept it was killed; tried again
            <time> started trip.train (attempt 2)
            <time> again trip.train: lost, the process that kept it was killed; tried again
            <time> started trip.train (attempt 3)
            <time> succeeded trip.train
            done in <while>: 1 succeeded
            """)
        #expect(try sandbox.processesOfTasks() == [])
    }

    @Test func whatTakesDownItsKeeperEachTimeFails() async throws {
        let sandbox = try Sandbox(
            Pipeline("trip") {
                Task("train", Shell("test -f track || { kill -9 $PPID; exec sleep 1000; }"), retries: .upTo(9))
            }
        )
        let reason =
            "lost 3 times in a row (the process that kept it was killed): it may take its keeper down with it"
        let run = try await sandbox.driver("--ds 2016-04-26 --json")
        #expect(run.code == 1)
        let ends = run.lines.filter { $0.contains("attempt_ended") }
        #expect(ends.count == 3)
        #expect(
            ends.first == """
                {"event":"attempt_ended","ds":"2016-04-26","run":1,"time":0,"task":"trip.train","attempt":1,"state":"lost",\
                "cause":"lost","reason":"the process that kept it was killed"}
                """)
        #expect(run.lines.contains { $0.contains(#""state":"failed","reason":"\#(reason)""#) })
        let why = try await sandbox.driver("why train --ds 2016-04-26")
        #expect(
            why.lines.prefix(2) == [
                "trip.train for 2016-04-26: failed at <moment>, after 3 attempts: \(reason)",
                "  It would be held: it was lost 3 times in a row; 'driver clear trip.train --ds 2016-04-26' or --force lets it run again.",
            ])
        #expect(
            try await sandbox.driver("status --ds 2016-04-26").lines.first?.hasPrefix("trip.train  failed, held ")
                == true)
        #expect(
            try await sandbox.driver("--ds 2016-04-26").lines.contains { $0.contains("upstream_failed trip.train") })

        try sandbox.write("", to: "track")
        #expect(try await sandbox.driver("--ds 2016-04-26 --force").code == 0)
        #expect(try await sandbox.driver("--ds 2016-04-26").error == "")
    }

    @Test func whatIsLostWithItsDriverGoesOnHoweverOftenThatIs() async throws {
        let sandbox = try Sandbox(
            Pipeline("trip") {
                let train = Task("train", Shell("test -f enough || { echo up > ready; read -r _ < go; }"))
                Task("unpack", Shell("true"), depList: [train])
            }
        )
        try sandbox.makePipe("ready")
        try sandbox.makePipe("go")
        for _ in 1...5 {
            let run = try await sandbox.driver("--ds 2016-04-26") { driver in
                _ = try await sandbox.hear("ready")
                driver.murder()
            }
            #expect(run.code == 137)
        }
        try sandbox.write("", to: "enough")
        let run = try await sandbox.driver("--ds 2016-04-26")
        #expect(
            run.complaints == [
                "driver: 'trip.train' was lost for 2016-04-26: the driver that ran it is gone. It counts as not done."
            ])
        #expect(run.lines.contains { $0.hasSuffix("started trip.train (attempt 6)") })
        #expect(run.lines.last == "done in <while>: 2 succeeded")
    }

    /// What was running when its driver was killed is lost for every verb, before anybody has put that on record.
    @Test func whatItsDriverHasLeftIsLostWhoeverAsks() async throws {
        let sandbox = try Sandbox(
            Pipeline("trip") {
                let train = Task("train", Shell("echo up > ready; sleep 1000"))
                Task("unpack", Shell("true"), depList: [train])
            })
        try sandbox.makePipe("ready")
        _ = try await sandbox.driver("--ds 2016-04-26") { driver in
            _ = try await sandbox.hear("ready")
            driver.murder()
        }
        let ds = "--ds 2016-04-26"
        #expect(try await sandbox.driver("status \(ds)").lines.first == "trip.train   lost <moment>")
        #expect(
            try await sandbox.driver("why train \(ds)").lines.first?.hasPrefix("trip.train for 2016-04-26: lost: ")
                == true)
        #expect(
            try await sandbox.driver("why unpack \(ds)").lines.suffix(2) == [
                "    trip.train, lost since <moment>", "      'driver --ds 2016-04-26 --only trip.train' runs it",
            ])
        for verb in ["list", "status", "clear -n", "plan"] {
            #expect(try await sandbox.driver("\(verb) state:lost \(ds)").output.contains("trip.train"))
            #expect(try await !sandbox.driver("\(verb) state:running \(ds)").output.contains("trip.train"))
        }
    }
}
