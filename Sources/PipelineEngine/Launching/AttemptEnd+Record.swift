import Glibc
import PipelineRecord

/// What is put on record of an end.
extension AttemptEnd {
    /// Why it is no success; `nil` where it is one, or was asked for.
    var cause: FailureCause? {
        switch self {
        case .exited(0), .endedOnRequest: nil
        case .exited: .exit
        case .signalled: .signal
        case .outOfMemory: .outOfMemory
        case .impossible: .start
        case .lost: .lost
        }
    }

    var exitCode: Int32? { if case .exited(let code) = self { code } else { nil } }

    /// The signal that ended its process.
    var signal: Int32? {
        switch self {
        case .signalled(let signal): signal
        case .outOfMemory: SIGKILL
        default: nil
        }
    }
}
