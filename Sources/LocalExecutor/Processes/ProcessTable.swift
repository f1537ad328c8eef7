import Glibc

/// The processes of the machine, as `/proc` shows them.
enum ProcessTable {
    /// The living members of a session.
    static func members(ofSession session: pid_t) -> [LiveProcess] {
        guard let stream = opendir("/proc") else { return [] }
        defer { closedir(stream) }
        var members: [LiveProcess] = []
        while let record = readdir(stream) {
            let number = withUnsafePointer(to: &record.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { atoi($0) }
            }
            guard number > 0, let process = LiveProcess(number: number), process.session == session else { continue }
            members.append(process)
        }
        return members
    }
}
