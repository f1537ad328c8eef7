import Glibc

/// `/dev/null`, open once for all processes.
package enum NullDevice {
    /// For those that read nothing.
    package static let toRead = open("/dev/null", O_RDONLY | O_CLOEXEC)
    /// For those that have nothing to say.
    package static let toWrite = open("/dev/null", O_WRONLY | O_CLOEXEC)
}
