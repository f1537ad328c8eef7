import Glibc

/// `/dev/null`, open once for all processes.
enum NullDevice {
    /// For those that read nothing.
    static let toRead = open("/dev/null", O_RDONLY | O_CLOEXEC)
    /// For those that have nothing to say.
    static let toWrite = open("/dev/null", O_WRONLY | O_CLOEXEC)
}
