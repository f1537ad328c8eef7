import CivilTime
import Dataswarm
import Glibc
import TestSupport

/// Python's standard library, which reads the same time zone files with code of its own; see `zone_oracle.py`.
enum ZoneOracle {
    /// Whether `DATASWARM_THOROUGH=1` asks for every zone and every change.
    static let isThorough = getenv("DATASWARM_THOROUGH") != nil

    /// Zones that have done what few do: half hours, double summer time, days skipped, changes at midnight.
    static let few = """
        Africa/Casablanca Africa/Monrovia America/Caracas America/New_York America/Sao_Paulo America/St_Johns
        Antarctica/Troll Asia/Gaza Asia/Kathmandu Asia/Pyongyang Asia/Tehran Australia/Lord_Howe EST5EDT Etc/GMT+5
        Europe/Berlin Europe/Dublin Europe/Lisbon Europe/London Pacific/Apia Pacific/Kwajalein
        """.split { $0.isWhitespace }.map(String.init)

    /// All zones of the database, some at a time.
    static func batches() async throws -> [[String]] {
        guard isThorough else { return [few] }
        let names = try await run(["list"]).map(String.init)
        return stride(from: 0, to: names.count, by: 25).map { Array(names[$0..<min($0 + 25, names.count)]) }
    }

    /// The lines about some zones, each split into its words.
    static func answers(about zones: [String]) async throws -> [[Substring]] {
        try await run([isThorough ? "1" : "0.06"] + zones).map { $0.split(separator: " ") }
    }

    private static func run(_ arguments: [String]) async throws -> [Substring] {
        let script =
            "\(#filePath)".split(separator: "/", omittingEmptySubsequences: false).dropLast()
            .joined(separator: "/") + "/zone_oracle.py"
        let outcome = try await Program(path: "/usr/bin/env", arguments: ["python3", script] + arguments).run()
        guard outcome.code == 0 else { throw Trouble(what: outcome.error) }
        return outcome.output.split(separator: "\n")
    }

    /// The schedules that the script reckons with, by its names for them.
    static let schedules: [Substring: Schedule] = [
        "daily": .daily,
        "daily-at-0230": .daily.at("02:30"),
        "daily-at-0030-same-day": .daily.at("00:30", daysAfter: 0),
        "daily-at-2359-after-3": .daily.at("23:59", daysAfter: 3),
        "weekly-sunday": .weekly(on: .sunday),
        "cron-0230": .cron("30 2 * * *"),
        "cron-0130-sunday": .cron("30 1 * * 0"),
        "hourly": .hourly,
        "hourly-after-15": .hourly.at(minutesAfter: 15),
        "cron-15-and-45-from-1-to-3": .cron("15,45 1-3 * * *"),
        "monthly": .monthly,
        "monthly-on-31-at-0230": .monthly(onDay: 31).at("02:30"),
        "monthly-at-0100-after-3": .monthly.at("01:00", daysAfter: 3),
    ]
}

/// The machine's zones.
enum Zones {
    static let database = ZoneDatabase(folders: ["/usr/share/zoneinfo"])

    static func named(_ name: some StringProtocol) throws -> Zone { try database.zone(named: String(name)) }
}
