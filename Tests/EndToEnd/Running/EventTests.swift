import Dataswarm
import Testing

@Suite struct EventTests {
    @Test func aRunIsALineOfJSONForEachEvent() async throws {
        let sandbox = try Sandbox(
            Pipeline("trip") {
                let pack = Task("pack", Shell("true"))
                let travel = Task("travel", Shell("exit 3"), depList: [pack], retries: .upTo(1))
                Task("unpack", NoOp(), depList: [travel])
            }
        )
        try await sandbox.driver("--ds 2016-04-26 --json").says(
            """
            {"event":"run_began","ds":"2016-04-26","run":1,"time":0,"to_run":3,"done_before":0}
            {"event":"attempt_began","ds":"2016-04-26","run":1,"time":0,"task":"trip.pack","attempt":1}
            {"event":"attempt_ended","ds":"2016-04-26","run":1,"time":0,"task":"trip.pack","attempt":1,"state":"succeeded","exit_code":0}
            {"event":"task_changed","ds":"2016-04-26","run":1,"time":0,"task":"trip.pack","state":"succeeded"}
            {"event":"attempt_began","ds":"2016-04-26","run":1,"time":0,"task":"trip.travel","attempt":1}
            {"event":"attempt_ended","ds":"2016-04-26","run":1,"time":0,"task":"trip.travel","attempt":1,"state":"failed","exit_code":3,"cause":"exit","reason":"exit 3"}
            {"event":"task_changed","ds":"2016-04-26","run":1,"time":0,"task":"trip.travel","state":"waiting","reason":"exit 3; retry 1 of 1"}
            {"event":"attempt_began","ds":"2016-04-26","run":1,"time":0,"task":"trip.travel","attempt":2}
            {"event":"attempt_ended","ds":"2016-04-26","run":1,"time":0,"task":"trip.travel","attempt":2,"state":"failed","exit_code":3,"cause":"exit","reason":"exit 3"}
            {"event":"task_changed","ds":"2016-04-26","run":1,"time":0,"task":"trip.travel","state":"failed","reason":"exit 3"}
            {"event":"task_changed","ds":"2016-04-26","run":1,"time":0,"task":"trip.unpack","state":"upstream_failed","reason":"trip.travel failed"}
            {"event":"run_ended","ds":"2016-04-26","run":1,"time":0,"state":"failed","elapsed_ms":0,"done_before":0,"counts":{"succeeded":1,"failed":1,"upstream_failed":1}}
            """, code: 1
        )
    }

    @Test func theEndOfAnAttemptSaysWhatItHasUsed() async throws {
        let sandbox = try Sandbox(Pipeline("trip") { Task("pack", Shell("echo socks > \(.output)/bag; echo packed")) })
        let run = try await sandbox.driver("--ds 2016-04-26 --json")
        let end = run.output.split(separator: "\n").first { $0.contains("attempt_ended") } ?? ""
        #expect(
            end.contains(
                /"exit_code":0,"measures":\{("peak_memory":\d+,)?"user_ms":\d+,"system_ms":\d+,"log_bytes":7,"output_bytes":6\}\}/
            ), "\(end)")
        #expect(try await sandbox.driver("runs 1").lines.last?.hasSuffix(" cpu, 7 B log, 6 B output") == true)
    }

    @Test func namesAndReasonsAreEscaped() async throws {
        let sandbox = try Sandbox(Pipeline("trip") { Task("pack", Command("say \"hi\"\\")) })
        let run = try await sandbox.driver("--ds 2016-04-26 --json", environment: ["PATH": "/usr/bin"])
        #expect(
            run.lines.first { $0.contains("task_changed") } == """
                {"event":"task_changed","ds":"2016-04-26","run":1,"time":0,"task":"trip.pack","state":"failed","reason":"Task 'trip.pack' cannot start 'say \\"hi\\"\\\\': it is not in PATH (/usr/bin): install it, or mend the name."}
                """
        )
    }
}
