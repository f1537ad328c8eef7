import PipelineRecord

/// What ran and runs, the newest first.
public struct RunsPage: Sendable {
    public struct Run: Sendable {
        public var number: Int64
        public var state: String
        public var ds: String
        public var what: String
        public var who: String
        public var began: String
        public var took: String

        public init(
            _ number: Int64, state: String, ds: String, what: String, who: String, began: String, took: String
        ) {
            (self.number, self.state, self.ds, self.what) = (number, state, ds, what)
            (self.who, self.began, self.took) = (who, began, took)
        }

        var row: [HTML] {
            let mark = TaskState(rawValue: state).map { StateMark($0).html } ?? HTML(state)
            return [
                link("\(number)", Address("runs", "\(number)")), mark, HTML(ds), HTML(what), HTML(who), HTML(began),
                HTML(took),
            ]
        }
    }

    static let columns = ["run", "state", "ds", "what", "who", "began", "took"]

    public var runs: [Run]
    /// Where the page after this one begins; `nil` on the last.
    public var next: Int64?

    public init(_ runs: [Run], next: Int64?) { (self.runs, self.next) = (runs, next) }

    public var html: HTML {
        var page = tag("h1", [:], "Runs")
        page +=
            Table(caption: "Runs", columns: RunsPage.columns, rows: runs.map(\.row), empty: "Nothing has run yet.").html
        if let next { page += tag("p", [:], link("older", Address("runs", query: ["before": "\(next)"]))) }
        return page
    }
}

/// One run, with what it has done.
public struct RunPage: Sendable {
    public var run: RunsPage.Run
    /// The command that asked for it.
    public var command: String
    public var reason: String
    public var attempts: [TaskPage.Attempt]

    public init(_ run: RunsPage.Run, command: String, reason: String, attempts: [TaskPage.Attempt]) {
        (self.run, self.command, self.reason, self.attempts) = (run, command, reason, attempts)
    }

    public var html: HTML {
        var page = tag("h1", [:], HTML("Run \(run.number)"))
        page += Table(caption: "The run", columns: RunsPage.columns, rows: [run.row], empty: "").html
        page += tag("pre", [:], HTML(command))
        if !reason.isEmpty { page += tag("p", [:], HTML(reason)) }
        page += tag("h2", [:], "Attempts")
        page +=
            Table(
                caption: "Attempts", columns: ["task", "ds"] + TaskPage.columns,
                rows: attempts.map { [link($0.key.task, TaskPage.address($0.key)), HTML($0.key.ds)] + $0.row },
                empty: "It has started nothing."
            ).html
        return page
    }
}
