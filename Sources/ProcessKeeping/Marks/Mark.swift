import Glibc
import Host

/// What the processes of an owner are known by, whatever they do: a limit that means nothing, set to a number that is nobody
/// else's.
///
/// A child inherits its parent's limits, and keeps them over `exec`, `setsid`, a second `fork` and an environment that is
/// cleared. The soft limit of real-time processor time in one go (`RLIMIT_RTTIME`) counts for real-time processes alone, and
/// at more than 146,000 years it is none. `/proc/PID/limits` shows it.
///
/// An owner takes a block of numbers: the first for its supervisor, and one for each of its keepers.
public struct Mark: Hashable, Sendable {
    /// The first number of the owner's block, which goes on record.
    public let number: Int64
    private let count: Int64

    private static let first: Int64 = 1 << 62
    private static let block: Int64 = 1 << 20

    /// A block that nobody else has.
    public static func random() -> Mark {
        Mark(number: first + Int64.random(in: 1..<(1 << 40)) * block, count: block)
    }

    private init(number: Int64, count: Int64) {
        self.number = number
        self.count = count
    }

    /// The block of an owner by the number that it put on record; `nil` where that is none.
    public init?(recorded number: Int64) {
        guard number > Mark.first, number < .max - Mark.block, number % Mark.block == 0 else { return nil }
        self.init(number: number, count: Mark.block)
    }

    /// The number of an owner's keeper, counted from 1.
    func keeper(_ index: Int) -> Mark { Mark(number: number + 1 + Int64(index) % (Mark.block - 1), count: 1) }

    /// Whether a number is that of one of its keepers.
    func hasKeeper(_ other: Int64) -> Bool { other > number && other < number + count }

    init(ofKeeper number: Int64) { self.init(number: number, count: 1) }

    /// Puts it on this process and its children to come. Where the system refuses, they go without.
    func put() {
        var limit = rlimit()
        let resource = __rlimit_resource_t(Mark.resource)
        guard getrlimit(resource, &limit) == 0 else { return }
        limit.rlim_cur = rlim_t(number)
        setrlimit(resource, &limit)
    }

    /// Whether a process bears it.
    public func isBorne(by process: Int32) -> Bool {
        guard let look = Mark.look else { return false }
        var limit = rlimit()
        guard look(process, CInt(Mark.resource), nil, &limit) == 0 else {
            // Another user's may not be asked; what `/proc` shows of it, all may read.
            return errno == EPERM ? Mark.shown(of: process).map(covers) ?? false : false
        }
        return covers(UInt64(limit.rlim_cur))
    }

    private func covers(_ limit: UInt64) -> Bool { limit >= UInt64(number) && limit < UInt64(number + count) }

    /// The limit as `/proc` shows it: `Max realtime timeout  4611…  unlimited  us`.
    private static func shown(of process: Int32) -> UInt64? {
        let name = Array("Max realtime timeout".utf8)
        guard let text = File.content(of: "/proc/\(process)/limits"),
            let line = text.split(separator: UInt8(ascii: "\n")).first(where: { $0.starts(with: name) }),
            let word = line.dropFirst(name.count).split(separator: UInt8(ascii: " ")).first
        else { return nil }
        return UInt64(String(decoding: word, as: UTF8.self))
    }

    /// Has all that bear it go on that were stopped.
    func wakeBearers() {
        for entry in (try? Folder.entries(of: "/proc")) ?? [] {
            // Their limits are looked at first: that is quicker than to read what `/proc` says of each.
            guard let number = Int32(entry.name.description), isBorne(by: number) else { continue }
            LiveProcess(number: number)?.send(SIGCONT)
        }
    }

    /// `RLIMIT_RTTIME`, the same on every Linux.
    private static let resource: UInt32 = 15

    private typealias Look =
        @convention(c) (Int32, CInt, UnsafePointer<rlimit>?, UnsafeMutablePointer<rlimit>?) -> CInt

    /// `prlimit(2)`.
    private static let look = LibraryFunction.find("prlimit", as: Look.self)
}
