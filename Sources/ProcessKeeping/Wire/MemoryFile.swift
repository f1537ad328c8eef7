import Glibc
import Host

/// A file in memory alone, for what is too long for a packet.
enum MemoryFile {
    private typealias Make = @convention(c) (UnsafePointer<CChar>, CUnsignedInt) -> CInt

    /// `memfd_create(2)`.
    private static let call = LibraryFunction.find("memfd_create", as: Make.self)
    /// `MFD_CLOEXEC`.
    private static let closedOnExec: CUnsignedInt = 1
    /// No message is longer: arguments and an environment are at most 2 MB on Linux.
    private static let limit = 1 << 26

    /// A file with some bytes in it; `nil`, and `errno` set, where there can be none.
    static func make(_ bytes: [UInt8]) -> Descriptor? {
        guard let call else {
            errno = ENOSYS
            return nil
        }
        guard let file = Descriptor(call("message", closedOnExec)) else { return nil }
        let code = bytes.withUnsafeBytes { File.write($0, to: file.number) }
        guard code == 0 else {
            errno = code
            return nil
        }
        return file
    }

    /// All that is in one, wherever it was left; `nil` where that cannot be read.
    static func content(_ file: CInt) -> [UInt8]? {
        var status = stat()
        guard fstat(file, &status) == 0, status.st_size <= limit, lseek(file, 0, SEEK_SET) == 0 else { return nil }
        return File.content(of: file)
    }
}
