/// What a run was asked for, as it was typed: on record with the run, so that it can be prepared again by another process.
public struct RunRequest: Hashable, Sendable, Codable {
    /// The hash that names the graph that it executes.
    public var graphHash: String
    /// A datestamp or a range: `2016-04-26`, `2016-04-20..2016-04-26`.
    public var ds: String
    /// Selectors of the tasks; everything that is scheduled where there are none.
    public var only: [String] = []
    /// Selectors of tasks that are left out.
    public var exclude: [String] = []
    /// Whether it is about what failed and what waits for it; of these, only what ``only`` selects.
    public var retriesFailed = false
    /// Values of parameters: `limit`, or `cat_gifs.limit` for one pipeline alone.
    public var parameters: [String: String] = [:]
    /// The command line's layer of settings: `retries=0`.
    public var settings: [String] = []
    /// The layer below ``parameters`` and ``settings``, as it was when this was asked for.
    public var profile: Profile?
    /// Runs what is done already, too.
    public var force = false
    /// What to do about tasks that are waited for, not selected and not done: `assume`, `check` or `run`.
    public var upstream = "hold"
    /// What the first failure does to the rest: `finish`, `stop` or `cancel`.
    public var onFailure = "finish"
    /// How many tasks run at a time; as many as there are processors where it is `nil`.
    public var jobs: Int?
    /// How many datestamps of a pipeline it has under way at a time; one where it is `nil`.
    public var parallel: Int?
    public var trigger = RunTrigger.manual
    /// The user who asked.
    public var requestedBy = ""
    /// Why, in words; empty where nobody said.
    public var reason = ""
    /// What was added to it while it went on, in that order: each as a request of its own has it.
    public var additions: [RunRequest] {
        get { added ?? [] }
        set { added = newValue.isEmpty ? nil : newValue }
    }
    /// Mostly there are none, and then nothing of them stands in a row.
    private var added: [RunRequest]?

    public init(graphHash: String, ds: String) {
        self.graphHash = graphHash
        self.ds = ds
    }
}

/// What made somebody or something ask for a run.
public enum RunTrigger: String, Hashable, Sendable, Codable, CaseIterable {
    /// Somebody at a terminal, or a script.
    case manual
    /// Another program, which goes on to look after it.
    case service
    /// Somebody who says how tasks ended; see ``HandMark``. It executes nothing.
    case mark
}
