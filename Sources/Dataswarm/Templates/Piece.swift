/// One piece of a symbolic text: literal text, or a macro that is rendered when a plan is made.
public enum Piece: Hashable, Sendable {
    /// The author's own text, or a whole number.
    case text(String)
    /// Text that is only known to the program that describes the graph, such as a table's name in a variable.
    case free(String)
    /// The ds after some steps, in a format.
    case datestamp([DatestampStep], DatestampFormat)
    /// What names the task's work for a ds, the same for each attempt: `cat_gifs.dump@2016-04-26`.
    case runKey
    /// The folder that is published when the attempt succeeds.
    case output
    /// A folder for the attempt's own use.
    case scratch
    /// The path of a file that the invocation brings along.
    case file(String)
    /// The folder that another task has published.
    case outputOf(TaskReference, steps: [DatestampStep])
    /// The folders that another task has published for the datestamps of a window.
    case outputsOf(TaskReference, DatestampWindow)
    /// A typed parameter's value, set by `--set name=value`.
    case parameter(ParameterDeclaration)
}

/// A task as a piece of text names it.
public struct TaskReference: Hashable, Sendable {
    /// Its pipeline; `nil` where it was written outside of all, and so belongs to the one that lists it.
    public let pipeline: String?
    public let name: String

    public init(pipeline: String?, name: String) {
        self.pipeline = pipeline
        self.name = name
    }

    /// The name by which the whole graph knows it: `pipeline.task`.
    public var fullName: String { pipeline.map { "\($0).\(name)" } ?? name }
}

/// One step from a ds to another.
public enum DatestampStep: Hashable, Sendable {
    case shift(DatestampShift)
    case start(CalendarUnit)
    case end(CalendarUnit)
}

/// The language that a text is written in, which says how a path in it is spelled.
public enum Language: String, Hashable, Sendable, CaseIterable {
    /// A path stands as it is.
    case plain
    /// A path is quoted as a word of a POSIX shell, where it needs to be.
    case shell
    /// A path is a string literal: `'it''s/here'`.
    case sql
    /// No path may stand in it: a program in Python finds it in its environment or among its arguments.
    case python
    /// No path may stand in it, because how it is spelled there is not known.
    case other
}
