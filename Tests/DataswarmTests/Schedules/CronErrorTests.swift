import Dataswarm
import Testing

@Suite struct CronErrorTests {
    private static let fiveFields = "write minute, hour, day of month, month and day of week."
    private static let aliases = "write @hourly, @daily, @weekly, @monthly or @yearly, or five fields."

    private static let errors: [(String, String)] = [
        ("", "cron '': 0 fields instead of 5: \(fiveFields)"),
        ("   ", "cron '   ': 0 fields instead of 5: \(fiveFields)"),
        ("daily", "cron 'daily': 1 field instead of 5: \(fiveFields)"),
        ("* * * *", "cron '* * * *': 4 fields instead of 5: \(fiveFields)"),
        ("* * * * * *", "cron '* * * * * *': 6 fields instead of 5: \(fiveFields)"),
        ("@reboot", "cron '@reboot': '@reboot' is no alias on its own: \(aliases)"),
        ("@daily *", "cron '@daily *': '@daily' is no alias on its own: \(aliases)"),
        ("@", "cron '@': '@' is no alias on its own: \(aliases)"),
        ("60 * * * *", "cron '60 * * * *': minute '60' is out of range: write 0 to 59."),
        ("* 24 * * *", "cron '* 24 * * *': hour '24' is out of range: write 0 to 23."),
        ("* * 0 * *", "cron '* * 0 * *': day of month '0' is out of range: write 1 to 31."),
        ("* * 1-32 * *", "cron '* * 1-32 * *': day of month '32' in '1-32' is out of range: write 1 to 31."),
        ("* * * 13 *", "cron '* * * 13 *': month '13' is out of range: write 1 to 12 or jan to dec."),
        ("* * * foo *", "cron '* * * foo *': month 'foo' is not a value: write 1 to 12 or jan to dec."),
        ("* * * january *", "cron '* * * january *': month 'january' is not a value: write 1 to 12 or jan to dec."),
        ("* * * * 8", "cron '* * * * 8': day of week '8' is out of range: write 0 to 7 or sun to sat."),
        ("jan * * * *", "cron 'jan * * * *': minute 'jan' is not a value: write 0 to 59."),
        ("+5 * * * *", "cron '+5 * * * *': minute '+5' is not a value: write 0 to 59."),
        ("-5 * * * *", "cron '-5 * * * *': minute '' in '-5' is not a value: write 0 to 59."),
        ("5- * * * *", "cron '5- * * * *': minute '' in '5-' is not a value: write 0 to 59."),
        ("1-2-3 * * * *", "cron '1-2-3 * * * *': minute '2-3' in '1-2-3' is not a value: write 0 to 59."),
        ("*-5 * * * *", "cron '*-5 * * * *': minute '*' in '*-5' is not a value: write 0 to 59."),
        ("** * * * *", "cron '** * * * *': minute '**' is not a value: write 0 to 59."),
        ("５ * * * *", "cron '５ * * * *': minute '５' is not a value: write 0 to 59."),
        (
            "99999999999999999999 * * * *",
            "cron '99999999999999999999 * * * *': minute '99999999999999999999' is out of range: write 0 to 59."
        ),
        ("10-5 * * * *", "cron '10-5 * * * *': minute '10-5' runs backwards: write 0 to 59, the smaller first."),
        (
            "* * * * fri-mon",
            """
            cron '* * * * fri-mon': day of week 'fri-mon' runs backwards: \
            write 0 to 7 or sun to sat, the smaller first.
            """
        ),
        (
            "* * * * 6-0",
            "cron '* * * * 6-0': day of week '6-0' runs backwards: write 0 to 7 or sun to sat, the smaller first."
        ),
        ("1,,2 * * * *", "cron '1,,2 * * * *': minute '1,,2' has an empty item: write 0 to 59 between commas."),
        (", * * * *", "cron ', * * * *': minute ',' has an empty item: write 0 to 59 between commas."),
        ("*/0 * * * *", "cron '*/0 * * * *': step '0' in minute '*/0' is out of range: write 1 to 60."),
        ("*/90 * * * *", "cron '*/90 * * * *': step '90' in minute '*/90' is out of range: write 1 to 60."),
        ("*/ * * * *", "cron '*/ * * * *': step '' in minute '*/' is out of range: write 1 to 60."),
        ("*/5/5 * * * *", "cron '*/5/5 * * * *': step '5/5' in minute '*/5/5' is out of range: write 1 to 60."),
        ("* * * * */8", "cron '* * * * */8': step '8' in day of week '*/8' is out of range: write 1 to 7."),
        (
            "5/15 * * * *",
            "cron '5/15 * * * *': minute '5/15' has a step but no range: write 5-59/15, or */15."
        ),
        ("0 0 30 2 *", "cron '0 0 30 2 *': it never fires: write a day of month that one of its months has."),
        (
            "0 0 31 feb,apr,jun */2",
            "cron '0 0 31 feb,apr,jun */2': it never fires: write a day of month that one of its months has."
        ),
    ]

    @Test(arguments: Self.errors)
    func sentences(expression: String, expected: String) {
        #expect(sentence { try CronExpression(expression) } == expected)
    }

    @Test(arguments: ["0 0 29 2 *", "0 0 30 2,3 *", "0 0 30 2 1", "0 0 31 * *"])
    func fireSometimes(expression: String) throws {
        _ = try CronExpression(expression)
    }

    @Test func controlCharactersAreNotPrinted() {
        let expected = """
            cron '* * * * \\u{1B}[0m': day of week '\\u{1B}[0m' is not a value: write 0 to 7 or sun to sat.
            """
        #expect(sentence { try CronExpression("* * * * \u{1B}[0m") } == expected)
    }

    @Test func longTextIsShortened() {
        let text = String(repeating: "1,", count: 100_000)
        let message = sentence { try CronExpression(text) } ?? ""
        #expect(message.utf8.count < 400 && message.contains("…"))
        #expect(throws: CronError.self) { try CronExpression(text + "x * * * *") }
    }
}
