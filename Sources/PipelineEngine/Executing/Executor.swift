public import Dataswarm

/// Does the work of attempts: on this machine, on a cluster, or in a test's imagination.
///
/// The engine decides and an executor does: it knows processes and probes, and nothing of graphs, retries or stores.
public protocol Executor: Sendable {
    /// Executes an attempt from its beginning to its end, and publishes its output where it succeeds.
    ///
    /// Cancelling the calling task asks for an end: the executor terminates what runs, waits for the attempt's grace, kills,
    /// and returns only once every process of the attempt is gone.
    func execute(_ attempt: Attempt) async -> AttemptEnd

    /// Looks once whether what a probe waits for is there. The same holds for cancelling.
    func check(_ condition: RenderedProbe.Condition, for attempt: Attempt) async -> ProbeAnswer

    /// Kills at once all that is under way, whatever grace it had.
    func hurry()
}

/// One try of one task, with all that an executor needs to know.
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

/// How an attempt ended.
public enum AttemptEnd: Hashable, Sendable {
    /// Its process exited; 0 is success, and its output is published.
    case exited(Int32)
    /// Its process was ended by a signal.
    case signalled(Int32)
    /// The system killed it for want of memory.
    case outOfMemory
    /// It was ended because the calling task was cancelled; nothing was published.
    case endedOnRequest
    /// It could not be started, or its output could not be published; the sentence says why.
    case impossible(String)
    /// Nobody knows how it ended, for what kept it was gone; no process of it is left, and the sentence says what happened.
    case lost(String)
}

/// What a probe found.
public enum ProbeAnswer: Hashable, Sendable {
    case yes
    case notYet
    /// The question itself failed; the sentence says how, and `end` how its process ended where it had one.
    case failed(String, end: AttemptEnd? = nil)
    /// Nobody knows the answer, for what kept the process that was asked is gone; the sentence says what happened.
    case lost(String)
}
