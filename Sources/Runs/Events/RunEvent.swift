import Dataswarm
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
