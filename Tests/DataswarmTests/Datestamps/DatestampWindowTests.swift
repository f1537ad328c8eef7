import Testing

@testable import Dataswarm

@Suite struct DatestampWindowTests {
    private func texts(_ window: DatestampWindow, _ ds: String) throws -> String {
        try window.range(from: Datestamp(ds)).description
    }

    @Test func ranges() throws {
        #expect(try texts(.same, "2016-04-26") == "2016-04-26")
        #expect(try texts(.previous, "2016-05-01") == "2016-04-30")
        #expect(try texts(DatestampWindow(.last(7)), "2016-05-01") == "2016-04-25..2016-05-01")
        #expect(try texts(DatestampWindow(.last(2), from: [.shift(-1.days)]), "2016-05-01") == "2016-04-29..2016-04-30")
        #expect(try texts(DatestampWindow(.since(.month)), "2016-05-03") == "2016-05-01..2016-05-03")
        #expect(try texts(DatestampWindow(.each(.hour)), "2016-05-03") == "2016-05-03T00..2016-05-03T23")
        #expect(try texts(DatestampWindow(.each(.day)), "2016-02") == "2016-02-01..2016-02-29")
        #expect(try texts(DatestampWindow(.each(.hour)), "2016-02") == "2016-02-01T00..2016-02-29T23")
        #expect(try texts(DatestampWindow(.containing(.month)), "2016-02-07T05") == "2016-02")
    }

    @Test func outOfTheCalendar() {
        #expect(throws: DatestampError.self) { try texts(.previous, "0001-01-01") }
        #expect(throws: DatestampError.self) { try texts(DatestampWindow(.last(7)), "0001-01-03") }
    }

    /// Windows of every kind, seen from every granularity that they make sense for.
    private static let kinds: [(DatestampWindow, Datestamp.Granularity)] = {
        let steps: [[DatestampStep]] = [
            [], [.shift(-1.months)], [.shift(1.months)], [.shift(-1.quarters), .end(.month)], [.start(.month)],
            [.shift(-2.years), .start(.quarter), .shift(5.months)], [.end(.year)],
        ]
        let fine: [[DatestampStep]] = [
            [.shift(-1.days)], [.shift(3.weeks)], [.start(.week)], [.shift(-1.months), .shift(1.days)], [.end(.week)],
        ]
        var kinds: [(DatestampWindow, Datestamp.Granularity)] = []
        for granularity in Datestamp.Granularity.allCases {
            for steps in granularity == .month ? steps : steps + fine {
                var reaches: [DatestampWindow.Reach] = [
                    .one, .previous, .last(1), .last(7), .since(.month), .since(.year),
                ]
                if granularity != .month { reaches.append(.since(.week)) }
                for other in Datestamp.Granularity.allCases {
                    if other > granularity { reaches.append(.each(other)) }
                    if other < granularity { reaches.append(.containing(other)) }
                }
                kinds += reaches.map { (DatestampWindow($0, from: steps), granularity) }
            }
        }
        return kinds
    }()

    @Test(arguments: kinds.indices)
    func theWayBack(_ index: Int) throws {
        let (window, granularity) = DatestampWindowTests.kinds[index]
        let other = window.granularity(from: granularity)
        // The turns of months, leap days and years lie around these.
        for text in [
            "2016-02-28T23", "2015-12-31T22", "2016-03-31T01", "2017-05-15T12", "0003-01-01T00", "9996-12-31T23",
        ] {
            let center = try Datestamp(text)
            for offset in -2...2 {
                let up = try center.truncated(to: other).adding(steps: offset)
                let found = window.readers(of: up, among: granularity)
                let ends = [found?.first, found?.last, center.truncated(to: granularity)].compactMap { $0 }
                for end in ends {
                    for step in -3...3 {
                        let down = try end.adding(steps: step)
                        let holds = (try? window.range(from: down).contains(up)) ?? false
                        #expect(
                            holds == found?.contains(down) ?? false,
                            "\(window.spelled(of: "x")): \(up) seen from \(down)")
                    }
                }
            }
        }
    }

    @Test func spelling() {
        let yesterday = [DatestampStep.shift(-1.days)]
        #expect(DatestampWindow.same.spelled(of: "a") == "a")
        #expect(DatestampWindow(.one, from: yesterday).spelled(of: "a") == "a.at(.ds - 1.days)")
        #expect(
            DatestampWindow(.last(7), from: yesterday, isClipped: true).spelled(of: "a")
                == "a.last(7, through: .ds - 1.days).clipped")
        #expect(
            DatestampWindow(.each(.hour), from: yesterday + [.start(.month)]).spelled(of: "a")
                == "a.each(.hour, of: (.ds - 1.days).start(of: .month))")
    }
}
