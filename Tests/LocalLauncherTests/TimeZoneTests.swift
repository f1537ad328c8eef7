import Dataswarm
import Glibc
import PipelineEngine
import Testing

@testable import LocalLauncher

@Suite struct TimeZoneTests {
    /// Seconds since 1970 of a local time that is written as UTC would be.
    private func local(_ day: String, _ hour: Int64, _ minute: Int64 = 0) throws -> Int64 {
        Int64(try Datestamp(day).dayNumber) * 86_400 + hour * 3_600 + minute * 60
    }

    private func zone(_ name: String) throws -> ZoneTime {
        try TimeZoneLibrary(folders: ["/usr/share/zoneinfo"]).zone(named: name, task: "a.b")
    }

    @Test func `a time that is skipped is the moment of the change`() throws {
        let berlin = try zone("Europe/Berlin")
        let change = try local("2016-03-27", 1)
        #expect(berlin.moment(ofLocal: try local("2016-03-27", 1, 59)) == change - 60)
        for minute in [0, 1, 30, 59] as [Int64] {
            #expect(berlin.moment(ofLocal: try local("2016-03-27", 2, minute)) == change)
        }
        #expect(berlin.moment(ofLocal: try local("2016-03-27", 3)) == change)
        #expect(berlin.moment(ofLocal: try local("2016-03-27", 3, 1)) == change + 60)
    }

    @Test func `of a time that comes twice it is the first`() throws {
        let berlin = try zone("Europe/Berlin")
        #expect(berlin.moment(ofLocal: try local("2016-10-30", 2)) == (try local("2016-10-30", 0)))
        #expect(berlin.moment(ofLocal: try local("2016-10-30", 2, 59)) == (try local("2016-10-30", 0, 59)))
        #expect(berlin.moment(ofLocal: try local("2016-10-30", 3)) == (try local("2016-10-30", 2)))
    }

    @Test func `a whole day that is skipped is the moment of the change`() throws {
        // Samoa went over the date line and had no 30th of December 2011.
        let apia = try zone("Pacific/Apia")
        let change = try local("2011-12-30", 10)
        #expect(apia.moment(ofLocal: try local("2011-12-30", 0)) == change)
        #expect(apia.moment(ofLocal: try local("2011-12-30", 12)) == change)
        #expect(apia.moment(ofLocal: try local("2011-12-31", 0)) == change)
    }

    @Test func `the rule holds for all later years`() throws {
        let newYork = try zone("America/New_York")
        // 2100-03-14 and 2100-11-07, the second Sunday of March and the first of November.
        #expect(newYork.moment(ofLocal: try local("2100-03-14", 2, 30)) == (try local("2100-03-14", 7)))
        #expect(newYork.moment(ofLocal: try local("2100-07-01", 12)) == (try local("2100-07-01", 16)))
        #expect(newYork.moment(ofLocal: try local("2100-11-07", 1, 30)) == (try local("2100-11-07", 5, 30)))
        #expect(newYork.moment(ofLocal: try local("2100-12-01", 12)) == (try local("2100-12-01", 17)))
        #expect(newYork.moment(ofLocal: try local("9999-12-31", 12)) == (try local("9999-12-31", 17)))
    }

    @Test func `a zone is where it is found first`() throws {
        let playground = Playground()
        playground.makeFolder("Europe")
        symlink("/usr/share/zoneinfo/Asia/Tokyo", "\(playground.root)/Europe/Berlin")
        let library = TimeZoneLibrary(folders: [playground.root, "/usr/share/zoneinfo"])
        #expect(try library.zone(named: "Europe/Berlin", task: "a.b").moment(ofLocal: 32_400) == 0)
        #expect(try library.zone(named: "Europe/Paris", task: "a.b").moment(ofLocal: 3_600) == 0)
    }

    /// Python's own reader of the same files, at the hours around every change of many zones, and at times in between.
    @Test(.enabled(if: access("/usr/bin/env", X_OK) == 0 && ZoneOracle.isThere))
    func `many zones and times agree with Python's zoneinfo`() async throws {
        let lines = await ZoneOracle.answers()
        #expect(lines.count > 10_000)
        var zones: [Substring: ZoneTime] = [:]
        var wrong: [String] = []
        for line in lines {
            let words = line.split(separator: " ")
            let zone = try zones[words[0]] ?? zone(String(words[0]))
            zones[words[0]] = zone
            guard let local = Int64(words[1]), let moment = Int64(words[2]) else { continue }
            if zone.moment(ofLocal: local) != moment { wrong.append("\(line), not \(zone.moment(ofLocal: local))") }
        }
        #expect(wrong == [])
    }
}
