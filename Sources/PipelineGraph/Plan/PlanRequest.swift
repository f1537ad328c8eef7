public import Dataswarm
public import PipelineRecord

/// What a plan is asked for.
public struct PlanRequest: Sendable {
    public var ds: Datestamp
    public var selection: Selection
    /// Runs what is done already, too.
    public var force = false
    /// What the run has done already, where it is planned once more.
    public var earlier = EarlierWork()
    /// The claims of other runs that go on, by task.
    public var claims: [String: Claim] = [:]
    public var upstream = UpstreamMode.assume
    /// Values of parameters: `limit`, or `cat_gifs.limit` for one pipeline alone.
    public var parameters: [String: String] = [:]
    /// The command line's layer of settings.
    public var overrides = Settings()

    public init(ds: Datestamp, selection: Selection) {
        self.ds = ds
        self.selection = selection
    }
}

/// What to do about tasks that are waited for, were not selected and are not done.
public enum UpstreamMode: String, Sendable, CaseIterable {
    /// Runs what was asked, and warns.
    case assume
    /// Refuses, with the list.
    case check
    /// Adds them.
    case run
}

/// Why there is no plan: all that is wrong.
public struct PlanError: Error, Hashable, Sendable, CustomStringConvertible {
    public let details: [Problem]

    /// The same, a sentence each.
    public var problems: [String] { details.map(\.description) }

    public var description: String { problems.joined(separator: "\n") }

    public init(_ details: [Problem]) { self.details = details }

    public init(_ code: Problem.Code, _ sentences: String...) { details = sentences.map { Problem(code, $0) } }
}
