import CivilTime
import Dataswarm
import FoundationEssentials
import Glibc
import Testing

@Suite struct ZoneDatabaseTests {
    /// A folder of zones, gone with the test.
    private final class Folder {
        let path: String

        init() {
            var template = Array("/tmp/zones-XXXXXX".utf8CString)
            path = String(cString: mkdtemp(&template))
        }

        deinit { try? FileManager.default.removeItem(atPath: path) }
    }

    @Test func `a zone is where it is found first`() throws {
        let folder = Folder()
        mkdir("\(folder.path)/Europe", 0o700)
        symlink("/usr/share/zoneinfo/Asia/Tokyo", "\(folder.path)/Europe/Berlin")
        let database = ZoneDatabase(folders: [folder.path, "/usr/share/zoneinfo"])
        #expect(try database.zone(named: "Europe/Berlin").moment(ofLocal: 32_400) == Moment(seconds: 0))
        #expect(try database.zone(named: "Europe/Paris").moment(ofLocal: 3_600) == Moment(seconds: 0))
    }

    @Test func `UTC needs no database`() throws {
        #expect(try ZoneDatabase(folders: []).zone(named: "UTC") == .utc)
    }

    @Test(arguments: [
        "Europe/Berlinn", "", "../../etc/passwd", "/etc/localtime", "Europe", "Europe/../Europe/Berlin", "a\0b",
    ])
    func `a name that no zone has`(name: String) {
        let problem = #expect(throws: ZoneProblem.self) { try Zones.database.zone(named: name) }
        #expect(
            problem?.description
                == "is not in /usr/share/zoneinfo: write a name of the IANA database, such as Europe/Berlin, or install it (package tzdata)"
        )
    }

    @Test func `a file that is no zone`() throws {
        let folder = Folder()
        try Data("no zone".utf8).write(to: URL(filePath: "\(folder.path)/Zone"))
        let problem = #expect(throws: ZoneProblem.self) { try ZoneDatabase(folders: [folder.path]).zone(named: "Zone") }
        #expect(
            problem?.description
                == "cannot be read from '\(folder.path)/Zone', because it is no time zone file: install it anew (package tzdata)"
        )
    }

    @Test func `a table has what it was made of, and UTC`() throws {
        let table = Zones.database.zones(named: ["Europe/Berlin", "Europe/Nope"])
        #expect(try table.zone(named: "Europe/Berlin") == Zones.named("Europe/Berlin"))
        #expect(try table.zone(named: "UTC") == .utc)
        #expect(throws: ZoneProblem.self) { try table.zone(named: "Europe/Nope") }
        let other = #expect(throws: ZoneProblem.self) { try table.zone(named: "Europe/Paris") }
        #expect(other?.description == "has not been looked up")
    }
}
