/// The environment of a process as the system takes it.
public struct ProcessEnvironment: Sendable {
    /// `NAME=value` and a zero byte each, every name once.
    public var entries: [[UInt8]]
    /// Where a program without a slash is looked up.
    public var path: String?
    /// The values among them that are secret: none may be seen in what the process prints.
    public var secrets: [[UInt8]] = []
}
