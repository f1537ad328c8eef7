import Dataswarm
import Testing

/// Several runs at a time that have nothing in common but their ds.
@Suite struct SideBySideTests {
    /// Each waits for the other inside its task: neither could end if one run waited for the other.
    @Test func twoPipelinesRunForOneDsAtATime() async throws {
        let sandbox = try Sandbox(
            Pipeline("trip") {
                Defaults(timeout: .minutes(5))
                Task("call", Shell("echo hallo > to_the_others; read -r _ < to_us"))
            },
            Pipeline("party") {
                Defaults(timeout: .minutes(5))
                Task("answer", Shell("read -r _ < to_the_others; echo hallo > to_us"))
            }
        )
        try sandbox.makePipe("to_us")
        try sandbox.makePipe("to_the_others")
        async let trip = sandbox.driver("--ds 2016-04-26 --only pipeline:trip")
        async let party = sandbox.driver("--ds 2016-04-26 --only pipeline:party")
        for run in [try await trip, try await party] {
            #expect(run.code == 0)
            #expect(run.error == "")
            #expect(run.lines.last == "done in <while>: 1 succeeded")
        }
        #expect(try await sandbox.driver("runs --json").lines.count == 2)
    }

    @Test func aSensorHoldsUpNothingButWhatWaitsForIt() async throws {
        let sandbox = try Sandbox(
            Pipeline("trip") {
                let ticket = Task("ticket", WaitForFile("ticket", every: .milliseconds(100)), priority: 1)
                Task("train", Shell("true"), depList: [ticket])
                Task("pack", Shell("test -f packed || { touch packed; echo up > ready; }"))
            },
            Pipeline("party") { Task("dance", Shell("true")) }
        )
        try sandbox.makePipe("ready")
        let first = try await sandbox.driver("--ds 2016-04-26 --only pipeline:trip --jobs 1") { _ in
            _ = try await sandbox.hear("ready")
            let other = try await sandbox.driver("--ds 2016-04-26 --only pipeline:party")
            #expect(other.lines.last == "done in <while>: 1 succeeded")
            let same = try await sandbox.driver("--ds 2016-04-26 --only pack --force")
            #expect(same.lines.last == "done in <while>: 1 succeeded")
            let later = try await sandbox.driver("--ds 2016-04-27 --only pack dance")
            #expect(later.lines.last == "done in <while>: 2 succeeded")
            let train = try await sandbox.shell(
                "driver --ds 2016-04-26 --only +train --graph graph.json", until: "waits trip.ticket for run 1"
            ) { try sandbox.write("", to: "ticket") }
            #expect(train.code == 0)
            #expect(train.lines.contains("<time> done trip.ticket by run 1"))
        }
        #expect(first.code == 0)
        #expect(first.lines.last?.hasPrefix("done in <while>: ") == true)
    }
}
