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
