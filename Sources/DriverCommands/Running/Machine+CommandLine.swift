import Glibc
import Host
import PipelineGraph

extension Machine {
    /// What this process was started with, as a line that can be shown.
    static var commandLine: String { CommandLine.arguments.map(\.printable).joined(separator: " ") }
}

extension StopSignals {
    /// The signal of Ctrl-C.
    static let interrupt = SIGINT
}
