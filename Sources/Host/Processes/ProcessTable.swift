import Glibc

/// The processes of the machine that have not exited, as `/proc` shows them.
public struct ProcessTable: Sendable {
    public let processes: [LiveProcess]

    /// Reads it; `nil` where it cannot be read, or not whole.
    public init?() {
        guard let processes = ProcessTable.read() else { return nil }
        self.processes = processes
    }

    private static func read() -> [LiveProcess]? {
        var processes: [LiveProcess] = []
        guard let stream = opendir("/proc") else { return nil }
        defer { closedir(stream) }
        while let record = readdir(stream) {
            let number = withUnsafePointer(to: &record.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { atoi($0) }
            }
            guard number > 0 else { continue }
            errno = 0
            if let process = LiveProcess(number: number) {
                processes.append(process)
            } else if [EMFILE, ENFILE, ENOMEM].contains(errno) {
                // It may be there: for want of open files nothing can be said of it.
                return nil
            }
        }
        return processes
    }

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
