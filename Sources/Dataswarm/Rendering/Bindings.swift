/// What macros stand for in one attempt, or in a plan: the ds, the parameters and the folders.
public struct Bindings: Sendable {
    /// What the run is for.
    public var ds: Datestamp
    /// The task's full name.
    public var task: String
    /// The values of parameters that are not at their default, by name.
    public var parameters: [String: String]
    /// The folders.
    public var folders: Folders
    /// The datestamps of a window that a task is scheduled for, by its full name; all of them, unless told.
    public var schedule: (@Sendable (_ task: String, DatestampWindow, Datestamp) throws(RenderingError) -> [Datestamp])?

    public init(ds: Datestamp, task: String, parameters: [String: String] = [:], folders: Folders = .symbolic) {
        self.ds = ds
        self.task = task
        self.parameters = parameters
        self.folders = folders
    }

    /// The datestamps of a window, oldest first.
    func datestamps(of window: DatestampWindow, _ task: TaskReference) throws(RenderingError) -> [Datestamp] {
        if let schedule { return try schedule(task.fullName, window, ds) }
        if window.matching == .time {
            throw RenderingError(
                "which datestamps \(window.spelled(of: task.fullName)) has is told by the rules of time zones, which driver alone reads: 'driver plan' shows them."
            )
        }
        do { return Array(try window.range(from: ds)) } catch { throw RenderingError(error.description) }
    }

    /// What names the task's work for the ds, the same for each attempt.
    public var runKey: String { "\(task)@\(ds)" }

    /// Where an attempt finds its folders.
    public struct Folders: Hashable, Sendable {
        /// What the attempt writes to be published.
        public var output: String
        /// For its own use.
        public var scratch: String
        /// The files that its invocation brings along.
        public var files: String
        /// What all tasks have published: `<task>/<ds>` in it.
        public var published: String
        /// Whether the paths are names of variables, which no language quotes.
        public let isSymbolic: Bool

        public init(output: String, scratch: String, files: String, published: String) {
            self.output = output
            self.scratch = scratch
            self.files = files
            self.published = published
            self.isSymbolic = false
        }

        private init() {
            output = "$DATASWARM_OUTPUT"
            scratch = "$DATASWARM_SCRATCH"
            files = "$DATASWARM_SCRATCH"
            published = "$DATASWARM_PUBLISHED"
            isSymbolic = true
        }

        /// The variables that an attempt finds its folders in.
        ///
        /// A plan is printed and compared with these, so that it does not depend on where the state is kept.
        public static let symbolic = Folders()
    }
}

/// A macro that has no value.
public struct RenderingError: Error, Hashable, Sendable, CustomStringConvertible {
    /// One sentence: what is wrong and what to do instead.
    public let description: String

    public init(_ description: String) { self.description = description }
}
