import Glibc

/// An open file, folder or process, closed when nobody needs it any more.
struct Descriptor: ~Copyable {
    let number: CInt

    /// - Parameter number: what a system call returned; negative where that failed.
    init?(_ number: CInt) {
        guard number >= 0 else { return nil }
        self.number = number
    }

    deinit {
        close(number)
    }
}
