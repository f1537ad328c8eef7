/// A day of the proleptic Gregorian calendar and its number.
///
/// The arithmetic follows Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms"
/// (https://howardhinnant.github.io/date_algorithms.html, `days_from_civil` and `civil_from_days`): years are counted
/// from March, so that a leap day is the last of its year and month lengths repeat in a pattern of 153 days in five
/// months. Years before 1 do not occur here, so the eras of 400 years need no rounding towards the past.
struct CivilDate {
    var year: Int
    var month: Int
    var day: Int

    /// The numbers of 0001-01-01 and 9999-12-31.
    static let dayNumbers = -719_162...2_932_896

    /// Days from 0000-03-01, where the count of years from March begins, to 1970-01-01.
    private static let daysToEpoch = 719_468

    init(year: Int, month: Int, day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }

    /// The day with a number within `dayNumbers`.
    init(dayNumber: Int) {
        let days = dayNumber + Self.daysToEpoch
        let era = days / 146_097
        let dayOfEra = days % 146_097
        // Without the leap days passed (one in 1,461 days, save one in 36,524, plus the era's last) all years have 365.
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayFromMarch = dayOfEra - (yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (dayFromMarch * 5 + 2) / 153

        day = dayFromMarch - (monthFromMarch * 153 + 2) / 5 + 1
        month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
    }

    /// Days since 1970-01-01, negative before it.
    var dayNumber: Int {
        let yearFromMarch = month <= 2 ? year - 1 : year
        let monthFromMarch = month <= 2 ? month + 9 : month - 3
        let dayFromMarch = (monthFromMarch * 153 + 2) / 5 + day - 1
        let leapDays = yearFromMarch / 4 - yearFromMarch / 100 + yearFromMarch / 400
        return yearFromMarch * 365 + leapDays + dayFromMarch - Self.daysToEpoch
    }

    /// The number of days in a month: a year divisible by 4 is a leap year, unless by 100 and not by 400.
    static func daysInMonth(year: Int, month: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// The English name of a month, for messages.
    static func name(ofMonth month: Int) -> String {
        switch month {
        case 1: "January"
        case 2: "February"
        case 3: "March"
        case 4: "April"
        case 5: "May"
        case 6: "June"
        case 7: "July"
        case 8: "August"
        case 9: "September"
        case 10: "October"
        case 11: "November"
        default: "December"
        }
    }
}
