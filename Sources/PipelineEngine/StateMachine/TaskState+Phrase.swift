import PipelineGraph
public import PipelineRecord

extension TaskState {
    /// How a sentence says what has become of a task: `cat_gifs.find failed`.
    public var phrase: String {
        switch self {
        case .upstreamFailed: "was not started"
        case .skipped: "was skipped"
        case .cancelled: "was cancelled"
        case .lost: "was lost"
        case .failed, .succeeded: rawValue
        case .waiting: "waits"
        case .ready: "is ready"
        case .running: "is running"
        }
    }
}
