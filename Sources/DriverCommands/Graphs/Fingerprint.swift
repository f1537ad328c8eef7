import Glibc

/// What tells whether files have changed, without reading them: their paths, sizes, and times to the nanosecond.
enum Fingerprint {
    /// That of one file; `nil` where there is none.
    static func of(file path: String) -> String? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        var hash = Hash()
        hash.add(path, status)
        return hash.text
    }

    /// That of a package's sources: each Swift file outside of tests, hidden folders and build folders, and the manifest.
    static func of(package: String) -> String {
        var files: [(path: String, status: stat)] = []
        var folders = [package]
        while let folder = folders.popLast() {
            guard let stream = opendir(folder) else { continue }
            defer { closedir(stream) }
            while let entry = readdir(stream) {
                // A compiler takes no source file whose name is no text.
                let name = withUnsafePointer(to: &entry.pointee.d_name) {
                    $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                }
                if name.hasPrefix(".") || (folder == package && name == "Tests") { continue }
                let path = "\(folder)/\(name)"
                if entry.pointee.d_type == UInt8(DT_DIR) {
                    folders.append(path)
                } else if name.hasSuffix(".swift") {
                    var status = stat()
                    if stat(path, &status) == 0 { files.append((path, status)) }
                }
            }
        }
        var hash = Hash()
        for file in files.sorted(by: { $0.path < $1.path }) { hash.add(file.path, file.status) }
        return hash.text
    }

    /// FNV-1a with 64 bits (Fowler, Noll and Vo): it guards against change, not against malice.
    private struct Hash {
        private var value: UInt64 = 0xcbf2_9ce4_8422_2325

        mutating func add(_ path: String, _ status: stat) {
            for byte in path.utf8 { add(byte) }
            for number in [Int64(status.st_mtim.tv_sec), Int64(status.st_mtim.tv_nsec), Int64(status.st_size)] {
                for shift in stride(from: 0, to: 64, by: 8) { add(UInt8(truncatingIfNeeded: number >> Int64(shift))) }
            }
        }

        private mutating func add(_ byte: UInt8) { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }

        var text: String { String(value, radix: 16) }
    }
}
