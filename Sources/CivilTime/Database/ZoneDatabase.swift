import Glibc
import Host
import Synchronization

/// The time zones of the machine, each read once.
///
/// They are read here rather than taken from Foundation's `TimeZone`. On Linux that opens no file of the machine's
/// database: its tables lie in the toolchain's ICU, 40 MB, and do not follow the package tzdata or `$TZDIR`. So it cannot
/// say whether the machine has a zone, and might disagree with what tasks themselves reckon. `Calendar` takes a time that the clocks
/// skip, 02:30, as 03:30, where a schedule wants the moment of the change.
public final class ZoneDatabase: Sendable {
    private let folders: [String]
    private let zones = Mutex<[String: Result<Zone, ZoneProblem>]>([:])

    /// That of this machine.
    public static let system = ZoneDatabase(folders: systemFolders())

    /// - Parameter folders: where they are looked for, first ones first.
    public init(folders: [String]) {
        self.folders = folders
    }

    /// Where the machine keeps them: `$TZDIR`, where that is set, and `/usr/share/zoneinfo`.
    public static func systemFolders() -> [String] {
        let special = getenv("TZDIR").map { String(cString: $0) } ?? ""
        return (special.isEmpty ? [] : [special]) + ["/usr/share/zoneinfo"]
    }

    /// The zone of a name of the IANA database, such as `Europe/Berlin`.
    public func zone(named name: String) throws(ZoneProblem) -> Zone {
        // Machines without the database, as small containers are, still know the one zone that needs no table.
        if name == "UTC" { return .utc }
        if let known = zones.withLock({ $0[name] }) { return try known.get() }
        let zone = Result { () throws(ZoneProblem) in try read(name) }
        zones.withLock { $0[name] = zone }
        return try zone.get()
    }

    /// The zones of some names.
    public func zones(named names: some Sequence<String>) -> ZoneTable {
        var table = ZoneTable()
        for name in names {
            table[name] = Result { () throws(ZoneProblem) in try zone(named: name) }
        }
        return table
    }

    private func read(_ name: String) throws(ZoneProblem) -> Zone {
        let parts = name.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        // A name is a path below the folder and must not lead out of it.
        let isName = !name.utf8.contains(0) && parts.allSatisfy { !$0.isEmpty && $0.first != UInt8(ascii: ".") }
        for folder in folders where isName {
            guard let bytes = Self.content(of: "\(folder)/\(name)") else { continue }
            do throws(ZoneFile.Damage) {
                return try ZoneFile.read(bytes)
            } catch {
                throw ZoneProblem(
                    "cannot be read from '\(folder)/\(name)', because \(error.reason): install it anew (package tzdata)"
                )
            }
        }
        throw ZoneProblem(
            "is not in \(folders.joined(separator: " or ")): write a name of the IANA database, such as Europe/Berlin, "
                + "or install it (package tzdata)")
    }

    /// A file's bytes; `nil` where there is no such file. No zone has a megabyte.
    private static func content(of path: String) -> [UInt8]? {
        guard let file = Descriptor(open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)) else { return nil }
        var status = stat()
        guard fstat(file.number, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size < 1 << 20 else {
            return nil
        }
        return File.content(of: file.number)
    }
}
