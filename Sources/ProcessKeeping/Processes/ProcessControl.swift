import Host

/// `prctl(2)` and `fork(2)`, which Swift's view of the C library leaves out.
enum ProcessControl {
    private typealias Control = @convention(c) (CInt, UInt, UInt, UInt, UInt) -> CInt
    private typealias Fork = @convention(c) () -> Int32

    private static let control = LibraryFunction.find("prctl", as: Control.self)
    private static let forkCall = LibraryFunction.find("fork", as: Fork.self)

    /// What loses its parent among this process's descendants becomes its child (`PR_SET_CHILD_SUBREAPER`, Linux 3.4).
    static func adoptOrphans() { _ = control?(36, 1, 0, 0, 0) }

    /// What `ps` and `top` call this process (`PR_SET_NAME`), at most 15 bytes.
    static func name(_ name: String) {
        var name = Array(name.utf8CString)
        name.withUnsafeMutableBytes { _ = control?(15, UInt(bitPattern: $0.baseAddress), 0, 0, 0) }
    }

    /// Doubles this process. Only for one that has no further threads: in the double, theirs would be missing, and what they
    /// held would never be let go.
    ///
    /// - Returns: 0 in the double, its number here, or -1 and the reason in `errno`.
    static func fork() -> Int32 { forkCall?() ?? -1 }
}
