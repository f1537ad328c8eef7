/// A task, a group or a pipeline at other datestamps than that of the task which waits for it.
///
/// ```swift
/// let week = clean.last(7)
/// Task("average", Shell("average \(week.outputs) > \(.output)/average.tsv"), depList: [week])
/// ```
public final class TaskWindow: Node, @unchecked Sendable {
    /// Which datestamps.
    public let window: DatestampWindow
    /// What is waited for at each of them.
    public var target: Node { dependencies[0] }

    init(_ target: Node, _ window: DatestampWindow) {
        self.window = window
        super.init(name: target.name, dependencies: [target], location: target.location, scope: nil)
    }

    /// The same without the datestamps for which the other is not scheduled: before its start, after its end, or between.
    ///
    /// Where that is not said, such a datestamp is a mistake, and so is one that leaves the calendar.
    public var clipped: TaskWindow {
        var window = window
        window.isClipped = true
        return TaskWindow(target, window)
    }

    /// The same over time zones, matched by time: `ingest.clean.each(.hour).byTime` are the hours that begin in the day.
    ///
    /// Of the hours of UTC a day in Berlin has 24, 23 when the clocks skip one there, and 25 when they show one twice. It is said of
    /// ``Datestamped/each(_:of:)`` and ``Datestamped/containing(_:of:)``.
    public var byTime: TaskWindow { matched(by: .time) }

    /// The same over time zones, matched by name: `ingest.clean.each(.hour).byName` are the hours 00 to 23 that are called after the
    /// day, whatever time that is elsewhere.
    public var byName: TaskWindow { matched(by: .name) }

    private func matched(by matching: DatestampWindow.Matching) -> TaskWindow {
        var window = window
        window.matching = matching
        return TaskWindow(target, window)
    }

    /// The folders that the task has published for the datestamps of the window, oldest first.
    ///
    /// In a script they are words of the shell, in a query a list of string literals, in an argument as many arguments, and
    /// elsewhere lines. How many there are may depend on the ds; a window that is clipped may have none.
    public var outputs: OutputsMacro { OutputsMacro(source: target.reference, window: window) }

    /// The folder that the task has published, of a window that has a single datestamp.
    public var output: OutputsMacro { outputs }
}

extension TaskWindow {
    /// The same window, seen from another datestamp: `clean.last(7).at(.ds - 1.days)` ends with the day before.
    public func at(_ ds: DatestampMacro) -> TaskWindow {
        var window = window
        window.steps = ds.steps + window.steps
        return TaskWindow(target, window)
    }
}
