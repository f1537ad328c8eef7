import Dataswarm
import Glibc
import TestSupport
import Testing

extension FaultTests {
    /// Many drivers that want the same tasks and the same slots, of which some are killed.
    @Suite struct SlotTests {
        private static let tasks = ["a.one", "a.two", "b.one", "b.two", "b.three", "c.one", "c.two"]
        private static let days = ["2016-04-26", "2016-04-27"]

        private func sandbox() throws -> Sandbox {
            let (gate, door) = (Pool("gate", slots: 2), Pool("door", slots: 1))
            return try Sandbox.witnessed(
                pools: [gate, door],
                Pipeline("a") {
                    let one = Deed.task("one", .child, pools: [gate])
                    Deed.task("two", .quick, depList: [one], pools: [door])
                },
                Pipeline("b") {
                    let one = Deed.task("one", .quick, pools: [gate, door])
                    let two = Deed.task("two", .stray, depList: [one], pools: [gate])
                    Deed.task("three", .moment, depList: [two])
                },
                Pipeline("c") {
                    let one = Deed.task("one", .moment, pools: [door, gate])
                    Deed.task("two", .quick, depList: [one], pools: [gate])
                }
            )
        }

        private static let selections = [
            "", " --only pipeline:a", " --only +b.two", " --only pipeline:b pipeline:c", " --only a.one b.one c.one",
        ]

        @Test func whoeverIsKilledNobodyIsCrowdedNorHeldUp() throws {
            var chance = Chance(Effort.seed)
            for round in 1...Effort.times(6, thoroughly: 100) {
                let sandbox = try sandbox()
                defer { sandbox.clean() }
                let context = "round \(round), \(Effort.replay(Effort.seed))"
                var drivers: [Driver] = []
                for _ in 1...5 {
                    let day = SlotTests.days[chance.number(in: 0...1)]
                    let selection = SlotTests.selections[chance.number(in: 0...SlotTests.selections.count - 1)]
                    drivers.append(try sandbox.start("--ds \(day) --jobs 3\(selection)"))
                }
                var victims: Set<pid_t> = []
                for _ in 1...3 {
                    let count = Witness.count(sandbox) + chance.number(in: 0...6)
                    let (victim, spin) = (drivers[chance.number(in: 0...4)], chance.number(in: 0...3_000))
                    _ = Moment.wait {
                        Witness.count(sandbox) >= count || drivers.allSatisfy(\.hasExited)
                    }
                    Moment.spin(microseconds: spin)
                    if victim.hasExited { continue }
                    victims.insert(victim.process)
                    victim.send(SIGKILL)
                }
                for driver in drivers {
                    let ended = try driver.end()
                    let expected: Set<CInt> = victims.contains(driver.process) ? [0, 137] : [0]
                    #expect(expected.contains(ended.code), "\(ended.code) \(ended.error) \(context)")
                }
                expectNone(sandbox.leftovers().map { "left behind: \($0)" }, context)
                for day in SlotTests.days {
                    let next = try sandbox.finish("--ds \(day) --jobs 3")
                    #expect(next.code == 0, "\(next.error) \(context)")
                }
                for day in SlotTests.days {
                    expectNone(try Oracle.problems(sandbox, ds: day, done: SlotTests.tasks), "\(day), \(context)")
                }
            }
        }
    }
}
