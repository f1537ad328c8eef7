public import Dataswarm
public import PipelineRecord

/// What a plan is asked for.
public struct PlanRequest: Sendable {
    public var ds: Datestamp
    public var selection: Selection
    /// Runs what is done already, too.
    public var force = false
    /// What the same run does at other datestamps and is not done with, planned before this; by ds, full names.
    public var underWay: [Datestamp: Set<String>] = [:]
    /// Whether a task is asked for at another ds in the same breath; what stands on that waits for it.
    public var isTarget: @Sendable (_ task: Int, Datestamp) -> Bool = { _, _ in false }
    public var upstream = UpstreamMode.hold
    /// Values of parameters: `limit`, or `cat_gifs.limit` for one pipeline alone.
    public var parameters: [String: String] = [:]
    /// The layer of parameters below those.
    public var profile: Profile?
    /// The settings of the profile and the command line.
    public var overrides = Settings()

    public init(ds: Datestamp, selection: Selection) {
        self.ds = ds
        self.selection = selection
    }
}

/// What to do about tasks that are waited for, were not selected and are not done.
public enum UpstreamMode: String, Sendable, CaseIterable {
    /// Runs what was asked and warns, as far as that is a matter of the same ds; what waits for another ds is held.
    case hold
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
    /// The places of the pipelines of which it is a mistake, where a plan without these would have none; else empty.
    public let pipelines: Set<Int>

    /// The same, a sentence each.
    public var problems: [String] { details.map(\.description) }

    public var description: String { problems.joined(separator: "\n") }

    /// Whether it may be otherwise for another ds of the same request.
    public var isOfItsDatestamp: Bool { details.allSatisfy { $0.code == .upstream || $0.code == .rendering } }

    public init(_ details: [Problem], of pipelines: Set<Int> = []) {
        self.details = details
        self.pipelines = pipelines
    }

    public init(_ code: Problem.Code, _ sentences: String...) {
        self.init(sentences.map { Problem(code, $0) })
    }
}
