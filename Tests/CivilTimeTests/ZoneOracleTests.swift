import CivilTime
import Dataswarm
import Testing

@Suite struct ZoneOracleTests {
    /// Moments of local times, due datestamps and hours of days around the changes of clocks from 1970 to 2037: some changes
    /// of some zones, or with `DATASWARM_THOROUGH=1` every change of every zone.
    @Test func `zones, schedules and days agree with Python's zoneinfo`() async throws {
        var counts: [Substring: Int] = [:]
        var wrong: [String] = []
        for names in try await ZoneOracle.batches() {
            let zones = Dictionary(uniqueKeysWithValues: try names.map { ($0, try Zones.named($0)) })
            var schedules: [String: ZonedSchedule] = [:]
            for line in try await ZoneOracle.answers(about: names) {
                let name = String(line[1])
                let zone = try #require(zones[name])
                counts[line[0], default: 0] += 1
                let own: String
                switch line[0] {
                case "moment":
                    own = "\(zone.moment(ofLocal: try #require(Int64(line[2]))).seconds)"
                case "due":
                    let key = "\(name) \(line[2])"
                    if schedules[key] == nil {
                        schedules[key] = ZonedSchedule(try #require(ZoneOracle.schedules[line[2]]), in: zone)
                    }
                    own = schedules[key]?.due(try Datestamp(line[3])).map { "\($0.seconds)" } ?? "-"
                default:
                    let day = try Datestamp(line[2])
                    let universal = DatestampNesting(of: .utc, in: zone).datestamps(.hour, in: day).count
                    own = "\(universal) \(DatestampNesting(of: zone, in: zone).datestamps(.hour, in: day).count)"
                }
                let theirs = line.dropFirst(line[0] == "due" ? 4 : 3).joined(separator: " ")
                if own != theirs, wrong.count < 20 { wrong.append("\(line.joined(separator: " ")), not \(own)") }
            }
        }
        #expect(wrong == [])
        #expect(counts["moment", default: 0] > 1_500)
        #expect(counts["due", default: 0] > 5_000)
        #expect(counts["hours", default: 0] > 500)
    }
}
