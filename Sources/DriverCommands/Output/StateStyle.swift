import PipelineGraph
import PipelineRecord

extension Style {
    /// A state's name in its colour.
    func colored(_ state: TaskState, _ text: String) -> String {
        switch state {
        case .succeeded: green(text)
        case .failed, .lost: red(text)
        case .upstreamFailed, .cancelled, .skipped: yellow(text)
        case .running, .ready: blue(text)
        case .waiting: faint(text)
        }
    }
}

extension TaskState {
    /// One character for a grid.
    var symbol: String {
        switch self {
        case .succeeded: "✓"
        case .failed: "✗"
        case .upstreamFailed: "u"
        case .skipped: "s"
        case .cancelled: "c"
        case .lost: "?"
        case .running, .ready: "r"
        case .waiting: "w"
        }
    }
}
