import Dataswarm
import TestSupport
import Testing

extension FaultTests {
    /// A task that kills what watches over it.
    @Suite struct SuicideTests {
        @Test func aTaskThatKillsItsKeeperIsHeldAfterThreeTimesAndTheRunGoesOn() throws {
            let sandbox = try Sandbox.witnessed(
                Pipeline("p") {
                    Task("madman", Command("/bin/sh", "-c", "echo up >> tries; kill -9 $PPID; sleep 1000"))
                    let a = Deed.task("a", .child)
                    Deed.task("b", .quick, depList: [a])
                }
            )
            defer { sandbox.clean() }
            let ended = try sandbox.finish("--ds 2016-04-26 --jobs 2 --json")
            #expect(ended.code == 1, "\(ended.error)")
            let ends = ended.events.filter { $0.event == "attempt_ended" && $0.task == "p.madman" }
            #expect(ends.map(\.state) == ["lost", "lost", "lost"])
            #expect(try sandbox.read("tries") == "up\nup\nup\n")
            #expect(ended.events.last?.counts == ["succeeded": 2, "failed": 1])
            // What is known of the others is not in doubt.
            expectNone(
                try Oracle.problems(sandbox, ds: "2016-04-26", done: ["p.a", "p.b"]).filter {
                    !$0.contains("of p.madman")
                }, "the others")
            #expect(try sandbox.finish("--ds 2016-04-26").error.contains("'p.madman' is held"))
            #expect(try sandbox.read("tries") == "up\nup\nup\n")
        }
    }
}
