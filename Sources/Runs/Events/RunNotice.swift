public import PipelineGraph
public import PipelineRecord

/// Something that the reader should know, before a run takes up a ds or while it goes on.
public enum RunNotice: Hashable, Sendable {
    /// The task was running when its owner was gone.
    case lost(TaskRecord)
    /// What an earlier run has left is destroyed first.
    case leftover(resource: String, run: Int64)
    /// Tasks run again because an earlier run was given other values.
    case changedValues(ChangedValues)
    /// Whatever else speaks for a second look; a sentence.
    case warning(String)
}
