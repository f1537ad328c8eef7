import Dataswarm
import TestSupport
import Testing

extension FaultTests {
    /// `kill -9` of a `driver` that brings the store of an older release up to this one's.
    @Suite struct UpgradeTests {
        private func sandbox() throws -> Sandbox {
            let sandbox = try Sandbox(Pipeline("p") { Task("late", Command("/bin/true")) })
            try OldStore.make(in: sandbox)
            return sandbox
        }

        private static let line = "status --ds \(OldStore.ds)"

        @Test func killedOrTornAtAnyCallTheNextStartUpgradesAndNothingIsLost() throws {
            let counting = try sandbox()
            #expect(try counting.start(UpgradeTests.line, Meddler(log: "calls")).end().code == 0)
            let expected = try OldStore.content(of: counting)
            try #require(expected.first == "3" && expected.count > 400, "\(expected.prefix(3))")
            let calls = try counting.read("calls").split(separator: "\n").map(String.init)
            let writes = calls.filter { $0.contains(" pwrite64 ") || $0.contains(" write ") }
            // Fewer would say that the calls were not seen.
            try #require(calls.count > 20 && writes.count > 8, "\(calls)")
            var chance = Chance(Effort.seed)
            let step = Effort.times(25, thoroughly: 1)
            for call in stride(from: chance.number(in: 1...step), through: calls.count, by: step) {
                try kill(Meddler(at: call), expected, "before call \(calls[call - 1])")
            }
            for write in stride(from: chance.number(in: 1...step), through: writes.count, by: step) {
                try kill(
                    Meddler(calls: ["write", "pwrite64"], at: write, deed: .tear), expected, "in write \(write)")
            }
        }

        private func kill(_ meddler: Meddler, _ expected: [String], _ place: String) throws {
            let context = "\(place), \(Effort.replay(Effort.seed))"
            let sandbox = try sandbox()
            let killed = try sandbox.start(UpgradeTests.line, meddler).end()
            #expect(killed.code == 137, "\(killed.code) \(killed.error) \(context)")
            let next = try sandbox.finish(UpgradeTests.line)
            #expect(next.code == 0, "\(next.error) \(context)")
            #expect(try OldStore.content(of: sandbox) == expected, "\(context)")
            // What was under way then is recovered, and done.
            #expect(try sandbox.finish("--ds \(OldStore.ds)").code == 0, "\(context)")
            #expect(try Record(sandbox, ds: OldStore.ds).attempts.count == 202, "\(context)")
        }
    }
}
