import Dataswarm
import Testing

/// Runs as things with a number: listed, looked at and cancelled each by itself.
@Suite struct RunsTests {
    /// A task for each of two runs, which hold on.
    private func sandbox() throws -> Sandbox {
        let sandbox = try Sandbox(
            Pipeline("trip") {
                Task("bus", Shell("echo up > ready; read -r _ < bus"))
                Task("train", Shell("echo up > ready; read -r _ < train"))
                Task("walk", Shell("test \(.ds) != 2016-04-25"))
            }
        )
        for pipe in ["ready", "bus", "train"] { try sandbox.makePipe(pipe) }
        return sandbox
    }

    @Test func oneOfTwoRunsForADsIsCancelledAndTheOtherGoesOn() async throws {
        let sandbox = try sandbox()
        var train: Outcome?
        let bus = try await sandbox.driver("--ds 2016-04-26 --only bus") { _ in
            _ = try await sandbox.hear("ready")
            train = try await sandbox.driver("--ds 2016-04-26 --only train walk") { _ in
                _ = try await sandbox.hear("ready")
                try await sandbox.driver("cancel --ds 2016-04-26").refuses(
                    "driver: 2 runs go on for 2016-04-26: 1, 2. Name the one that is to end: 'driver cancel 2'.",
                    code: 1)
                try await sandbox.driver("cancel 1").says(
                    """
                    ds 2016-04-26: run 1 cancelled, 1 task cancelled
                    left: trip.bus
                    """
                )
                let running = try await sandbox.driver("runs --running --json")
                #expect(running.lines.count == 1)
                #expect(running.lines.first?.hasPrefix(#"{"run":2,"state":"running","ds":"2016-04-26","#) == true)
                try await sandbox.say("on", to: "train")
            }
        }
        #expect(bus.code == 143)
        #expect(bus.lines.contains("stopped: cancelled by 'driver cancel'"))
        #expect(train?.code == 0)
        #expect(train?.error == "")
        #expect(train?.lines.last == "done in <while>: 2 succeeded")
        try await sandbox.driver("cancel 1").refuses("driver: run 1 does not go on: it is cancelled.", code: 1)
        try await sandbox.driver("cancel 3").refuses(
            "driver: there is no run 3 on record: 'driver runs' lists those that there are.", code: 1)
        let slip = try await sandbox.driver("cancel")
        #expect(slip.code == 64)
        #expect(slip.complaints.first == "Error: a run's number or --ds belongs here, such as: driver cancel 213")
    }

    @Test func aRangeIsOneRunThatIsListedWithItsReason() async throws {
        let sandbox = try sandbox()
        let range = try await sandbox.shell(
            "driver --ds 2016-04-24..2016-04-26 --only walk --setting priority=2 --reason 'the bus broke down' --graph graph.json"
        )
        #expect(range.code == 1)
        #expect(try await sandbox.driver("--ds 2016-04-27 --only walk --force").code == 0)
        let user = try await sandbox.shell("id -un").lines.first ?? ""
        let list = try await sandbox.driver("runs")
        #expect(
            list.lines.first?.split(separator: " ", maxSplits: 20).joined(separator: " ")
                == "run state ds began took by asked for")
        let rows = list.lines.dropFirst()
        #expect(rows.count == 2)
        #expect(rows.first?.hasPrefix("2    succeeded  2016-04-27              <moment>") == true)
        #expect(rows.first?.hasSuffix("  \(user)  --only walk --force") == true)
        #expect(rows.last?.hasPrefix("1    failed     2016-04-24..2016-04-26  <moment>") == true)
        #expect(
            rows.last?.hasSuffix("  \(user)  --only walk --setting priority=2 (the bus broke down)") == true)
        for (option, count) in [("--ds 2016-04-25", 1), ("--ds 2016-04-27", 1), ("--last 1", 1), ("--running", 0)] {
            #expect(try await sandbox.driver("runs \(option) --json").lines.count == count, "\(option)")
        }

        let run = try await sandbox.driver("runs 1")
        #expect(run.lines.first == "run 1, failed, ds 2016-04-24..2016-04-26")
        #expect(
            run.lines.dropFirst().first
                == "  asked for: --only walk --setting priority=2 (the bus broke down), by \(user)")
        let attempts = run.lines.suffix(3)
        for (line, (ds, state)) in zip(
            attempts, [("2016-04-24", "succeeded"), ("2016-04-25", "failed   "), ("2016-04-26", "succeeded")])
        {
            #expect(line.hasPrefix("  \(ds)  trip.walk@1  \(state)  "))
        }
        #expect(attempts.dropFirst().first?.hasSuffix("  exit 1") == true)
        let json = try await sandbox.driver("runs 1 --json")
        let hash = try #require(json.lines.first?.firstMatch(of: /"graph":"([0-9a-f]{64})"/)?.1)
        json.says(
            """
            {"run":1,"state":"failed","ds":"2016-04-24..2016-04-26","trigger":"manual","by":"\(user)","only":["walk"],"exclude":[],"retry":false,"force":false,"graph":"\(hash)","began_at":0,"reason":"the bus broke down","ended_at":0}
            {"run":1,"ds":"2016-04-24","task":"trip.walk","attempt":1,"state":"succeeded","began_at":0,"ended_at":0,"exit_code":0}
            {"run":1,"ds":"2016-04-25","task":"trip.walk","attempt":1,"state":"failed","began_at":0,"ended_at":0,"exit_code":1,"cause":"exit","reason":"exit 1"}
            {"run":1,"ds":"2016-04-26","task":"trip.walk","attempt":1,"state":"succeeded","began_at":0,"ended_at":0,"exit_code":0}
            """
        )
        #expect(sandbox.has(".dataswarm/graphs/\(hash).json"))
    }

    @Test func programsHearOfEachDsOfARange() async throws {
        let sandbox = try sandbox()
        try await sandbox.driver("--ds 2016-04-24..2016-04-25 --only walk --json").says(
            """
            {"event":"run_began","ds":"2016-04-24..2016-04-25","run":1,"time":0}
            {"event":"ds_began","ds":"2016-04-24","run":1,"time":0,"to_run":1,"done_before":0}
            {"event":"attempt_began","ds":"2016-04-24","run":1,"time":0,"task":"trip.walk","attempt":1}
            {"event":"attempt_ended","ds":"2016-04-24","run":1,"time":0,"task":"trip.walk","attempt":1,"state":"succeeded","exit_code":0}
            {"event":"task_changed","ds":"2016-04-24","run":1,"time":0,"task":"trip.walk","state":"succeeded"}
            {"event":"ds_ended","ds":"2016-04-24","run":1,"time":0,"state":"succeeded","elapsed_ms":0,"done_before":0,"counts":{"succeeded":1}}
            {"event":"ds_began","ds":"2016-04-25","run":1,"time":0,"to_run":1,"done_before":0}
            {"event":"attempt_began","ds":"2016-04-25","run":1,"time":0,"task":"trip.walk","attempt":1}
            {"event":"attempt_ended","ds":"2016-04-25","run":1,"time":0,"task":"trip.walk","attempt":1,"state":"failed","exit_code":1,"cause":"exit","reason":"exit 1"}
            {"event":"task_changed","ds":"2016-04-25","run":1,"time":0,"task":"trip.walk","state":"failed","reason":"exit 1"}
            {"event":"ds_ended","ds":"2016-04-25","run":1,"time":0,"state":"failed","elapsed_ms":0,"done_before":0,"counts":{"failed":1}}
            {"event":"run_ended","ds":"2016-04-24..2016-04-25","run":1,"time":0,"state":"failed","elapsed_ms":0,"done_before":0,"counts":{"succeeded":1,"failed":1}}
            """, code: 1
        )
    }

    @Test func slipsAreNamed() async throws {
        let sandbox = try sandbox()
        #expect(try await sandbox.driver("runs").lines == ["no run is on record"])
        #expect(try await sandbox.driver("runs --json").output == "")
        try await sandbox.driver("runs 7").refuses(
            "driver: there is no run 7 on record: 'driver runs' lists those that there are.")
        #expect(
            try await sandbox.driver("runs 7 --running").complaints.first?.hasPrefix("Error: a run's number") == true)
        #expect(
            try await sandbox.driver("runs --last 0").complaints.first
                == "Error: --last 0: from 1 to 1000000 runs can be listed.")
        #expect(!sandbox.has(".dataswarm"))
    }
}
