public import Dataswarm

/// One try of one task, with all that a launcher needs to know.
public struct Attempt: Hashable, Sendable {
    /// The task's full name.
    public var task: String
    public var ds: String
    /// Counted from 1, over all runs.
    public var number: Int
    /// The same for every attempt of the task for the ds.
    public var runKey: String
    /// What to execute; a probe's process comes with its condition instead.
    public var process: RenderedProcess?
    /// The attempt's own folder: `log`, `output`, `scratch` and `files` are in it.
    public var folder: String
    /// Where its output is published when it succeeds.
    public var destination: String
    /// What all tasks have published.
    public var published: String
    /// How long a process that is asked to end may take before it is killed.
    public var grace: Duration

    public init(
        task: String, ds: String, number: Int, runKey: String, process: RenderedProcess?, folder: String,
        destination: String, published: String, grace: Duration
    ) {
        self.task = task
        self.ds = ds
        self.number = number
        self.runKey = runKey
        self.process = process
        self.folder = folder
        self.destination = destination
        self.published = published
        self.grace = grace
    }

    public var logPath: String { "\(folder)/log" }
    public var outputPath: String { "\(folder)/output" }
    public var scratchPath: String { "\(folder)/scratch" }
    public var filesPath: String { "\(folder)/files" }
}
