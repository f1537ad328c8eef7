import Glibc

/// Moments as the reader's clock shows them.
enum LocalTime {
    /// `07:05:09`.
    static func clock(_ milliseconds: Int64) -> String {
        let time = fields(milliseconds)
        return "\(two(time.tm_hour)):\(two(time.tm_min)):\(two(time.tm_sec))"
    }

    /// `2016-04-26 07:05:09`.
    static func full(_ milliseconds: Int64) -> String {
        let time = fields(milliseconds)
        return "\(time.tm_year + 1900)-\(two(time.tm_mon + 1))-\(two(time.tm_mday)) \(clock(milliseconds))"
    }

    private static func fields(_ milliseconds: Int64) -> tm {
        var seconds = time_t(milliseconds / 1000)
        var fields = tm()
        localtime_r(&seconds, &fields)
        return fields
    }

    private static func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
