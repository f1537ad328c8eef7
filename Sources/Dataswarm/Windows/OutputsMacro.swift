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
