public import PipelineRecord

/// A task for a ds: why it is where it is, what it executes, its attempts, and the end of its log.
public struct TaskPage: Sendable {
    public struct Attempt: Sendable {
        public var key: TaskKey
        public var number: Int
        public var state: TaskState
        public var run: Int64
        public var began: String
        public var took: String
        public var words: String

        public init(
            _ key: TaskKey, number: Int, state: TaskState, run: Int64, began: String, took: String, words: String
        ) {
            (self.key, self.number, self.state, self.run) = (key, number, state, run)
            (self.began, self.took, self.words) = (began, took, words)
        }

        var row: [HTML] {
            [
                link("\(number)", TaskPage.log(key, number)), StateMark(state).html,
                link("\(run)", Address("runs", "\(run)")), HTML(began), HTML(took), HTML(words),
            ]
        }
    }

    static let columns = ["attempt", "state", "run", "began", "took", "how it ended"]

    static func address(_ key: TaskKey) -> Address { Address("tasks", key.task, key.ds) }
    static func log(_ key: TaskKey, _ number: Int) -> Address { Address("tasks", key.task, key.ds, "log", "\(number)") }

    public var key: TaskKey
    public var state: TaskState?
    /// What `driver why` says.
    public var why: [String]
    /// What `driver explain` says.
    public var explanation: [String]
    public var attempts: [Attempt]
    public var log: [String]

    public init(
        _ key: TaskKey, _ state: TaskState?, why: [String], explanation: [String], attempts: [Attempt], log: [String]
    ) {
        (self.key, self.state, self.why, self.explanation) = (key, state, why, explanation)
        (self.attempts, self.log) = (attempts, log)
    }

    public var html: HTML {
        let around = tag(
            "p", ["class": "sub"],
            link("all datestamps", Address("grid", query: ["select": key.task])), "  ",
            link("what it waits for", Address("graph", query: ["select": "+\(key.task)"])), "  ",
            link("what waits for it", Address("graph", query: ["select": "\(key.task)+"])))
        var page = tag("h1", [:], HTML("\(key.task) for \(key.ds) "), StateMark(state).html) + around
        page += tag("h2", [:], "Why") + tag("pre", [:], HTML(why.joined(separator: "\n")))
        if !log.isEmpty {
            page += tag("h2", [:], "End of the log") + tag("pre", [:], HTML(log.joined(separator: "\n")))
        }
        page += tag("h2", [:], "Attempts")
        page +=
            Table(
                caption: "Attempts", columns: TaskPage.columns, rows: attempts.map(\.row),
                empty: "It was never started."
            ).html
        page += tag("h2", [:], "Settings and command") + tag("pre", [:], HTML(explanation.joined(separator: "\n")))
        return page
    }
}
