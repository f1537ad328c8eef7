/// A way to fail that retries may be for.
///
/// ```swift
/// retries: .upTo(3, on: [.timeout, .signal, .exitCode(75)])
/// ```
///
/// An attempt of which nobody knows how it ended has not failed: it is tried again whatever is listed.
public enum RetryCause: Hashable, Comparable, Sendable {
    /// It took longer than its `timeout`.
    case timeout
    /// A signal ended its process.
    case signal
    /// The system killed it for want of memory. It is no ``signal``.
    case outOfMemory
    /// It could not be started, or its output could not be published.
    case start
    /// Its process exited with any code but 0.
    case exit
    /// Its process exited with this code, from 1 to 255. By the convention of `sysexits.h`, 75 is a failure that may pass.
    case exitCode(Int)

    /// Every way to fail.
    public static let all: Set<RetryCause> = [.timeout, .signal, .outOfMemory, .start, .exit]

    /// The word by which graph JSON and sentences call it; `nil` for an exit code, which is a number there.
    public var name: String? {
        switch self {
        case .timeout: "timeout"
        case .signal: "signal"
        case .outOfMemory: "out_of_memory"
        case .start: "start"
        case .exit: "exit"
        case .exitCode: nil
        }
    }
}
