import Glibc

/// The processes of the machine that have not exited, as `/proc` shows them.
public struct ProcessTable: Sendable {
    public let processes: [LiveProcess]

    /// Reads it; `nil` where it cannot be read, or not whole.
    public init?() {
        guard let numbers = ProcessTable.numbers() else { return nil }
        var processes: [LiveProcess] = []
        for number in numbers {
            errno = 0
            if let process = LiveProcess(number: number) {
                processes.append(process)
            } else if ProcessTable.isWanting {
                return nil
            }
        }
        self.processes = processes
    }

    /// The numbers of all processes, which are read in one go; `nil` where they cannot be.
    public static func numbers() -> [Int32]? {
        guard let stream = opendir("/proc") else { return nil }
        defer { closedir(stream) }
        var numbers: [Int32] = []
        while let record = readdir(stream) {
            let number = withUnsafePointer(to: &record.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { atoi($0) }
            }
            if number > 0 { numbers.append(number) }
        }
        return numbers
    }

    /// Whether a process that could not be read may be there: for want of open files nothing can be said of it.
    public static var isWanting: Bool { [EMFILE, ENFILE, ENOMEM].contains(errno) }

    /// The children of a process, and theirs, but for some of its children.
    public func descendants(of root: Int32, except others: Set<Int32> = []) -> Set<Int32> {
        let children = Dictionary(grouping: processes, by: \.parent)
        var found: Set<Int32> = []
        var pending = [root]
        while let parent = pending.popLast() {
            for child in children[parent] ?? [] where !others.contains(child.number) {
                if found.insert(child.number).inserted { pending.append(child.number) }
            }
        }
        return found
    }
}
