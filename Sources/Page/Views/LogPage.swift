public import PipelineRecord

/// A log, opened at its end.
public struct LogPage: Sendable {
    public var key: TaskKey
    public var number: Int
    public var lines: [String]
    /// The size of the whole log in bytes.
    public var size: Int
    /// Where what is shown begins, in bytes.
    public var start: Int

    public init(_ key: TaskKey, number: Int, lines: [String], size: Int, start: Int) {
        (self.key, self.number, self.lines, self.size, self.start) = (key, number, lines, size, start)
    }

    public var html: HTML {
        let path = TaskPage.log(key, number)
        var page = tag(
            "h1", [:], HTML("Log of "), link(key.task, TaskPage.address(key)), HTML(" for \(key.ds), attempt \(number)")
        )
        var links = link("whole, as it is", Address("tasks", key.task, key.ds, "log", "\(number)", "raw"))
        if start > 0 {
            links += "  " + tag("a", ["href": "\(path.source)?end=\(start)"], "earlier")
        }
        page += tag(
            "p", ["class": "sub"],
            HTML("bytes \(start) to \(start + lines.reduce(0) { $0 + $1.utf8.count + 1 }) of \(size)  "), links)
        if lines.isEmpty { return page + tag("p", ["class": "empty"], "Nothing was printed.") }
        return page + tag("pre", ["tabindex": "0", "aria-label": "Log"], HTML(lines.joined(separator: "\n")))
    }
}
