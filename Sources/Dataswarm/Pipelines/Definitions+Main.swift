import Glibc

extension Definitions {
    /// What the executable `definitions` does: writes the graph to the file that its one argument names.
    ///
    /// Never to standard output, which belongs to the author's own prints. `driver` calls it; to look at the graph, call
    /// `definitions graph.json` by hand.
    public func main() -> Never {
        guard CommandLine.arguments.count == 2, !CommandLine.arguments[1].hasPrefix("-") else {
            Definitions.complain("definitions: usage: definitions FILE, to which the graph is written as JSON.")
            exit(64)
        }
        let path = CommandLine.arguments[1]
        guard Definitions.write(graphJSON, to: path) else {
            Definitions.complain("definitions: cannot write '\(path)': \(String(cString: strerror(errno))).")
            exit(74)
        }
        exit(0)
    }

    private static func write(_ bytes: [UInt8], to path: String) -> Bool {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { return false }
        var start = 0
        while start < bytes.count {
            let count = bytes[start...].withUnsafeBytes { writeSome(descriptor, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                let reason = errno
                close(descriptor)
                errno = reason
                return false
            }
            start += count
        }
        return close(descriptor) == 0
    }

    private static func complain(_ sentence: String) {
        let line = Array("\(sentence)\n".utf8)
        _ = writeSome(2, line, line.count)
    }
}

/// The C library's `write`, which the type's own method hides.
private func writeSome(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    write(descriptor, bytes, count)
}
