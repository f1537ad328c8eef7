import Dataswarm
import Glibc
import TestSupport
import Testing

extension FaultTests {
    /// What a service counts goes on counting in the next.
    @Suite struct ServiceCountTests {
        private let ds = "2016-04-26"

        private func attempts(_ sandbox: Sandbox, _ task: String) throws -> [String] {
            try sandbox.query("SELECT state, coalesce(cause, '') FROM attempts WHERE task = '\(task)' ORDER BY number")
                .map { $0.joined(separator: " ") }
        }

        @Test func retriesAreCountedOverTheKill() throws {
            let sandbox = try Sandbox.witnessed(
                Pipeline("p") {
                    Task(
                        "t", Command("/bin/sh", "-c", "set -- hold; . ./deed.sh; rm enough; exit 7"),
                        retries: .upTo(2))
                })
            defer { sandbox.clean() }
            let wanted = [try sandbox.want("one", "ds \(ds)")]
            for attempt in 1...3 {
                let service = try sandbox.serve(wanted)
                try sandbox.wait(forStarts: attempt)
                try service.murder()
                try sandbox.write("", to: "enough")
                _ = Moment.wait { !sandbox.has("enough") }
            }
            let last = try sandbox.serve(wanted)
            #expect(try last.hear("ended") == "ended 1 failed")
            #expect(try last.terminate().code == 0)
            #expect(try attempts(sandbox, "p.t") == ["failed exit", "failed exit", "failed exit"])
        }

        @Test func aTimeoutIsCountedFromTheBeginningOfTheAttempt() throws {
            let sandbox = try Sandbox.witnessed(Pipeline("p") { Deed.task("t", .tidy, timeout: .seconds(3)) })
            defer { sandbox.clean() }
            let wanted = [try sandbox.want("one", "ds \(ds)")]
            let first = try sandbox.serve(wanted)
            try sandbox.wait(forStarts: 1)
            let begin = Moment.now
            try first.murder()
            _ = Moment.wait { Moment.now > begin + 3.2 }
            let second = try sandbox.serve(wanted)
            #expect(try second.hear("ended") == "ended 1 failed")
            #expect(try second.terminate().code == 0)
            #expect(try attempts(sandbox, "p.t") == ["failed timeout"])
            let took = try sandbox.query("SELECT ended_at - started_at FROM attempts")[0][0]
            #expect(Int(took).map { $0 < 6_000 } == true, "\(took) ms")
        }

        @Test func whatIsDoneOrHasFailedIsNotRepeated() throws {
            let sandbox = try Sandbox.witnessed(
                Pipeline("p") {
                    let nothing = Task("nothing", NoOp())
                    let a = Deed.task("a", .quick, depList: [nothing])
                    let bad = Task("bad", Command("/bin/sh", "-c", "set -- quick; . ./deed.sh; exit 1"), depList: [a])
                    Deed.task("after", .quick, depList: [bad])
                    let b = Deed.task("b", .hold, depList: [a])
                    Task("early", Command("/bin/sh", "deed.sh", "quick"), depList: [a, b], when: .oneSucceeded)
                })
            defer { sandbox.clean() }
            try sandbox.write("", to: "enough")
            let before = try sandbox.serve([try sandbox.want("before", "ds \(ds)")])
            #expect(try before.hear("ended") == "ended 1 failed")
            #expect(try before.terminate().code == 0)
            try sandbox.remove("enough")
            let wanted = [try sandbox.want("again", "ds \(ds)", "force")]
            let first = try sandbox.serve(wanted)
            // All but the one that holds have ended for the second time.
            try sandbox.wait(forStarts: 8)
            _ = try Moment.wait { try Record(sandbox, ds: ds).attempts.count { $0.state == "running" } == 1 }
            try first.murder()
            let second = try sandbox.serve(wanted)
            try second.hear("ready")
            try second.murder()
            try sandbox.write("", to: "enough")
            let third = try sandbox.serve(wanted)
            #expect(try third.hear("ended") == "ended 2 failed")
            #expect(try third.terminate().code == 0)
            let record = try Record(sandbox, ds: ds)
            #expect(
                Dictionary(grouping: record.attempts, by: \.task).mapValues(\.count) == [
                    "p.a": 2, "p.bad": 2, "p.b": 2, "p.early": 2,
                ])
            #expect(record.tasks["p.after"] == "upstream_failed")
        }

        /// Of a run that tries again what failed, by the record of then.
        @Test func aRetryIsAboutWhatItWasAbout() throws {
            let sandbox = try Sandbox.witnessed(
                Pipeline("p") {
                    let a = Deed.task("a", .flaky)
                    Deed.task("b", .hold, depList: [a])
                })
            defer { sandbox.clean() }
            try sandbox.write("", to: "enough")
            #expect(try sandbox.finish("--ds \(ds)").code == 1)
            try sandbox.remove("enough")
            let wanted = [try sandbox.want("again", "ds \(ds)", "only state:failed", "only b")]
            let first = try sandbox.serve(wanted)
            try sandbox.wait(forStarts: 2)
            try first.murder()
            try sandbox.write("", to: "enough")
            let second = try sandbox.serve(wanted)
            #expect(try second.hear("ended") == "ended 2 succeeded")
            #expect(try second.terminate().code == 0)
            #expect(try Record(sandbox, ds: ds).attempts.map(\.state) == ["failed", "succeeded", "succeeded"])
        }

        @Test func aResourceIsDestroyedOnceAllAreDoneWhateverIsKilled() throws {
            let sandbox = try Sandbox.witnessed(
                Pipeline("p") {
                    let cluster = Resource(
                        "cluster", create: Command("/bin/sh", "-c", "echo create >> resource"),
                        destroy: Command(
                            "/bin/sh", "-c", "echo destroy >> resource; echo > destroying; set -- hold; . ./deed.sh"))
                    Deed.task("a", .quick, uses: [cluster])
                })
            defer { sandbox.clean() }
            let wanted = [try sandbox.want("one", "ds \(ds)")]
            let first = try sandbox.serve(wanted)
            // Nobody uses it any more.
            _ = Moment.wait { sandbox.has("destroying") }
            try first.murder()
            let second = try sandbox.serve(wanted)
            try second.hear("ready")
            // What destroys it is lost.
            sandbox.killSupervisors()
            try second.murder()
            try sandbox.remove("destroying")
            let third = try sandbox.serve(wanted)
            _ = Moment.wait { sandbox.has("destroying") }
            try sandbox.write("", to: "enough")
            #expect(try third.hear("ended") == "ended 1 succeeded")
            #expect(try third.terminate().code == 0)
            #expect(try sandbox.read("resource") == "create\ndestroy\ndestroy\n")
            #expect(try sandbox.query("SELECT * FROM resources") == [])
        }
    }
}
