import CivilTime
import Dataswarm
import Glibc
import PipelineGraph

/// The text of a moment: `2016-04-27`, `2016-04-27T07:00`, and behind it `Z` or a distance from UTC such as `+02:00`. One without is
/// by this machine's clock, as all times are that `driver` prints.
enum TimeText {
    static func moment(_ text: String) throws -> Moment {
        let pattern =
            /([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ]([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?(Z|[+-][0-9]{2}:[0-9]{2})?)?/
        guard let match = text.wholeMatch(of: pattern), let day = try? Datestamp(match.1),
            let hour = Int64(match.2 ?? "0"), let minute = Int64(match.3 ?? "0"), let second = Int64(match.4 ?? "0"),
            hour < 24, minute < 60, second < 60
        else { throw refusal(text) }
        let local = Int64(day.dayNumber) * 86_400 + hour * 3_600 + minute * 60 + second
        guard let zone = match.5 else { return Moment(seconds: machine(day, hour, minute, second)) }
        if zone == "Z" { return Moment(seconds: local) }
        let parts = zone.dropFirst().split(separator: ":").compactMap { Int64($0) }
        guard parts[0] < 24, parts[1] < 60 else { throw refusal(text) }
        let offset = parts[0] * 3_600 + parts[1] * 60
        return Moment(seconds: zone.hasPrefix("-") ? local + offset : local - offset)
    }

    private static func refusal(_ text: String) -> DriverError {
        DriverError(
            .usage,
            "--at \(text.printable): a time belongs here, such as 2016-04-27, 2016-04-27T07:00, 2016-04-27T07:00Z or 2016-04-27T07:00+02:00."
        )
    }

    private static func machine(_ day: Datestamp, _ hour: Int64, _ minute: Int64, _ second: Int64) -> Int64 {
        var fields = tm()
        fields.tm_year = Int32(day.year - 1900)
        fields.tm_mon = Int32(day.month - 1)
        fields.tm_mday = Int32(day.day)
        fields.tm_hour = Int32(hour)
        fields.tm_min = Int32(minute)
        fields.tm_sec = Int32(second)
        fields.tm_isdst = -1
        return Int64(mktime(&fields))
    }
}
