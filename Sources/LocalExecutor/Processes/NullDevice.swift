import Glibc

/// `/dev/null`, open once for all processes that read nothing.
enum NullDevice {
    static let descriptor = open("/dev/null", O_RDONLY | O_CLOEXEC)
}
