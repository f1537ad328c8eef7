import Dataswarm
import TestSupport
import Testing

extension FaultTests {
    /// `kill -9` of `driver` at each of its calls that touch the state folder, one after the other.
    @Suite struct CallTests {
        private static let tasks = ["p.a", "p.b", "p.c"]

        private func sandbox() throws -> Sandbox {
            let pools = [Pool("gate", slots: 1), Pool("door", slots: 2)]
            let a = Deed.task("a", .quick, pools: [pools[0]])
            let b = Deed.task("b", .quick, depList: [a], pools: pools)
            return try Sandbox.witnessed(
                pools: pools, Pipeline("p") { Deed.task("c", .child, depList: [a, b], pools: [pools[1]]) })
        }

        /// How many calls a run makes, and their names.
        private func count() throws -> [String] {
            let sandbox = try sandbox()
            let ended = try sandbox.start("--ds 2016-04-26 --jobs 2", Meddler(log: "calls")).end()
            try #require(ended.code == 0, "\(ended.error)")
            return try sandbox.read("calls").split(separator: "\n").map(String.init)
        }

        @Test func aKillBeforeAnyCallIsMadeGoodByTheNextStart() throws {
            let calls = try count()
            // Fewer would say that the calls were not seen.
            try #require(calls.count > 150)
            #expect(calls.contains { $0.contains(" renameat2 ") && $0.contains("/published/") })
            #expect(calls.contains { $0.contains(" fdatasync ") })
            var chance = Chance(Effort.seed)
            let step = Effort.times(14, thoroughly: 1)
            for call in stride(from: chance.number(in: 1...step), through: calls.count, by: step) {
                try kill(at: Meddler(at: call), again: chance.number(in: 1...calls.count), "call \(calls[call - 1])")
            }
        }

        @Test func aKillInTheMiddleOfAnyWriteIsMadeGoodByTheNextStart() throws {
            let writes = try count().filter { $0.contains(" pwrite64 ") || $0.contains(" write ") }
            try #require(writes.count > 30)
            var chance = Chance(Effort.seed)
            let step = Effort.times(12, thoroughly: 1)
            for write in stride(from: chance.number(in: 1...step), through: writes.count, by: step) {
                let meddler = Meddler(calls: ["write", "pwrite64"], at: write, deed: .tear)
                try kill(at: meddler, again: chance.number(in: 1...writes.count), "write \(write)")
            }
        }

        @Test func nothingBeginsWhileItsRecordIsStillBeingWritten() throws {
            let path = "/store.sqlite-wal"
            let counting = try sandbox()
            let counted = Meddler(calls: ["pwrite64"], under: path, log: "calls")
            try #require(try counting.start("--ds 2016-04-26 --jobs 2", counted).end().code == 0)
            let writes = try counting.read("calls").split(separator: "\n").count
            try #require(writes > 20)
            var chance = Chance(Effort.seed)
            let step = Effort.times(3, thoroughly: 1)
            for write in stride(from: chance.number(in: 1...step), through: writes, by: step) {
                let sandbox = try sandbox()
                defer { sandbox.clean() }
                let context = "write \(write), \(Effort.replay(Effort.seed))"
                let meddler = Meddler(calls: ["pwrite64"], at: write, deed: .linger, under: path)
                #expect(try sandbox.start("--ds 2016-04-26 --jobs 2", meddler).end().code == 137, "\(context)")
                #expect(try sandbox.finish("--ds 2016-04-26 --jobs 2").code == 0, "\(context)")
                expectNone(try Oracle.problems(sandbox, ds: "2016-04-26", done: CallTests.tasks), context)
            }
        }

        /// One that wants the same tasks goes on by itself, wherever the other is killed.
        @Test func aKillBeforeAnyCallHoldsUpNobodyWhoWaits() throws {
            let calls = try count()
            var chance = Chance(Effort.seed)
            let step = Effort.times(17, thoroughly: 1)
            for call in stride(from: chance.number(in: 1...step), through: calls.count, by: step) {
                let sandbox = try sandbox()
                defer { sandbox.clean() }
                let context = "call \(calls[call - 1]), \(Effort.replay(Effort.seed))"
                let killed = try sandbox.start("--ds 2016-04-26 --jobs 2", Meddler(at: call))
                let other = try sandbox.start("--ds 2016-04-26 --jobs 2")
                let ends = (killed: try killed.end(), other: try other.end())
                // It may have had less to do, because the other was quicker.
                #expect([0, 137].contains(ends.killed.code), "\(ends.killed.error) \(context)")
                #expect(ends.other.code == 0, "\(ends.other.error) \(context)")
                // Where the other ended before it was killed, a third puts it right.
                #expect(try sandbox.finish("--ds 2016-04-26 --jobs 2").code == 0, "\(context)")
                expectNone(try Oracle.problems(sandbox, ds: "2016-04-26", done: CallTests.tasks), context)
            }
        }

        /// Kills the first start where it is told to, the second at a call drawn by lot, and lets the third go.
        private func kill(at first: Meddler, again call: Int, _ name: String) throws {
            let sandbox = try sandbox()
            defer { sandbox.clean() }
            var second = first
            second.at = call
            let context = "\(name), then \(call), \(Effort.replay(Effort.seed))"
            for (claim, meddler) in [("first", first), ("second", second)] {
                let ended = try sandbox.start("--ds 2016-04-26 --jobs 2", meddler, claim: claim).end()
                // The second has less to do, and may be done before.
                #expect(ended.code == 137 || (ended.code == 0 && claim == "second"), "\(ended.error) \(context)")
                expectNone(sandbox.leftovers().map { "left behind: \($0)" }, context)
            }
            let ended = try sandbox.finish("--ds 2016-04-26 --jobs 2")
            #expect(ended.code == 0, "\(ended.error) \(context)")
            expectNone(try Oracle.problems(sandbox, ds: "2016-04-26", done: CallTests.tasks), context)
        }
    }
}
