/// Why a task that would run is held, and what lets it run.
public enum Hold: Hashable, Sendable, CustomStringConvertible {
    /// It waits for itself at the previous ds, which ended in that state.
    case previous(TaskState, ds: String)
    /// So many of its attempts were lost in a row that the next is likely to be, too.
    case lost(times: Int, task: String, ds: String)

    /// Why it is held.
    public var cause: String {
        switch self {
        case .previous(let state, let ds): "it is \(state.rawValue) for \(ds), the previous ds"
        case .lost(let times, _, _): "it was lost \(times) times in a row"
        }
    }

    /// What lets it run.
    public var remedy: String {
        switch self {
        case .previous: "run that ds first, or say --force"
        case .lost(_, let task, let ds): "'driver clear \(task) --ds \(ds)' or --force lets it run again"
        }
    }

    public var description: String { "\(cause); \(remedy)" }
}
