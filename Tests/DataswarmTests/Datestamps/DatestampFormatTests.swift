import Dataswarm
import Testing

@Suite struct DatestampFormatTests {
    private static let texts: [(String, DatestampFormat, String)] = [
        ("2016-04-26T07", DatestampFormat.standard, "2016-04-26T07"),
        ("2016-04-26T07", .compact, "2016042607"),
        ("2016-04-26", .compact, "20160426"),
        ("2016-04", .compact, "201604"),
        ("0001-01", .compact, "000101"),
        ("2016-04-26", .year, "2016"),
        ("0042-04-26", .year, "0042"),
        ("2016-04-26", .month, "04"),
        ("2016-04-06", .day, "06"),
        ("2016-04-26T07", .hour, "07"),
        ("2016-04-26", .isoWeek, "2016-W17"),
        ("2016-01-03", .isoWeek, "2015-W53"),
        ("2018-12-31", .isoWeek, "2019-W01"),
        ("2016-04-26", .dayOfYear, "117"),
        ("2016-01-07", .dayOfYear, "007"),
        ("2016-12-31T00", .dayOfYear, "366"),
        ("2016-04-26", .quarter, "2016-Q2"),
        ("2016-12", .quarter, "2016-Q4"),
        ("2016-04-26T07", .monthly, "2016-04"),
        ("2016-04", .monthly, "2016-04"),
    ]

    @Test(arguments: Self.texts)
    func formats(text: String, format: DatestampFormat, expected: String) throws {
        #expect(try Datestamp(text).formatted(format) == expected)
    }

    private static let impossibleFormats: [(String, DatestampFormat, String)] = [
        (
            "2016-04-26", DatestampFormat.hour,
            "2016-04-26 is a day, too coarse for the format 'hour': start from an hour (2016-04-26T07)."
        ),
        ("2016-04", .hour, "2016-04 is a month, too coarse for the format 'hour': start from an hour (2016-04-26T07)."),
        ("2016-04", .day, "2016-04 is a month, too coarse for the format 'day': start from a day (2016-04-26)."),
        (
            "2016-04", .isoWeek,
            "2016-04 is a month, too coarse for the format 'isoWeek': start from a day (2016-04-26)."
        ),
        (
            "2016-04", .dayOfYear,
            "2016-04 is a month, too coarse for the format 'dayOfYear': start from a day (2016-04-26)."
        ),
    ]

    @Test(arguments: Self.impossibleFormats)
    func tooCoarse(text: String, format: DatestampFormat, expected: String) {
        #expect(sentence { try Datestamp(text).formatted(format) } == expected)
    }

    @Test func anHourHasEveryFormat() throws {
        let hour = try Datestamp("2016-04-26T07")
        for format in DatestampFormat.allCases {
            #expect(try !hour.formatted(format).isEmpty)
        }
    }
}
