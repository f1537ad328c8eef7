public import Host

/// Why an attempt could not be executed, as the sentence that its user reads.
public struct Obstacle: Error {
    public let sentence: String

    public init(_ sentence: String) {
        self.sentence = sentence
    }

    /// A system call that failed: "Task 'a.b' cannot make the folder '/x': Permission denied."
    ///
    /// - Parameter code: read by the caller at once, because any call in between may change `errno`.
    public init(task: String, cannot deed: String, _ code: Int32) {
        self.init("Task '\(task)' cannot \(deed): \(HostError.reason(code)).")
    }

    /// A call of this computer's that failed.
    public init(task: String, _ error: HostError) {
        self.init(task: task, cannot: error.deed, error.code)
    }
}
