public import PipelineRecord

/// Tasks by datestamps: a row a task, in the order of the graph, and a column a ds, the latest to the right.
public struct GridPage: Sendable {
    public struct Row: Sendable {
        /// The name within the pipeline.
        public var name: String
        public var task: String
        /// By column; `nil` where nothing is on record.
        public var states: [TaskState?]
        /// Whether the pipeline's schedule includes the ds, by column.
        public var isWanted: [Bool]

        public init(_ name: String, task: String, states: [TaskState?], isWanted: [Bool]) {
            (self.name, self.task, self.states, self.isWanted) = (name, task, states, isWanted)
        }
    }

    public var title: String
    public var select: String
    public var datestamps: [String]
    public var pipelines: [(name: String, rows: [Row])]
    /// The last ds of the columns before, and of those behind; `nil` where there are none.
    public var earlier: String?
    public var later: String?
    /// How many tasks are left out.
    public var more = 0

    public init(
        _ title: String, select: String, datestamps: [String], pipelines: [(name: String, rows: [Row])],
        earlier: String?, later: String?
    ) {
        (self.title, self.select, self.datestamps, self.pipelines) = (title, select, datestamps, pipelines)
        (self.earlier, self.later) = (earlier, later)
    }

    public var html: HTML {
        func turn(_ words: String, _ to: String?) -> HTML {
            to.map { link(words, Address("grid", query: ["select": select, "to": $0])) + "  " } ?? .nothing
        }
        var page = tag("h1", [:], HTML(title))
        page += tag("p", ["class": "sub"], turn("earlier", earlier), turn("later", later))
        if pipelines.isEmpty { return page + tag("p", ["class": "empty"], "Nothing is selected.") }
        let head = datestamps.map { tag("th", ["scope": "col"], HTML($0)) }
        var body: [HTML] = []
        for pipeline in pipelines {
            body.append(
                tag(
                    "tr", ["class": "group"],
                    tag("th", ["scope": "rowgroup", "colspan": "\(datestamps.count + 1)"], HTML(pipeline.name))))
            body += pipeline.rows.map(row)
        }
        page += tag(
            "div", ["class": "scroll"],
            tag(
                "table", ["class": "grid", "aria-label": "Tasks by datestamps"],
                tag("thead", [:], tag("tr", [:], tag("td", [:], .nothing), head.joined())),
                tag("tbody", [:], body.joined("\n"))))
        if more > 0 { page += tag("p", [:], HTML("and \(more) more tasks: select fewer to see them")) }
        let marks = [TaskState.succeeded, .running, .waiting, .failed, .upstreamFailed, .skipped, .cancelled, .lost]
        return page
            + tag("p", ["class": "sub"], (marks.map { StateMark($0).html } + [StateMark(nil).html]).joined("  "))
    }

    private func row(_ row: Row) -> HTML {
        let cells = zip(datestamps, zip(row.states, row.isWanted)).map { ds, cell -> HTML in
            let mark = StateMark(cell.0)
            if cell.0 == nil, !cell.1 { return tag("td", [:], .nothing) }
            let key = TaskKey(row.task, ds: ds)
            let words = "\(row.task) for \(ds): \(mark.word)"
            return tag(
                "td", ["class": mark.style],
                tag(
                    "a", ["href": TaskPage.address(key).source, "title": words, "aria-label": words],
                    HTML(mark.symbol)))
        }
        return tag("tr", [:], tag("th", ["scope": "row"], HTML(row.name)), cells.joined())
    }
}
