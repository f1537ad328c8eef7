import Dataswarm
import Glibc
import TestSupport
import Testing

extension FaultTests {
    /// One of many runs of a service is cancelled.
    @Suite struct ServiceCancelTests {
        private let ds = "2016-04-26"

        private func states(_ sandbox: Sandbox) throws -> [String: String] { try Record(sandbox, ds: ds).tasks }

        private func cancel(_ sandbox: Sandbox, _ words: String...) throws -> Ended {
            try Driver(
                Program(
                    path: Program.driver,
                    arguments: ["cancel"] + words + ["--state", ".dataswarm", "--graph", "graph.json"],
                    environment: Program.plainEnvironment, folder: sandbox.folder)
            ).end()
        }

        @Test func theOthersGoOn() throws {
            let sandbox = try Sandbox.witnessed(
                Pipeline("a") {
                    let tidy = Deed.task("tidy", .tidy)
                    Deed.task("next", .quick, depList: [tidy])
                }, Pipeline("b") { Deed.task("hold", .hold) }, Pipeline("c") { Deed.task("stubborn", .stubborn) })
            defer { sandbox.clean() }
            let wanted = try ["a", "b", "c"].map { try sandbox.want($0, "ds \(ds)", "only \($0).*") }
            let service = try sandbox.serve(wanted)
            try sandbox.wait(forStarts: 3)
            let end = try cancel(sandbox, "1")
            #expect(end.code == 0, "\(end.error)")
            #expect(end.lines.first?.hasPrefix("ds \(ds): run 1 cancelled") == true, "\(end.lines)")
            // It does not end when it is asked to.
            let refusal = try cancel(sandbox, "3", "--wait", "500ms")
            #expect(refusal.code == 1 && refusal.error.contains("say --now"), "\(refusal.error)")
            #expect(try cancel(sandbox, "3", "--now").code == 0)
            try sandbox.write("", to: "enough")
            #expect(try service.hear("ended 2 ") == "ended 2 succeeded")
            #expect(try service.terminate().code == 0)
            #expect(
                try states(sandbox) == [
                    "a.tidy": "cancelled", "a.next": "cancelled", "b.hold": "succeeded", "c.stubborn": "cancelled",
                ])
            // It was asked, and had the time to put things in order.
            #expect(try Witness(sandbox).lines.contains { $0.task == "a.tidy" && $0.verb == .tidied })
        }

        @Test func whatWasAskedWhileNobodyWasThereIsDoneByTheNext() throws {
            let sandbox = try Sandbox.witnessed(
                Pipeline("a") {
                    let tidy = Deed.task("tidy", .tidy)
                    Deed.task("next", .quick, depList: [tidy])
                    Task(
                        "retry", Command("/bin/sh", "-c", "exit 1"),
                        retries: .upTo(1, backoff: .exponential(from: .hours(1))))
                })
            defer { sandbox.clean() }
            let wanted = [try sandbox.want("a", "ds \(ds)")]
            let first = try sandbox.serve(wanted)
            try sandbox.wait(forStarts: 1)
            _ = try Moment.wait { try states(sandbox)["a.retry"] == "waiting" }
            try first.murder()
            #expect(try cancel(sandbox, "1", "--wait", "100ms").code == 1)
            let second = try sandbox.serve(wanted)
            #expect(try second.hear("ended 1 ") == "ended 1 cancelled")
            #expect(try second.terminate().code == 0)
            #expect(try states(sandbox) == ["a.tidy": "cancelled", "a.next": "cancelled", "a.retry": "cancelled"])
            #expect(try Record(sandbox, ds: ds).attempts.count == 2)
        }
    }
}
