/// How a supervisor is started.
public struct SupervisorCommand: Sendable {
    /// The executable, which calls ``Supervisor/serve(_:)`` before all else.
    public var program: String

    /// - Parameter program: this program's own file unless told.
    public init(program: String = "/proc/self/exe") { self.program = program }
}
