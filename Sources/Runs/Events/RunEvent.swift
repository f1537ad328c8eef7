public import PipelineGraph
public import PipelineRecord

/// Something that happens in a run, told after it is on record. Moments are in milliseconds since 1970.
public enum RunEvent: Sendable {
    /// The run is on record, and goes on.
    case began(RunBeginning)
    /// The run takes up a ds.
    case planned(PlannedDatestamp)
    /// An attempt begins.
    case attemptBegan(TaskKey, number: Int, at: Int64)
    /// An attempt has ended; what becomes of the task is told by itself.
    case attemptEnded(TaskKey, number: Int, AttemptOutcome, AttemptMeasures?, at: Int64)
    /// A task has changed: it has settled, or waits for a retry.
    case taskChanged(TaskKey, TaskState, reason: String, at: Int64)
    /// A task waits for what others have.
    case waits(TaskKey, Obstruction, at: Int64)
    /// A task is done, for another run has done it meanwhile.
    case tookOver(TaskKey, run: Int64?, at: Int64)
    /// Something that the reader should know has come up while the run goes on.
    case noticed(RunNotice)
    /// There is nothing to do for a ds, and that is as it should be.
    case nothingToDo(ds: String, words: String)
    /// A later ds cannot be planned.
    case planFailed(ds: String, problems: [Problem])
    /// All of a ds has come to an end.
    case datestampEnded(RunSummary)
    case ended(RunSummary)
    /// The record can no longer be kept: nothing more will be told.
    case broke
}

/// Who hears what happens in a run. It is called in the order of the events, and never by two at a time for one run.
public protocol RunListener: Sendable {
    func hear(_ event: RunEvent)
}

/// What is known of a run when it begins.
public struct RunBeginning: Sendable {
    public var run: Int64
    public var request: RunRequest
    /// Whether another process had begun it.
    public var isResumed: Bool
    public var time: Int64
}

/// A ds that a run takes up.
public struct PlannedDatestamp: Sendable {
    public var run: Int64
    public var ds: String
    /// How many tasks and steps of resources are to run.
    public var runCount: Int
    /// How many of these are steps of resources.
    public var stepCount: Int
    /// How many tasks are done already.
    public var skipCount: Int
    /// What the reader should know.
    public var notices: [RunNotice]
    public var time: Int64
}

/// What a task waits for that others have.
public enum Obstruction: Hashable, Sendable {
    /// Another run has claimed the task, since a moment.
    case run(Int64, since: Int64)
    /// Other runs have the slots of a pool, or stand before it.
    case pool(String, runs: Set<Int64>)

    /// As a sentence has it.
    public var phrase: String {
        switch self {
        case .run(let run, _): "run \(run), which has claimed it"
        case .pool(let pool, let runs) where runs.isEmpty: "a slot of the pool \(pool)"
        case .pool(let pool, let runs):
            "a slot of the pool \(pool), which \(runs.count == 1 ? "run" : "runs") "
                + runs.sorted().prefix(3).map(String.init).joined(separator: ", ")
                + (runs.count > 3 ? " and more" : "") + " \(runs.count == 1 ? "has" : "have")"
        }
    }
}
