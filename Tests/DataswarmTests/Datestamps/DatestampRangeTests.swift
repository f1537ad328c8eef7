import Dataswarm
import Testing

@Suite struct DatestampRangeTests {
    private static let walks: [(String, [String])] = [
        ("2016-04-26", ["2016-04-26"]),
        ("2016-04-26..2016-04-26", ["2016-04-26"]),
        ("2016-02-28..2016-03-01", ["2016-02-28", "2016-02-29", "2016-03-01"]),
        ("2016-04-26T22..2016-04-27T01", ["2016-04-26T22", "2016-04-26T23", "2016-04-27T00", "2016-04-27T01"]),
        ("2015-11..2016-02", ["2015-11", "2015-12", "2016-01", "2016-02"]),
        ("9999-12-30..9999-12-31", ["9999-12-30", "9999-12-31"]),
    ]

    @Test(arguments: Self.walks)
    func walksFromTheOldest(text: String, expected: [String]) throws {
        let range = try DatestampRange(text)
        #expect(range.map(\.description) == expected)
        #expect(range.count == expected.count && range.underestimatedCount == expected.count)
        #expect(range.first.description == expected.first && range.last.description == expected.last)
    }

    @Test func describesItself() throws {
        #expect(try DatestampRange("2016-04-01..2016-04-26").description == "2016-04-01..2016-04-26")
        #expect(try DatestampRange("2016-04-26..2016-04-26").description == "2016-04-26")
        #expect(try DatestampRange(Datestamp("2016-04")) == DatestampRange("2016-04..2016-04"))
    }

    @Test func countsWithoutWalking() throws {
        #expect(try DatestampRange("0001-01-01T00..9999-12-31T23").count == 87_649_416)
        #expect(try DatestampRange("0001-01..9999-12").count == 119_988)
    }

    private static let rangeErrors: [(String, String)] = [
        (
            "2016-04-26..2016-04-01",
            "'2016-04-26..2016-04-01' runs backwards: write the older first, 2016-04-01..2016-04-26."
        ),
        (
            "2016-04..2016-04-26",
            "'2016-04..2016-04-26' runs from a month to a day: write both as months or both as days."
        ),
        (
            "2016-04-26..2016-04-26T07",
            "'2016-04-26..2016-04-26T07' runs from a day to an hour: write both as days or both as hours."
        ),
        ("2016-02-28..2016-02-30", "'2016-02-30' is not a date: February 2016 has 29 days."),
        (
            "2016-04-26..today",
            "'today' is not a datestamp: write a day (2016-04-26), an hour (2016-04-26T07) or a month (2016-04)."
        ),
        (
            "yesterday",
            "'yesterday' is not a datestamp: write a day (2016-04-26), an hour (2016-04-26T07) or a month (2016-04)."
        ),
        (
            "2016-04-26.2016-04-27",
            """
            '2016-04-26.2016-04-27' is not a datestamp: \
            write a day (2016-04-26), an hour (2016-04-26T07) or a month (2016-04).
            """
        ),
    ]

    @Test(arguments: Self.rangeErrors)
    func errors(text: String, expected: String) {
        #expect(sentence { try DatestampRange(text) } == expected)
    }

    @Test(arguments: ["2016-04-26..", "..2016-04-26", "..", "...", "2016-04-25...2016-04-26"])
    func otherShapes(text: String) {
        let remedy = "write one (2016-04-26) or two with two dots between them (2016-04-01..2016-04-26)."
        #expect(sentence { try DatestampRange(text) } == "'\(text)' is not a range of datestamps: \(remedy)")
    }
}
