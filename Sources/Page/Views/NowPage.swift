public import PipelineRecord

/// What needs somebody, in the order in which that is looked at at night: what broke, and behind how few causes; what waits
/// and why; what goes on; what comes next.
public struct NowPage: Sendable {
    /// A cause, with all that waits for it.
    public struct Incident: Sendable {
        public var key: TaskKey
        public var state: TaskState
        public var reason: String
        public var since: String
        /// How many tasks were not started because of it, and of how many pipelines.
        public var behind: (tasks: Int, pipelines: Int)
        public var log: [String]

        public init(
            _ key: TaskKey, _ state: TaskState, reason: String, since: String, behind: (tasks: Int, pipelines: Int),
            log: [String]
        ) {
            (self.key, self.state, self.reason, self.since) = (key, state, reason, since)
            (self.behind, self.log) = (behind, log)
        }
    }

    /// A ds of a pipeline that is due and not done, or comes next.
    public struct Slot: Sendable {
        public var pipeline: String
        public var ds: String
        public var due: String
        public var words: String

        public init(_ pipeline: String, ds: String, due: String, words: String) {
            (self.pipeline, self.ds, self.due, self.words) = (pipeline, ds, due, words)
        }
    }

    public var incidents: [Incident] = []
    /// How many more incidents there are.
    public var more = 0
    public var waiting: [Slot] = []
    public var paused: [(name: String, words: String)] = []
    public var running: [RunsPage.Run] = []
    public var next: [Slot] = []

    public init() {}

    public var html: HTML {
        var page = tag("h1", [:], HTML(headline))
        for incident in incidents { page += NowPage.card(incident) }
        if more > 0 {
            page += tag("p", [:], link("and \(more) more", Address("grid", query: ["select": "state:failed"])))
        }
        page += section(
            "Due, and not started",
            Table(
                caption: "Due, and not started", columns: ["pipeline", "ds", "due", "why"],
                rows: waiting.map(NowPage.row), empty: "Nothing that is due waits."))
        page += section(
            "Running",
            Table(
                caption: "Running", columns: RunsPage.columns, rows: running.map(\.row), empty: "Nothing runs."))
        if !paused.isEmpty {
            page += section(
                "Paused",
                Table(
                    caption: "Paused", columns: ["what", "why"], rows: paused.map { [HTML($0.name), HTML($0.words)] },
                    empty: ""))
        }
        page += section(
            "Next",
            Table(
                caption: "Next", columns: ["pipeline", "ds", "due", ""], rows: next.map(NowPage.row),
                empty: "Nothing is scheduled."))
        return page
    }

    private var headline: String {
        let count = incidents.count + more
        return count == 0 ? "Nothing is broken" : count == 1 ? "One thing is broken" : "\(count) things are broken"
    }

    private func section(_ title: String, _ table: Table) -> HTML { tag("h2", [:], HTML(title)) + table.html }

    private static func row(_ slot: Slot) -> [HTML] {
        [
            link(slot.pipeline, Address("grid", query: ["select": "pipeline:\(slot.pipeline)"])), HTML(slot.ds),
            HTML(slot.due), HTML(slot.words),
        ]
    }

    private static func card(_ incident: Incident) -> HTML {
        let behind = incident.behind
        let words =
            behind.tasks == 0
            ? "Nothing else waits for it."
            : "\(behind.tasks) \(behind.tasks == 1 ? "task waits" : "tasks wait") behind it in \(behind.pipelines) \(behind.pipelines == 1 ? "pipeline" : "pipelines")."
        let log = incident.log.isEmpty ? HTML.nothing : tag("pre", [:], HTML(incident.log.joined(separator: "\n")))
        return tag(
            "section", ["class": "card"],
            tag(
                "p", [:], StateMark(incident.state).html, " ",
                tag("b", [:], link(incident.key.task, TaskPage.address(incident.key))),
                HTML(" for \(incident.key.ds), \(incident.since)")),
            tag("p", [:], HTML(incident.reason)), tag("p", ["class": "sub"], HTML(words)), log)
    }
}
