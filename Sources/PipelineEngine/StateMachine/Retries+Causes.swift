import Dataswarm
import PipelineGraph
import PipelineRecord

extension Retries {
    /// Whether an attempt that failed so may be repeated.
    ///
    /// - Parameter exitCode: how its process exited, if it did. One that exits when its time is up has timed out.
    func areFor(_ cause: FailureCause, exitCode: Int32?) -> Bool {
        switch cause {
        case .exit: causes.contains(.exit) || exitCode.map { causes.contains(.exitCode(Int($0))) } ?? false
        case .signal: causes.contains(.signal)
        case .outOfMemory: causes.contains(.outOfMemory)
        case .timeout: causes.contains(.timeout)
        case .start: causes.contains(.start)
        // It has not failed.
        case .lost: true
        }
    }
}
