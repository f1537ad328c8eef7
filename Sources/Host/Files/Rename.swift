import Glibc

/// Ways to rename that never leave a moment in between: `renameat2(2)`, which Swift's view of the C library leaves out.
///
/// They answer as the system call does: 0, or -1 and the reason in `errno`.
public enum Rename {
    private typealias Call =
        @convention(c) (
            CInt, UnsafePointer<CChar>, CInt, UnsafePointer<CChar>, CUnsignedInt
        ) -> CInt

    private static let call = LibraryFunction.find("renameat2", as: Call.self)

    /// Gives a file or folder another name, unless something has that name.
    public static func unlessThere(_ old: String, to new: String) -> Int32 {
        rename(old, new, flags: 1)
    }

    /// Exchanges the names of two files or folders.
    public static func exchange(_ first: String, _ second: String) -> Int32 {
        rename(first, second, flags: 2)
    }

    private static func rename(_ old: String, _ new: String, flags: CUnsignedInt) -> Int32 {
        guard let call else {
            errno = ENOSYS
            return -1
        }
        return call(AT_FDCWD, old, AT_FDCWD, new, flags)
    }
}
