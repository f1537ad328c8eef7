import Dataswarm
import Testing

@Suite struct DatestampParsingTests {
    @Test func fields() throws {
        let hour = try Datestamp("2016-04-26T07")
        #expect(hour.granularity == .hour)
        #expect(hour.year == 2016 && hour.month == 4 && hour.day == 26 && hour.hour == 7)
        let day = try Datestamp("2016-04-26")
        #expect(day.granularity == .day && day.day == 26 && day.hour == 0)
        let month = try Datestamp("2016-04")
        #expect(month.granularity == .month && month.month == 4 && month.day == 1 && month.hour == 0)
    }

    @Test func anyStringWillDo() throws {
        #expect(try Datestamp("ds=2016-04-26".dropFirst(3)) == Datestamp("2016-04-26"))
    }

    @Test func numbers() throws {
        #expect(try Datestamp(year: 2016, month: 4) == Datestamp("2016-04"))
        #expect(try Datestamp(year: 2016, month: 4, day: 26) == Datestamp("2016-04-26"))
        #expect(try Datestamp(year: 2016, month: 4, day: 26, hour: 7) == Datestamp("2016-04-26T07"))
    }

    @Test func textsReadBackAsTheyWereWritten() throws {
        for text in ["2016-04-26", "2016-04-26T00", "2016-04-26T23", "0123-10", "2000-02-29", "2016-02-29T12"] {
            #expect(try Datestamp(text).description == text)
        }
    }

    private static let dateErrors: [(String, String)] = [
        ("2016-02-30", "'2016-02-30' is not a date: February 2016 has 29 days."),
        ("2015-02-29", "'2015-02-29' is not a date: February 2015 has 28 days."),
        ("1900-02-29T01", "'1900-02-29T01' is not a date: February 1900 has 28 days."),
        ("0001-04-31", "'0001-04-31' is not a date: April 0001 has 30 days."),
        ("2016-12-32", "'2016-12-32' is not a date: December 2016 has 31 days."),
        ("2016-04-00", "'2016-04-00' is not a date: days run from 01."),
        ("2016-13", "'2016-13' is not a date: months run from 01 to 12."),
        ("2016-00-01", "'2016-00-01' is not a date: months run from 01 to 12."),
        ("0000-01-01", "'0000-01-01' is not a date: years run from 0001 to 9999."),
        ("2016-04-26T24", "'2016-04-26T24' is not an hour: hours run from 00 to 23."),
        ("2016-04-26T99", "'2016-04-26T99' is not an hour: hours run from 00 to 23."),
    ]

    @Test(arguments: Self.dateErrors)
    func wrongDates(text: String, expected: String) {
        #expect(sentence { try Datestamp(text) } == expected)
    }

    @Test(arguments: [
        "yesterday", "", " ", "2016", "2016-", "2016-4-26", "2016-04-26 ", " 2016-04-26", "+016-04-26", "-016-04-26",
        "2016-04-2", "2016-04-26T", "2016-04-26T7", "2016-04-26T07:00", "2016-04-26t07", "2016-04-26 07", "2016/04/26",
        "20160426", "2016-04-", "2016-04-260", "2016-0a", "12016-04-26", "２０１６-04-26", "2016‐04‐26",
    ])
    func otherTexts(text: String) {
        let remedy = "write a day (2016-04-26), an hour (2016-04-26T07) or a month (2016-04)."
        #expect(sentence { try Datestamp(text) } == "'\(text)' is not a datestamp: \(remedy)")
    }

    private static let hostileTexts: [(String, String)] = [
        ("2016-04-26\0", "'2016-04-26\\u{0}'"),
        ("2016-04-26\n", "'2016-04-26\\u{A}'"),
        ("\u{1B}[31m", "'\\u{1B}[31m'"),
        ("\u{7F}\u{85}", "'\\u{7F}\\u{85}'"),
        ("\u{202E}62-40-6102", "'\\u{202E}62-40-6102'"),
        ("2016-04-26\u{301}", "'2016-04-26\\u{301}'"),
        ("2016\u{A0}04", "'2016\\u{A0}04'"),
        ("a\u{200B}\u{2028}", "'a\\u{200B}\\u{2028}'"),
        ("昨日 \u{1F431}", "'昨日 \u{1F431}'"),
        (String(repeating: "2016-04-26", count: 100_000), "'" + String(repeating: "2016-04-26", count: 6) + "…'"),
        (String(repeating: "x", count: 60), "'" + String(repeating: "x", count: 60) + "'"),
        ("e" + String(repeating: "\u{301}", count: 59), "'e" + String(repeating: "\\u{301}", count: 59) + "'"),
    ]

    /// Not a parameterised test: the tests' own output would carry the texts to the terminal.
    @Test func hostileTextIsShownShortAndEscaped() {
        let remedy = "write a day (2016-04-26), an hour (2016-04-26T07) or a month (2016-04)."
        for (text, shown) in Self.hostileTexts {
            #expect(sentence { try Datestamp(text) } == "\(shown) is not a datestamp: \(remedy)")
        }
    }

    @Test func wrongNumbers() {
        #expect(
            sentence { try Datestamp(year: 2015, month: 2, day: 29) }
                == "year 2015, month 2, day 29 is not a date: February 2015 has 28 days."
        )
        #expect(
            sentence { try Datestamp(year: .max, month: 1) }
                == "year 9223372036854775807, month 1 is not a date: years run from 0001 to 9999."
        )
        #expect(
            sentence { try Datestamp(year: 2016, month: .min, day: 1) }
                == "year 2016, month -9223372036854775808, day 1 is not a date: months run from 01 to 12."
        )
        #expect(
            sentence { try Datestamp(year: 2016, month: 1, day: .min) }
                == "year 2016, month 1, day -9223372036854775808 is not a date: days run from 01."
        )
        #expect(
            sentence { try Datestamp(year: 2016, month: 1, day: 1, hour: -1) }
                == "year 2016, month 1, day 1, hour -1 is not an hour: hours run from 00 to 23."
        )
    }

    @Test func orderIsThatOfTheTexts() throws {
        let texts = ["2015-12-31T23", "2016-04", "2016-04-01", "2016-04-01T00", "2016-04-02", "2016-05"]
        let datestamps = try texts.map { try Datestamp($0) }
        #expect(datestamps.reversed().sorted() == datestamps)
        #expect(texts.sorted() == texts)
        #expect(Set(datestamps).count == texts.count)
        #expect(Datestamp.Granularity.allCases.sorted() == [.month, .day, .hour])
    }

    @Test func aDatestampIsOneWord() {
        #expect(MemoryLayout<Datestamp>.size == 4)
    }
}
