import Dataswarm
import Glibc
import TestSupport
import Testing

extension FaultTests {
    /// A service that is killed with what keeps its attempts, and others who want the same meanwhile.
    @Suite struct ServiceLossTests {
        @Test func whereTheSupervisorIsKilledTooItsAttemptsAreLostAndTriedAgain() throws {
            let house = try Household()
            let sandbox = house.sandbox
            defer { sandbox.clean() }
            let first = try sandbox.serve(house.runs)
            try sandbox.wait(forStarts: Household.count)
            sandbox.killSupervisors()
            try first.murder()
            let second = try sandbox.serve(house.runs)
            try second.hear("ready")
            #expect(second.program.lines.count { $0.hasPrefix("lost ") } == Household.count)
            try house.enough()
            for run in 1...6 { #expect(try second.hear("ended \(run) ") == "ended \(run) succeeded") }
            #expect(try second.terminate().code == 0)
            expectNone(try house.problems(repeats: true), "without a supervisor")
        }

        private func sandbox() throws -> Sandbox {
            try Sandbox.witnessed(Pipeline("p") { Deed.task("a", .hold) })
        }

        /// Waits until it says that it waits for what another run has.
        private func hearWaiting(_ driver: Driver) throws {
            while let line = try driver.nextLine() { if line.contains("task_waits") { return } }
            throw Trouble(what: "it does not wait: \(try driver.end())")
        }

        @Test func aDriverWaitsForWhatADeadServiceHasUnderWayUntilTheNextIsThere() throws {
            let sandbox = try sandbox()
            defer { sandbox.clean() }
            let wanted = [try sandbox.want("one", "ds 2016-04-26")]
            let first = try sandbox.serve(wanted)
            try sandbox.wait(forStarts: 1)
            try first.murder()
            let driver = try sandbox.start("--ds 2016-04-26 --json")
            try hearWaiting(driver)
            // It has ended, and nobody has put that on record.
            try sandbox.write("", to: "enough")
            let second = try sandbox.serve(wanted)
            #expect(try second.hear("ended 1 ") == "ended 1 succeeded")
            let ended = try driver.end()
            #expect(ended.code == 0, "\(ended.error)")
            #expect(try second.terminate().code == 0)
            expectNone(try Oracle.problems(sandbox, ds: "2016-04-26", done: ["p.a"], extra: false), "beside a service")
            #expect(try Record(sandbox, ds: "2016-04-26").attempts.map(\.run) == [1])
        }

        @Test func aDriverDoesItselfWhatNobodyKeepsAnyMore() throws {
            let sandbox = try sandbox()
            defer { sandbox.clean() }
            let wanted = [try sandbox.want("one", "ds 2016-04-26")]
            let first = try sandbox.serve(wanted)
            try sandbox.wait(forStarts: 1)
            try first.murder()
            let driver = try sandbox.start("--ds 2016-04-26 --json")
            try hearWaiting(driver)
            sandbox.killSupervisors()
            try sandbox.wait(forStarts: 2)
            // The next service has the run all the same, and waits for the driver.
            let second = try sandbox.serve(wanted)
            #expect(try second.hear("adopted") == "adopted 1")
            try sandbox.write("", to: "enough")
            #expect(try second.hear("ended 1 ") == "ended 1 succeeded")
            #expect(try driver.end().code == 0)
            #expect(try second.terminate().code == 0)
            expectNone(try Oracle.problems(sandbox, ds: "2016-04-26", done: ["p.a"], extra: false), "by itself")
            #expect(try Record(sandbox, ds: "2016-04-26").attempts.map(\.state) == ["lost", "succeeded"])
        }

        /// Some of what runs was started by one service and adopted by another, which was killed in turn.
        @Test func whatTwoServicesHaveStartedIsEndedByADriver() throws {
            let sandbox = try Sandbox.witnessed(Pipeline("p") { for name in ["a", "b"] { Deed.task(name, .hold) } })
            defer { sandbox.clean() }
            let (one, two) = (
                try sandbox.want("one", "ds 2016-04-26", "only a"), try sandbox.want("two", "ds 2016-04-26", "only b")
            )
            let first = try sandbox.serve([one])
            try sandbox.wait(forStarts: 1)
            try first.murder()
            let second = try sandbox.serve([one, two])
            try sandbox.wait(forStarts: 2)
            // All that could tell of them, and not the tasks.
            for survivor in sandbox.survivors() where survivor.words.contains(" supervise ") {
                kill(survivor.number, SIGKILL)
            }
            try second.murder()
            try sandbox.write("", to: "enough")
            #expect(try sandbox.finish("--ds 2016-04-26").code == 0)
            expectNone(
                try Oracle.problems(sandbox, ds: "2016-04-26", done: ["p.a", "p.b"], extra: false).filter {
                    $0 != "a run is on record as running"
                }, "of two services")
            #expect(try Record(sandbox, ds: "2016-04-26").attempts.map(\.number) == [1, 2, 1, 2])
        }
    }
}
