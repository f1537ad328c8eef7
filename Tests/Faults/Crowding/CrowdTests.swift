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

        @Test func eachTaskIsDoneByOneAndTheOthersTakeItOver() throws {
            let sandbox = try sandbox()
            defer { sandbox.clean() }
            for round in 1...Effort.times(4, thoroughly: 40) {
                let ds = "2016-\(round / 20 + 10)-\(round % 20 + 10)"
                let drivers = try (1...6).map { _ in try sandbox.start("--ds \(ds) --json") }
                let ends = try drivers.map { try $0.end() }
                #expect(ends.allSatisfy { $0.code == 0 && $0.error == "" }, "\(ends.map(\.error)) \(ds)")
                // Each has all four in the end, whoever has done them.
                let counts = ends.map { $0.events.last?.counts ?? [:] }
                #expect(counts == Array(repeating: ["succeeded": 4], count: 6), "\(ends.map(\.lines.last)) \(ds)")
                expectNone(try Oracle.problems(sandbox, ds: ds, done: CrowdTests.tasks, extra: false), ds)
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
