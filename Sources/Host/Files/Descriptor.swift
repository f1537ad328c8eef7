import Glibc

/// An open file, folder or process, closed when nobody needs it any more.
public struct Descriptor: ~Copyable, Sendable {
    public let number: Int32

    /// - Parameter number: what a system call returned; negative where that failed.
    public init?(_ number: Int32) {
        guard number >= 0 else { return nil }
        self.number = number
    }

    deinit {
        close(number)
    }
}
