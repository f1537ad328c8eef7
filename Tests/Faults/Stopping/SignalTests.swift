import Dataswarm
import Glibc
import TestSupport
import Testing

extension FaultTests {
    /// Ctrl-C once and twice, `kill` and a closed terminal, at moments drawn by lot.
    @Suite struct SignalTests {
        private static let tasks = ["p.stray", "p.a", "p.b", "p.hold", "p.tidy", "p.stubborn"]

        private func sandbox(stubborn: Bool) throws -> Sandbox {
            try Sandbox.witnessed(
                Pipeline("p") {
                    Deed.task("stray", .stray)
                    let a = Deed.task("a", .child)
                    Deed.task("b", .quick, depList: [a])
                    Deed.task("hold", .hold)
                    Deed.task("tidy", .tidy)
                    Deed.task("stubborn", stubborn ? .stubborn : .moment)
                }
            )
        }

        private struct Way {
            let signals: [CInt]
            let code: CInt
            let reason: String
        }

        private static let ways = [
            Way(signals: [SIGINT], code: 130, reason: "interrupted"),
            Way(signals: [SIGTERM], code: 143, reason: "asked to end by signal 15"),
            Way(signals: [SIGHUP], code: 143, reason: "asked to end by signal 1"),
            Way(signals: [SIGINT, SIGINT], code: 130, reason: "interrupted"),
        ]

        @Test func afterASignalNothingIsLeftAndTheNextStartGoesOn() throws {
            var chance = Chance(Effort.seed)
            for round in 0..<Effort.times(8, thoroughly: 50) {
                let way = SignalTests.ways[round % SignalTests.ways.count]
                // Whom nothing moves is killed when the grace is over, or at once where Ctrl-C comes twice.
                let isStubborn = way.signals.count == 2 || round == 1
                let sandbox = try sandbox(stubborn: isStubborn)
                defer { sandbox.clean() }
                let context = "round \(round), \(way.reason), \(Effort.replay(Effort.seed))"
                let driver = try sandbox.start("--ds 2016-04-26 --jobs 6 --json")
                let count = chance.number(in: 1...9)
                let spin = chance.number(in: 0...3_000)
                // It cannot end by itself: some hold on.
                try #require(Moment.wait { Witness.count(sandbox) >= count })
                Moment.spin(microseconds: spin)
                for signal in way.signals {
                    driver.send(signal)
                    Moment.spin(microseconds: 20_000)
                }
                let asked = Moment.now
                let ended = try driver.end()
                let left = sandbox.survivors()
                expectNone(left.filter { !$0.isDriver }.map { "left behind: \($0)" }, context)
                if way.signals.count == 2 { #expect(Moment.now - asked < 8, "\(context)") }
                expectNone(sandbox.leftovers().map { "left behind: \($0)" }, context)
                #expect(ended.code == way.code, "\(ended.error) \(context)")
                #expect(ended.events.last?.event == "run_ended", "\(context)")
                let record = try Record(sandbox, ds: "2016-04-26")
                #expect(record.runs == ["cancelled"], "\(context)")
                for task in ["p.hold", "p.tidy"] { #expect(record.tasks[task] == "cancelled", "\(task), \(context)") }
                #expect(record.attempts.allSatisfy { ["succeeded", "cancelled"].contains($0.state) }, "\(context)")

                try sandbox.write("", to: "enough")
                let next = try sandbox.finish("--ds 2016-04-26 --jobs 6")
                #expect(next.code == 0, "\(next.error) \(context)")
                expectNone(try Oracle.problems(sandbox, ds: "2016-04-26", done: SignalTests.tasks), context)
            }
        }
    }
}
