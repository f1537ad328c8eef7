import Dataswarm
import TestSupport
import Testing

extension FaultTests {
    /// Many drivers at once.
    @Suite struct CrowdTests {
        private static let tasks = ["a.one", "a.two", "b.one", "b.two"]

        private func sandbox() throws -> Sandbox {
            try Sandbox.witnessed(
                Pipeline("a") {
                    let one = Deed.task("one", .child)
                    Deed.task("two", .quick, depList: [one])
                },
                Pipeline("b") {
                    let one = Deed.task("one", .quick)
                    Deed.task("two", .moment, depList: [one])
                }
            )
        }

        @Test func oneOfManyRunsADsAndTheOthersSaySo() throws {
            let sandbox = try sandbox()
            defer { sandbox.clean() }
            for round in 1...Effort.times(4, thoroughly: 40) {
                let ds = "2016-\(round / 20 + 10)-\(round % 20 + 10)"
                let drivers = try (1...6).map { _ in try sandbox.start("--ds \(ds)") }
                let ends = try drivers.map { try $0.end() }
                let refused = ends.filter { $0.code == 75 }
                for end in refused {
                    #expect(
                        end.error
                            == "driver: another driver is running \(ds) in \(sandbox.folder)/.dataswarm: wait for it, "
                            + "or look at it with 'driver status --ds \(ds)'.\n")
                    #expect(end.lines == [])
                }
                let others = ends.filter { $0.code != 75 }
                #expect(others.allSatisfy { $0.code == 0 && $0.error == "" }, "\(others.map(\.error))")
                #expect(!others.isEmpty)
                expectNone(try Oracle.problems(sandbox, ds: ds, done: CrowdTests.tasks, extra: false), ds)
                // Nobody's doing was done again.
                #expect(try Record(sandbox, ds: ds).attempts.count == 4)
            }
        }

        @Test func differentDsRunAtOnce() throws {
            let sandbox = try sandbox()
            defer { sandbox.clean() }
            // The store is made by all of them, too.
            let days = (10..<10 + Effort.times(8, thoroughly: 20)).map { "2016-04-\($0)" }
            var drivers: [Driver] = []
            for (place, day) in days.enumerated() {
                let pipelines = place % 3 == 0 ? "" : place % 3 == 1 ? " --only pipeline:a" : " --only pipeline:b"
                drivers.append(try sandbox.start("--ds \(day)\(pipelines)"))
            }
            for (driver, day) in zip(drivers, days) {
                let end = try driver.end()
                #expect(end.code == 0 && end.error == "", "\(day): \(end.error)")
            }
            for (place, day) in days.enumerated() {
                let tasks = CrowdTests.tasks.filter { place % 3 == 0 || $0.hasPrefix(place % 3 == 1 ? "a" : "b") }
                expectNone(try Oracle.problems(sandbox, ds: day, done: tasks, extra: false), day)
                #expect(try Record(sandbox, ds: day).attempts.count == tasks.count)
            }
        }
    }
}
