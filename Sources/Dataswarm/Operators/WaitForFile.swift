/// Waits until a file or a folder exists. It holds no slot between tries; `timeout:` on the task ends the wait.
public struct WaitForFile: Operator {
    let path: Argument
    let interval: Duration

    /// - Parameters:
    ///   - path: what to wait for; a relative path starts at the task's working folder.
    ///   - interval: the pause between two looks; 10 seconds unless told.
    public init(_ path: Argument, every interval: Duration = .seconds(10)) {
        self.path = path
        self.interval = interval
    }

    public var invocation: Invocation { .probe(Probe(.fileExists(path), every: interval)) }
}
