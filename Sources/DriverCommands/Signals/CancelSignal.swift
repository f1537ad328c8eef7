import Glibc

/// What `driver cancel` sends with its signal, so that the driver that gets it knows whom it is from.
///
/// Signals of one kind that come at the same moment are one: that it is meant twice must be said in one.
enum CancelSignal: Int32 {
    /// As Ctrl-C.
    case once = 0x4453_7701
    /// As Ctrl-C twice.
    case twice = 0x4453_7702

    static let signal = SIGTERM

    /// What came with a signal; `nil` where it is not from `driver cancel`.
    ///
    /// It is called in a handler, and may do next to nothing.
    init?(_ information: UnsafeMutablePointer<siginfo_t>?) {
        // SI_QUEUE; the value lies where every 64-bit Linux has it, and Swift does not see its name.
        guard let information, information.pointee.si_code == -1 else { return nil }
        self.init(rawValue: UnsafeRawPointer(information).loadUnaligned(fromByteOffset: 24, as: Int32.self))
    }
}
