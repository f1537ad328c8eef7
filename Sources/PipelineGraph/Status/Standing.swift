public import PipelineRecord

/// How it stands with a task for a ds, or with several tasks and ds together: what one cell of a grid shows.
public enum Standing: Hashable, Sendable {
    /// It is not wanted, and not there.
    case notScheduled
    /// Nothing is on record.
    case notRun
    /// Some are done, and of others nothing is on record.
    case partlyDone
    /// It succeeded, and what it stands on is another by now.
    case stale
    case recorded(TaskState)

    /// How it stands with several together: what a person has to look at comes first, and what is not scheduled does not count.
    public init(of parts: some Sequence<Standing>) {
        let parts = Set(parts)
        let urgent: [TaskState] = [
            .failed, .lost, .upstreamFailed, .cancelled, .running, .ready, .waiting,
        ]
        let isDone = !parts.isDisjoint(with: [.recorded(.succeeded), .stale, .recorded(.skipped)])
        if let state = urgent.first(where: { parts.contains(.recorded($0)) }) {
            self = .recorded(state)
        } else if parts.contains(.partlyDone) || parts.contains(.notRun) && isDone {
            self = .partlyDone
        } else {
            let rest: [Standing] = [.notRun, .stale, .recorded(.succeeded), .recorded(.skipped)]
            self = rest.first(where: parts.contains) ?? .notScheduled
        }
    }

    /// One word for it, as programs read it.
    public var word: String {
        switch self {
        case .notScheduled: "not_scheduled"
        case .notRun: "none"
        case .partlyDone: "partly_done"
        case .stale: "stale"
        case .recorded(let state): state.rawValue
        }
    }
}
