import Glibc

/// The computer, and this process on it.
public enum Machine {
    /// How many processors are at work; at least 1.
    public static var processors: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

    /// The name of the user whose process this is, or the user's number where there is no name.
    public static var userName: String {
        guard let entry = getpwuid(getuid()), let name = entry.pointee.pw_name else { return "\(getuid())" }
        return String(cString: name)
    }

    /// The number of this process.
    public static var processID: Int32 { getpid() }

    /// Names this start of the computer: a process number means nothing after the next. It does not change, and is read once.
    public static let bootID: String = {
        let bytes = File.content(of: "/proc/sys/kernel/random/boot_id") ?? []
        return String(decoding: bytes.prefix { $0 > 0x20 }, as: UTF8.self)
    }()
}
