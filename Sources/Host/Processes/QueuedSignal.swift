import Glibc

/// What the kernel takes for a `siginfo_t` of `sigqueue(3)`; Swift does not see the names of its fields. It is the same
/// on every 64-bit Linux: 128 bytes, of which these are used.
struct QueuedSignal {
    let signal: Int32
    private let error: Int32 = 0
    /// SI_QUEUE.
    private let code: Int32 = -1
    private let padding: Int32 = 0
    private let sender = getpid()
    private let user = getuid()
    let value: Int64
    private let rest: (Int64, Int64, Int64, Int64, Int64, Int64, Int64, Int64, Int64, Int64, Int64, Int64) =
        (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)

    init(signal: Int32, value: Int32) {
        self.signal = signal
        self.value = Int64(value)
    }
}
