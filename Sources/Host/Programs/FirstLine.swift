import Glibc

/// What a file begins with that is to be executed.
enum FirstLine {
    /// A program of the system's own format.
    case program
    /// `#!` with an interpreter, and what it is told first.
    case interpreter(String, argument: String?)
    /// Neither.
    case other

    /// Of a script, so many bytes are looked at by Linux.
    private static let length = 256

    /// - Returns: `nil` where the file cannot be read.
    init?(of file: String) {
        let descriptor = open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: FirstLine.length)
        let count = bytes.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
        guard count >= 0 else { return nil }
        let start = bytes[..<count]
        if start.starts(with: [0x7F, UInt8(ascii: "E"), UInt8(ascii: "L"), UInt8(ascii: "F")]) {
            self = .program
        } else if start.starts(with: "#!".utf8) {
            let line = start.dropFirst(2).prefix { $0 != UInt8(ascii: "\n") && $0 != 0 }
            let words = line.split(
                maxSplits: 1, whereSeparator: { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
            ).map { String(decoding: $0, as: UTF8.self) }
            let argument = words.dropFirst().first.map { $0.split(separator: " ").joined(separator: " ") }
            self = .interpreter(words.first ?? "", argument: argument)
        } else {
            self = .other
        }
    }

    /// Whether the system was told how to execute more formats, such as Java's: `binfmt_misc` of Linux.
    static var systemKnowsOthers: Bool {
        let known = (try? Folder.entries(of: "/proc/sys/fs/binfmt_misc")) ?? []
        return known.contains { !["register", "status"].contains($0.name) }
    }
}
