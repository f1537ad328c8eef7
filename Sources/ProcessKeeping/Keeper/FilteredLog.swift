import Glibc
import Host
import Masking

/// A log that is written by its keeper, because what the processes print may have secrets in it: they write to a pipe.
///
/// What has been written to the pipe before the last process died is in the log. Nothing is waited for here: neither for
/// writers, which may be others than the processes of the attempt, nor for the disk, which is full or is not. Where the
/// log cannot be written, the pipe is closed, so that the next who writes hears of it (by SIGPIPE, or EPIPE).
struct FilteredLog {
    /// Where the keeper reads; negative once nothing more is read.
    private var source: CInt
    /// Where the processes write; negative once the keeper has let go of it.
    private(set) var toWrite: CInt
    private let log: CInt
    private var filter: SecretFilter
    /// Why the log could not be written, as the system's number; 0 where it could.
    private(set) var trouble: CInt = 0

    /// How much is copied before the keeper looks at anything else.
    private static let share = 1 << 20
    /// As much as a pipe usually holds.
    private static let blockSize = 1 << 16

    /// - Returns: `nil` where there can be no pipe; the reason is in `errno`.
    init?(_ log: CInt, secrets: [[UInt8]]) {
        var ends: [CInt] = [-1, -1]
        guard pipe(&ends) == 0 else { return nil }
        // A keeper has no other thread that could start something in between.
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        // Only the keeper's end does not wait: programs do not expect it of theirs.
        _ = fcntl(ends[0], F_SETFL, O_NONBLOCK)
        source = ends[0]
        toWrite = ends[1]
        self.log = log
        filter = SecretFilter(secrets: secrets)
    }

    /// What to wait for; `nil` where nothing more will come.
    var toRead: CInt? { source < 0 ? nil : source }

    /// Lets go of the end that the processes have by now, so that the pipe ends when theirs are closed.
    mutating func closeOwnEnd() {
        if toWrite >= 0 { Glibc.close(toWrite) }
        toWrite = -1
    }

    /// Copies some of what is there.
    mutating func copySome() {
        var count = 0
        while count < FilteredLog.share, let more = copyBlock() { count += more }
    }

    /// Copies all that is there, and what was held back: nobody is left who writes.
    mutating func finish() {
        // One who was given the pipe by a process of the attempt may be writing still, as quickly as this reads: a pipe
        // holds a megabyte at most, unless the system is set otherwise.
        var count = 0
        while count < 64 * FilteredLog.share, let more = copyBlock() { count += more }
        var trouble = trouble
        let log = log
        filter.flush { FilteredLog.write($0, to: log, &trouble) }
        self.trouble = trouble
        close()
    }

    /// Reads and writes nothing more.
    mutating func close() {
        closeOwnEnd()
        if source >= 0 { Glibc.close(source) }
        source = -1
    }

    /// - Returns: how many bytes there were; `nil` where there are none for now, or will be none any more.
    private mutating func copyBlock() -> Int? {
        guard source >= 0 else { return nil }
        var trouble = trouble
        let log = log
        let count = withUnsafeTemporaryAllocation(byteCount: FilteredLog.blockSize, alignment: 16) { buffer in
            let count = uninterrupted { read(source, buffer.baseAddress, buffer.count) }
            if count > 0 {
                filter.filter(UnsafeRawBufferPointer(rebasing: buffer[..<count])) {
                    FilteredLog.write($0, to: log, &trouble)
                }
            }
            return count
        }
        self.trouble = trouble
        if count < 0, errno == EAGAIN { return nil }
        guard count > 0, trouble == 0 else {
            close()
            return nil
        }
        return count
    }

    private static func write(_ bytes: UnsafeRawBufferPointer, to log: CInt, _ trouble: inout CInt) {
        if trouble == 0 { trouble = File.write(bytes, to: log) }
    }
}
