import Glibc

/// A system call that failed, for callers that turn it into a sentence of their own.
public struct HostError: Error, Hashable, Sendable {
    /// What the call was about.
    public let path: String
    /// What could not be done, the middle of a sentence: "make the folder '/x'".
    public let deed: String
    /// The system's number.
    public let code: Int32

    /// - Parameters:
    ///   - deed: with the path in it, where that is to be read.
    ///   - code: read by the caller at once, because any call in between may change `errno`.
    public init(path: String, cannot deed: String, code: Int32) {
        self.path = path
        self.deed = deed
        self.code = code
    }

    /// The system's words: "Permission denied".
    public var reason: String { HostError.reason(code) }

    /// The system's words for a number.
    public static func reason(_ code: Int32) -> String { strerror(code).map { String(cString: $0) } ?? "error \(code)" }
}
