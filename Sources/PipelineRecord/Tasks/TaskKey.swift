/// What names a piece of work: a task for a ds.
public struct TaskKey: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The task's full name.
    public var task: String
    public var ds: String

    public init(_ task: String, ds: String) {
        self.task = task
        self.ds = ds
    }

    /// As a sentence has it, and as `DATASWARM_RUN_KEY` does: `cat_gifs.dump@2016-04-26`.
    public var description: String { "\(task)@\(ds)" }

    /// By ds, and then by name.
    public static func < (first: TaskKey, second: TaskKey) -> Bool {
        (first.ds, first.task) < (second.ds, second.task)
    }
}
