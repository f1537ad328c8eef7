import Glibc
import Host

/// Where a supervisor is found by those that want to adopt what it keeps: a socket in a folder that is the user's alone, named
/// by the supervisor's mark.
struct MeetingPoint {
    let folder: String
    let mark: Mark

    private var name: String { "\(mark.number)" }

    /// The supervisors that may be found in a folder.
    static func all(in folder: String) -> [Mark] {
        ((try? Folder.entries(of: folder)) ?? []).compactMap {
            Int64($0.name.description).flatMap(Mark.init(recorded:))
        }
    }

    /// Makes the folder where it is missing.
    ///
    /// - Returns: the system's number where it cannot be made, or `EPERM` where it is not the user's alone; 0 where it is.
    static func prepare(_ folder: String) -> CInt {
        do {
            try Folder.make(folder, mode: 0o700)
        } catch {
            return error.code
        }
        guard MeetingPoint.open(folder) != nil else { return errno }
        return 0
    }

    /// Begins to listen; `nil` where that is not possible. What is accepted there does not wait.
    ///
    /// The owner does so for the supervisor that it is about to start: were it killed before that one has come up, the next
    /// owner finds the socket all the same, and waits for it.
    func listen() -> CInt? {
        guard let folder = MeetingPoint.open(folder) else { return nil }
        let door = socket(AF_UNIX, Wire.type | CInt(SOCK_NONBLOCK.rawValue), 0)
        guard door >= 0 else { return nil }
        unlinkat(folder.number, name, 0)
        _ = fcntl(door, F_SETFD, FD_CLOEXEC)
        // The folder keeps others out; this does, too. A mask of the whole process would be one for its other threads.
        fchmod(door, 0o600)
        guard withAddress(in: folder.number, { bind(door, $0, $1) }) == 0, MeetingPoint.listen(at: door) else {
            close(door)
            return nil
        }
        return door
    }

    /// Begins to listen, or has another process's listening become this one's: it is the one that is found from then on.
    static func listen(at door: CInt) -> Bool { Glibc.listen(door, 16) == 0 }

    /// What came of looking for a supervisor.
    enum Encounter {
        /// It is there; the number is its process's.
        case found(Wire, pid_t)
        /// There is none.
        case nobody
        /// That cannot be said for now, for want of open files for one.
        case unknown
    }

    /// Looks for the supervisor.
    func connect() -> Encounter {
        guard let folder = MeetingPoint.open(folder) else {
            return [ENOENT, EPERM].contains(errno) ? .nobody : .unknown
        }
        let end = socket(AF_UNIX, Wire.type, 0)
        guard end >= 0 else { return .unknown }
        let isConnected = uninterrupted { withAddress(in: folder.number) { Glibc.connect(end, $0, $1) } } == 0
        let code = isConnected ? 0 : errno
        guard isConnected, let peer = MeetingPoint.peer(of: end), peer.user == geteuid() else {
            close(end)
            if code == ECONNREFUSED { unlinkat(folder.number, name, 0) }
            return [0, ECONNREFUSED, ENOENT].contains(code) ? .nobody : .unknown
        }
        return .found(Wire(number: end), peer.process)
    }

    /// Takes the next one that wants to adopt; `nil` where there is none for now. Only the same user may.
    static func accept(_ socket: CInt) -> Wire? {
        while true {
            let next = uninterrupted { Glibc.accept(socket, nil, nil) }
            guard next >= 0 else { return nil }
            _ = fcntl(next, F_SETFD, FD_CLOEXEC)
            if peer(of: next)?.user == geteuid() { return Wire(number: next) }
            close(next)
        }
    }

    func remove() {
        if let folder = MeetingPoint.open(folder) { unlinkat(folder.number, name, 0) }
    }

    /// Opens the folder where it is the user's alone; otherwise `nil`, and `errno` says why.
    private static func open(_ path: String) -> Descriptor? {
        guard let folder = Descriptor(Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)) else { return nil }
        var status = stat()
        guard fstat(folder.number, &status) == 0 else { return nil }
        guard status.st_uid == geteuid(), status.st_mode & 0o077 == 0 else {
            errno = EPERM
            return nil
        }
        return folder
    }

    /// Who is at the other end, as `SO_PEERCRED` says: its process, user and group.
    private static func peer(of socket: CInt) -> (process: pid_t, user: uid_t)? {
        var numbers: (pid_t, uid_t, gid_t) = (0, 0, 0)
        var length = socklen_t(MemoryLayout.size(ofValue: numbers))
        guard getsockopt(socket, SOL_SOCKET, CInt(SO_PEERCRED), &numbers, &length) == 0 else { return nil }
        return (numbers.0, numbers.1)
    }

    /// The address by way of the open folder: an address has room for 107 bytes, and a folder's path may be longer.
    private func withAddress(in folder: CInt, _ body: (UnsafePointer<sockaddr>, socklen_t) -> CInt) -> CInt {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { place in
            for (index, byte) in "/proc/self/fd/\(folder)/\(name)".utf8.enumerated() { place[index] = byte }
        }
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }
}
