import FoundationEssentials
import Glibc
import TestSupport

/// A process that is there and has to do with a sandbox.
struct Survivor: Hashable, CustomStringConvertible {
    let number: pid_t
    let words: String
    /// Whether it is a `driver`, its supervisor or a keeper, and not a task's.
    let isDriver: Bool

    var description: String { "\(number) \(words)" }
}

extension Sandbox {
    /// The processes that live and show a trace of this sandbox: in their working folder, which no trick of a task's
    /// changes, in their environment or their command line, or the mark of one of its runs in their limits.
    ///
    /// - Parameters:
    ///   - place: a folder in the sandbox that narrows it down.
    ///   - marks: those of the runs, as they are on record.
    func survivors(in place: String = "", marks: Set<UInt64> = []) -> [Survivor] {
        let trace = place.isEmpty ? folder : "\(folder)/\(place)"
        return Processes.all.compactMap { number in
            guard number != getpid(), Processes.isAlive(number) else { return nil }
            let words = Processes.text(of: number, "cmdline").split(separator: "\0").joined(separator: " ")
            guard
                Processes.link(of: number, "cwd").hasPrefix(trace) || words.contains(trace)
                    || Processes.text(of: number, "environ").contains(trace)
                    || (place.isEmpty && Processes.isMarked(number, by: marks))
            else { return nil }
            // It may have gone while it was looked at.
            guard Processes.isAlive(number) else { return nil }
            let isDriver = Processes.link(of: number, "exe").hasSuffix("/driver")
            return Survivor(number: number, words: words, isDriver: isDriver)
        }
    }

    /// What is left once there was time to end: nothing is to be.
    func leftovers(marks: Set<UInt64> = []) -> [Survivor] {
        var left: [Survivor] = []
        _ = Moment.wait(within: 10) {
            left = survivors(marks: marks)
            return left.isEmpty
        }
        return left
    }

    /// Ends whatever a failing test has left behind.
    func clean() {
        // Again until none is found: one that is being killed may have started another.
        _ = Moment.wait(within: 10) {
            let left = survivors()
            for survivor in left { kill(survivor.number, SIGKILL) }
            return left.isEmpty
        }
    }
}

/// The processes of the machine, as `/proc` shows them.
enum Processes {
    static var all: [pid_t] {
        ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).compactMap { pid_t($0) }
    }

    static func text(of number: pid_t, _ file: String) -> String {
        String(decoding: FileManager.default.contents(atPath: "/proc/\(number)/\(file)") ?? Data(), as: UTF8.self)
    }

    static func link(of number: pid_t, _ name: String) -> String {
        var bytes = [CChar](repeating: 0, count: 4096)
        let count = readlink("/proc/\(number)/\(name)", &bytes, bytes.count)
        return count > 0 ? String(decoding: bytes[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self) : ""
    }

    /// Whether it runs; one that has exited and waits to be reaped does not.
    static func isAlive(_ number: pid_t) -> Bool {
        let status = text(of: number, "stat")
        guard let end = status.lastIndex(of: ")") else { return false }
        return !["Z", "X"].contains(status[status.index(end, offsetBy: 2)])
    }

    /// Whether a process bears a number of the blocks that begin with these marks.
    static func isMarked(_ number: pid_t, by marks: Set<UInt64>) -> Bool {
        guard let own = mark(of: number) else { return false }
        return marks.contains(own & ~0xF_FFFF)
    }

    /// The soft limit that the processes of a run are marked with.
    static func mark(of number: pid_t) -> UInt64? {
        for line in text(of: number, "limits").split(separator: "\n") where line.hasPrefix("Max realtime timeout") {
            return line.split(separator: " ").dropFirst(3).first.flatMap { UInt64($0) }
        }
        return nil
    }
}
