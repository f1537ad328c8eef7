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

    /// The folders that the task has published for the datestamps of the window, oldest first.
    ///
    /// In a script they are words of the shell, in a query a list of string literals, in an argument as many arguments, and
    /// elsewhere lines. How many there are may depend on the ds; a window that is clipped may have none.
    public var outputs: OutputsMacro { OutputsMacro(source: target.reference, window: window) }

    /// The folder that the task has published, of a window that has a single datestamp.
    public var output: OutputsMacro { outputs }
}

/// The folders that a task has published for the datestamps of a window; see ``TaskWindow/outputs``.
public struct OutputsMacro: Macro, Sendable {
    let source: TaskReference
    let window: DatestampWindow

    public var piece: Piece { .outputsOf(source, window) }
}

extension Argument {
    /// An argument for each datestamp of a window: `.each(week) { "--in=\($0)/flights.db" }`.
    ///
    /// - Parameter argument: is given the folder of each.
    public static func each(_ window: TaskWindow, _ argument: (OutputsMacro) -> Argument) -> Argument {
        argument(window.outputs)
    }
}

extension TaskWindow {
    /// The same window, seen from another datestamp: `clean.last(7).at(.ds - 1.days)` ends with the day before.
    public func at(_ ds: DatestampMacro) -> TaskWindow {
        var window = window
        window.steps = ds.steps + window.steps
        return TaskWindow(target, window)
    }
}

/// What can be waited for at other datestamps: a task, a group, a pipeline.
public protocol Datestamped: Node {}

extension Task: Datestamped {}
extension Group: Datestamped {}
extension NamedTask: Datestamped {}
extension Pipeline: Datestamped {}

extension Datestamped {
    /// It at another datestamp, such as `clean.at(.ds - 1.days)`.
    public func at(_ ds: DatestampMacro) -> TaskWindow { TaskWindow(self, DatestampWindow(.one, from: ds.steps)) }

    /// It at the last so many datestamps, of which the last is the task's own: `clean.last(7)` is ds-6 to ds.
    ///
    /// - Parameters:
    ///   - count: from 1 to 100,000 days, hours or months, as the ds is.
    ///   - end: the last of them.
    public func last(_ count: Int, through end: DatestampMacro = .ds) -> TaskWindow {
        TaskWindow(self, DatestampWindow(.last(count), from: end.steps))
    }

    /// It at all datestamps from the first of the week, month, quarter or year: `days.since(.month)`.
    ///
    /// - Parameter end: the last of them.
    public func since(_ unit: CalendarUnit, through end: DatestampMacro = .ds) -> TaskWindow {
        TaskWindow(self, DatestampWindow(.since(unit), from: end.steps))
    }

    /// It at all datestamps that lie in the task's own, of a pipeline that runs more often: `ingest.clean.each(.hour)`.
    ///
    /// - Parameters:
    ///   - granularity: that of the other pipeline.
    ///   - ds: in what they lie.
    public func each(_ granularity: Datestamp.Granularity, of ds: DatestampMacro = .ds) -> TaskWindow {
        TaskWindow(self, DatestampWindow(.each(granularity), from: ds.steps))
    }

    /// It at the datestamp that the task's own lies in, of a pipeline that runs less often: `rates.containing(.month)`.
    ///
    /// - Parameters:
    ///   - granularity: that of the other pipeline.
    ///   - ds: what lies in it.
    public func containing(_ granularity: Datestamp.Granularity, of ds: DatestampMacro = .ds) -> TaskWindow {
        TaskWindow(self, DatestampWindow(.containing(granularity), from: ds.steps))
    }
}
