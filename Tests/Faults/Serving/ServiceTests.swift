import Dataswarm
import Glibc
import TestSupport
import Testing

extension FaultTests {
    /// `kill -9` of a service while its tasks run: the next one goes on with them.
    @Suite struct ServiceTests {
        @Test func allThatRunsIsAdoptedAndNothingIsDoneTwiceOrLost() throws {
            let house = try Household()
            let sandbox = house.sandbox
            defer { sandbox.clean() }
            let first = try sandbox.serve(house.runs)
            try sandbox.wait(forStarts: Household.count)
            try first.murder()
            let second = try sandbox.serve(house.runs)
            try second.hear("ready")
            // Killed again right after.
            try second.murder()
            // Some end while nobody is there.
            try house.enough()
            let third = try sandbox.serve(house.runs)
            for run in 1...6 { #expect(try third.hear("ended \(run) ") == "ended \(run) succeeded") }
            #expect(third.program.lines.count { $0.hasPrefix("adopted ") } == 6)
            #expect(!third.program.lines.contains { $0.hasPrefix("started ") || $0.hasPrefix("lost ") })
            #expect(try third.terminate().code == 0)
            expectNone(try house.problems(), "twice killed")
        }

        @Test func whatIsAskedToEndLetsItsAttemptsGoOn() throws {
            let house = try Household()
            let sandbox = house.sandbox
            defer { sandbox.clean() }
            let first = try sandbox.serve(house.runs)
            try sandbox.wait(forStarts: Household.count)
            #expect(try first.terminate().lines.last == "let go")
            #expect(sandbox.survivors().contains { $0.words.contains("deed.sh") })
            let second = try sandbox.serve(house.runs)
            try second.hear("ready")
            try house.enough()
            for run in 1...6 { #expect(try second.hear("ended \(run) ") == "ended \(run) succeeded") }
            #expect(try second.terminate().code == 0)
            expectNone(try house.problems(), "asked to end")
        }

        @Test func killedAtRandomMomentsItComesToTheEnd() throws {
            var chance = Chance(Effort.seed)
            for round in 1...Effort.times(2, thoroughly: 40) {
                let house = try Household()
                let sandbox = house.sandbox
                defer { sandbox.clean() }
                let kills = Effort.times(8, thoroughly: 30)
                for kill in 1...kills {
                    if kill == kills / 2 { try house.enough() }
                    let service = try sandbox.serve(house.runs)
                    let starts = Witness.count(sandbox) + chance.number(in: 0...6)
                    _ = Moment.wait(within: 0.3) { Witness.count(sandbox) >= starts }
                    Moment.spin(microseconds: chance.number(in: 0...30_000))
                    service.program.send(SIGKILL)
                    _ = try service.program.end()
                }
                let last = try sandbox.serve(house.runs)
                try last.hear("ready")
                let open = last.program.lines.compactMap { line -> Substring? in
                    line.hasPrefix("adopted ") || line.hasPrefix("started ") ? line.split(separator: " ")[1] : nil
                }
                for run in open { #expect(try last.hear("ended \(run) ") == "ended \(run) succeeded") }
                #expect(try last.terminate().code == 0)
                expectNone(
                    try house.problems(repeats: true), "round \(round), \(Effort.replay(Effort.seed))")
            }
        }
    }
}
