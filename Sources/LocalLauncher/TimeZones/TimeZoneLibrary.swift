import AttemptWorkspace
import Glibc
import Host
import Synchronization

/// The time zones of the machine, each read once.
public final class TimeZoneLibrary: Sendable {
    private let folders: [String]
    private let zones = Mutex<[String: ZoneTime]>([:])

    init(folders: [String]) {
        self.folders = folders
    }

    /// Where the machine keeps them: `$TZDIR`, where that is set, and `/usr/share/zoneinfo`.
    public static func systemFolders() -> [String] {
        let special = getenv("TZDIR").map { String(cString: $0) } ?? ""
        return (special.isEmpty ? [] : [special]) + ["/usr/share/zoneinfo"]
    }

    func zone(named name: String, task: String) throws(Obstacle) -> ZoneTime {
        // Machines without the database, as small containers are, still know the one zone that needs no table.
        if name == "UTC" { return .utc }
        if let known = zones.withLock({ $0[name] }) { return known }
        let zone = try read(name, task: task)
        zones.withLock { $0[name] = zone }
        return zone
    }

    private func read(_ name: String, task: String) throws(Obstacle) -> ZoneTime {
        let parts = name.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        // A name is a path below the folder and must not lead out of it.
        let isName = !name.utf8.contains(0) && parts.allSatisfy { !$0.isEmpty && $0.first != UInt8(ascii: ".") }
        for folder in folders where isName {
            guard let bytes = Self.content(of: "\(folder)/\(name)") else { continue }
            do throws(ZoneFile.Damage) {
                return try ZoneFile.read(bytes)
            } catch {
                throw Obstacle(
                    "Task '\(task)' cannot use the time zone '\(name)' in '\(folder)/\(name)': \(error.reason).")
            }
        }
        throw Obstacle(
            "Task '\(task)' waits for a time in the zone '\(name)', which is not in "
                + "\(folders.joined(separator: " or ")): write a name of the IANA database, "
                + "such as Europe/Berlin, or install it (package tzdata)."
        )
    }

    /// A file's bytes; `nil` where there is no such file. No zone has a megabyte.
    private static func content(of path: String) -> [UInt8]? {
        guard let file = Descriptor(open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)) else { return nil }
        var status = stat()
        guard fstat(file.number, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size < 1 << 20 else {
            return nil
        }
        let size = Int(status.st_size)
        return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            count = max(0, Glibc.read(file.number, buffer.baseAddress, size))
        }
    }
}
