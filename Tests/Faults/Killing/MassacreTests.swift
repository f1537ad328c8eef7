import Dataswarm
import Glibc
import TestSupport
import Testing

extension FaultTests {
    /// `driver` killed together with all that watches over it, as `pkill -9 driver` does, and the machine started anew.
    @Suite struct MassacreTests {
        private func sandbox() throws -> Sandbox {
            try Sandbox.witnessed(
                Pipeline("p") {
                    Deed.task("hold", .hold)
                    Deed.task("stubborn", .stubborn)
                    Deed.task("stray", .stray)
                }
            )
        }

        private static let tasks = ["p.hold", "p.stubborn", "p.stray"]

        /// Starts driver, and kills every process of that name once its tasks are under way.
        ///
        /// - Parameter lie: what driver is made to put on record about itself.
        private func massacre(in sandbox: Sandbox, _ lie: Meddler? = nil) throws {
            let driver = try sandbox.start("--ds 2016-04-26 --jobs 3", lie)
            try #require(Moment.wait { Witness.count(sandbox) >= 3 })
            let victims = sandbox.survivors(marks: try sandbox.marks()).filter(\.isDriver)
            // A driver, its supervisor, and a keeper for each task: else there is nobody to be killed together.
            #expect(victims.count >= 5)
            // At once: a keeper that sees its driver go would end what it keeps.
            for signal in [SIGSTOP, SIGKILL] {
                for victim in victims { kill(victim.number, signal) }
            }
            #expect(try driver.end().code == 137)
        }

        private func expectTheNextStartToTidyUp(_ sandbox: Sandbox) throws {
            let before = sandbox.survivors()
            // Else there is nothing to be tidied up.
            #expect(before.count >= 3)
            try sandbox.write("", to: "enough")
            let next = try sandbox.finish("--ds 2016-04-26 --jobs 3")
            #expect(next.code == 0, "\(next.error)")
            #expect(Set(sandbox.survivors()).isDisjoint(with: before))
            expectNone(try Oracle.problems(sandbox, ds: "2016-04-26", done: MassacreTests.tasks), "the next start")
        }

        /// A process of somebody else.
        private func foreigner(mark: UInt64? = nil) throws -> Driver {
            let limit = mark.map { ["prlimit", "--rttime=\($0):"] } ?? []
            let foreigner = try Driver(Program(path: "/usr/bin/env", arguments: limit + ["sleep", "1000"]))
            try #require(Moment.wait { Processes.link(of: foreigner.process, "exe").hasSuffix("/sleep") })
            return foreigner
        }

        private func expectUntouched(_ foreigner: Driver) throws {
            #expect(!foreigner.hasExited)
            foreigner.send(SIGKILL)
            #expect(try foreigner.end().code == 137)
        }

        @Test func theNextStartEndsWhatNobodyWatchesOverAnyMore() throws {
            for _ in 1...Effort.times(1, thoroughly: 10) {
                let sandbox = try sandbox()
                defer { sandbox.clean() }
                let foreigner = try foreigner()
                try massacre(in: sandbox)
                try expectTheNextStartToTidyUp(sandbox)
                try expectUntouched(foreigner)
            }
        }

        /// The number of the driver that is gone may be anybody's by now.
        @Test func aNumberThatIsAnothersByNowIsLeftAlone() throws {
            let sandbox = try sandbox()
            defer { sandbox.clean() }
            let foreigner = try foreigner()
            try massacre(in: sandbox, Meddler(process: foreigner.process))
            #expect(try sandbox.query("SELECT pid FROM runs") == [["\(foreigner.process)"]])
            try expectTheNextStartToTidyUp(sandbox)
            try expectUntouched(foreigner)
        }

        /// Numbers and marks begin anew with the machine.
        @Test func afterANewStartOfTheMachineEvenTheMarkMeansNothing() throws {
            let sandbox = try sandbox()
            defer { sandbox.clean() }
            try sandbox.write("another\n", to: "boot")
            try massacre(in: sandbox, Meddler(boot: "boot"))
            #expect(try sandbox.query("SELECT boot_id FROM runs") == [["another"]])
            // Which the new start would have done.
            sandbox.clean()
            #expect(sandbox.survivors() == [])
            let mark = try #require(try sandbox.marks().first)
            let foreigner = try foreigner(mark: mark + 1)
            #expect(Processes.isMarked(foreigner.process, by: [mark]))
            try sandbox.write("", to: "enough")
            let next = try sandbox.finish("--ds 2016-04-26 --jobs 3")
            #expect(next.code == 0, "\(next.error)")
            try expectUntouched(foreigner)
            expectNone(try Oracle.problems(sandbox, ds: "2016-04-26", done: MassacreTests.tasks), "the next start")
        }
    }
}
