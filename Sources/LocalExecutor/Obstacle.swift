import Glibc

/// Why an attempt could not be executed, as the sentence that its user reads.
struct Obstacle: Error {
    let sentence: String

    init(_ sentence: String) {
        self.sentence = sentence
    }

    /// A system call that failed: "Task 'a.b' cannot make the folder '/x': Permission denied."
    ///
    /// - Parameter code: read by the caller at once, because any call in between may change `errno`.
    init(task: String, cannot deed: String, _ code: CInt) {
        self.init("Task '\(task)' cannot \(deed): \(Self.reason(code)).")
    }

    /// The system's words for an error.
    static func reason(_ code: CInt) -> String {
        strerror(code).map { String(cString: $0) } ?? "error \(code)"
    }
}
