import Dataswarm
import Glibc
import TestSupport
import Testing

extension FaultTests {
    /// `kill -9` of `driver`, at moments drawn by lot.
    @Suite struct KillTests {
        private static let names = (0..<60).map { "t\($0)" }

        /// 60 tasks of which each waits for up to three before it, some of which do what makes them hard to end.
        private func graph(_ chance: inout Chance) -> Pipeline {
            var tasks: [Task] = []
            for name in KillTests.names {
                let upstream = Set((0..<3).map { _ in chance.number(in: 0...90) }).filter { $0 < tasks.count }.sorted()
                let kinds: [Deed.Kind] = [.quick, .quick, .quick, .quick, .quick, .quick, .moment, .child, .stray]
                let kind = kinds[chance.number(in: 0...kinds.count - 1)]
                tasks.append(Deed.task(name, kind, depList: upstream.map { tasks[$0] }))
            }
            return Pipeline("p") { for task in tasks { task } }
        }

        @Test func atRandomMomentsNothingIsLostNorDoneAgainNorLeftBehind() throws {
            var chance = Chance(Effort.seed)
            let sandbox = try Sandbox.witnessed(graph(&chance))
            defer { sandbox.clean() }
            let replay = Effort.replay(Effort.seed)
            let tasks = KillTests.names.map { "p.\($0)" }
            var left = Effort.times(25, thoroughly: 200)
            var day = 0
            while left > 0 {
                day += 1
                let ds = "2016-\(day / 20 + 10)-\(day % 20 + 10)"
                var kills = 0
                while true {
                    let driver = try sandbox.start("--ds \(ds) --jobs 4 --json")
                    let isKilled = left > 0 ? try kill(driver, sandbox, &chance) : false
                    let ended = try driver.end()
                    if isKilled, ended.code == 137 {
                        left -= 1
                        kills += 1
                        // Not only the next start sees to it that nothing is left.
                        expectNone(
                            sandbox.leftovers().map { "left behind: \($0)" }, "kill \(kills) of \(ds), \(replay)")
                        continue
                    }
                    // However often a task was hit, it goes on by itself.
                    #expect(ended.code == 0, "\(ended.error) \(ds), \(replay)")
                    break
                }
                let context = "\(ds), \(replay)"
                expectNone(try Oracle.problems(sandbox, ds: ds, done: tasks), context)
                let record = try Record(sandbox, ds: ds)
                #expect(record.runs.count { $0 == "lost" } <= kills, "\(context)")
                // What was in flight costs one attempt, and only that.
                let states = Set(record.attempts.map(\.state))
                #expect(states.isSubset(of: ["succeeded", "lost"]), "\(context)")
                for (run, lost) in Dictionary(grouping: record.attempts.filter { $0.state == "lost" }, by: \.run) {
                    #expect(lost.count <= 4, "run \(run) of \(context)")
                }
            }
        }

        /// Kills a driver when so many lines were said, by itself or to the witness, and a moment has passed.
        ///
        /// - Returns: whether it did; the driver may have ended before.
        private func kill(_ driver: Driver, _ sandbox: Sandbox, _ chance: inout Chance) throws -> Bool {
            let spin = chance.number(in: 0...3_000)
            if chance.number(in: 0...1) == 0 {
                try driver.read(lines: chance.number(in: 0...40))
            } else {
                let count = Witness.count(sandbox) + chance.number(in: 0...25)
                var isOver = false
                _ = Moment.wait {
                    isOver = driver.hasExited
                    return isOver || Witness.count(sandbox) >= count
                }
                if isOver { return false }
            }
            Moment.spin(microseconds: spin)
            driver.send(SIGKILL)
            return true
        }
    }
}
