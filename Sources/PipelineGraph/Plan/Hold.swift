public import Dataswarm
public import PipelineRecord

/// Why a task that would run is held, and what lets it run.
///
/// A sentence of it names the way out: nothing is held without saying so.
public enum Hold: Hashable, Sendable, CustomStringConvertible {
    /// It waits for itself at the previous ds, which ended in that state.
    case previous(TaskState, ds: String)
    /// It waits for a task at another ds, which ended in that state, or has nothing on record.
    case other(TaskKey, TaskState?, more: Int)
    /// So many of its attempts were lost in a row that the next is likely to be, too.
    case lost(times: Int, task: String, ds: String)
    /// It has failed on as many ds in a row as `holdAfterFailures` allows.
    case failing(Streak, task: String)

    /// What holds a task back, whatever it waits for; `nil` where nothing does.
    ///
    /// - Parameters:
    ///   - settings: those of the task, all layers merged.
    ///   - record: what is on record of it for the ds.
    ///   - streak: its failures in a row; `nil` where its last end was a success.
    public static func find(
        _ task: String, ds: String, settings: Settings, record: TaskRecord?, streak: Streak?
    ) -> Hold? {
        if let record, record.lostInARow >= TaskRecord.lostLimit {
            return .lost(times: record.lostInARow, task: task, ds: ds)
        }
        if let streak, let limit = settings.holdAfterFailures, limit > 0, streak.failures >= limit {
            return .failing(streak, task: task)
        }
        return nil
    }

    /// Whether it waits for another ds.
    var isWait: Bool {
        switch self {
        case .previous, .other: true
        case .lost, .failing: false
        }
    }

    /// Why it is held.
    public var cause: String {
        switch self {
        case .previous(let state, let ds): "it is \(state.rawValue) for \(ds), the previous ds"
        case .other(let key, let state, let more):
            "'\(key.task)' \(state.map { "is \($0.rawValue)" } ?? "has not run") for \(key.ds)\(more > 0 ? ", and so it is with \(more) more" : "")"
        case .lost(let times, _, _): "it was lost \(times) times in a row"
        case .failing(let streak, _): "it \(streak.phrase)"
        }
    }

    /// What lets it run.
    public var remedy: String {
        switch self {
        case .previous: "run that ds first, or say --force"
        case .other(let key, _, let more):
            more > 0
                ? "--upstream run adds what is missing, --force runs it without"
                : "'driver --ds \(key.ds) --only \(key.task)' runs that, --upstream run adds it"
        case .lost(_, let task, let ds): "'driver clear \(task) --ds \(ds)' or --force lets it run again"
        case .failing(_, let task): "'driver release \(task)' or --force lets it run again"
        }
    }

    public var description: String { "\(cause); \(remedy)" }
}
