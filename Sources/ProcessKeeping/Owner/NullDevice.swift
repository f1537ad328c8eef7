import Glibc

/// `/dev/null`, open once for all processes.
public enum NullDevice {
    /// For those that read nothing.
    public static let toRead = open("/dev/null", O_RDONLY | O_CLOEXEC)
    /// For those that have nothing to say.
    public static let toWrite = open("/dev/null", O_WRONLY | O_CLOEXEC)
}
