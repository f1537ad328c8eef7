import Dataswarm
import Glibc
import TestSupport
import Testing

extension FaultTests {
    /// Tasks that try to get away from their timeout.
    @Suite struct EscapeTests {
        /// What each does, in a folder of its own, which its processes cannot leave unseen.
        private static let ways: [(name: String, script: Argument)] = [
            ("group", "sleep 1000 & touch up; sleep 1000"),
            ("setsid", "setsid sleep 1000 & touch up; sleep 1000"),
            ("orphan", "( ( setsid sleep 1000 & ) & ); touch up; sleep 1000"),
            ("cleared", "env -i setsid sh -c 'sleep 1000; :' & touch up; sleep 1000"),
            (
                "stubborn",
                "trap '' TERM HUP; setsid sh -c 'while :; do sleep 1; done' & touch up; while :; do sleep 1; done"
            ),
            ("heir", "setsid sh -c \"trap '' TERM; while :; do sleep 1; done\" & touch up; sleep 1000"),
            ("stopped", "sh -c 'kill -STOP $$; sleep 1000' & touch up; wait"),
            (
                "bomb",
                "b() { [ $1 = 0 ] || { b $(($1 - 1)) & b $(($1 - 1)) & }; sleep 1000; }; b 6 & touch up; sleep 1000"
            ),
            // Each starts the next and is gone, as quickly as it can, 4 at a time; none of them for more than 20,000 times.
            ("comet", "for i in 1 2 3 4; do setsid sh ../comet.sh 20000 & done; touch up; sleep 1000"),
        ]

        private static let comet = """
            trap '' TERM
            [ "$1" -gt 0 ] || exit 0
            setsid sh ../comet.sh $(($1 - 1)) &

            """

        @Test func aTimeoutIsReportedOnceEveryProcessIsGone() throws {
            for _ in 1...Effort.times(1, thoroughly: 10) { try escape() }
        }

        private func escape() throws {
            let sandbox = try Sandbox(
                Pipeline("p") {
                    for way in EscapeTests.ways {
                        Task(
                            way.name, Command("/bin/sh", "-c", way.script), timeout: .seconds(2),
                            workingFolder: "work/\(way.name)")
                    }
                }
            )
            defer { sandbox.clean() }
            for folder in ["work"] + EscapeTests.ways.map({ "work/\($0.name)" }) {
                try #require(mkdir("\(sandbox.folder)/\(folder)", 0o700) == 0)
            }
            try sandbox.write(EscapeTests.comet, to: "work/comet.sh")
            let driver = try sandbox.start("--ds 2016-04-26 --jobs 9 --json")
            var reported: Set<String> = []
            while let line = try driver.nextLine() {
                guard let event = try? RunEvent(line), event.event == "attempt_ended", let task = event.task else {
                    continue
                }
                let name = String(task.dropFirst("p.".count))
                // Nothing that lives now can have been gone when this was said.
                let left = sandbox.survivors(in: "work/\(name)")
                expectNone(left.map { "alive when the end of \(name) was told: \($0)" }, name)
                #expect(sandbox.has("work/\(name)/up"), "\(name)")
                #expect(event.state == "failed" && event.reason == "timed out after 2 s", "\(name): \(line)")
                reported.insert(name)
            }
            #expect(reported == Set(EscapeTests.ways.map(\.name)))
            #expect(try driver.end().code == 1)
            expectNone(sandbox.leftovers(marks: try sandbox.marks()).map { "left behind: \($0)" }, "after the run")
        }
    }
}
