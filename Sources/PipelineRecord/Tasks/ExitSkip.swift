/// The skip of a task by itself: its process has said by its exit code that there is nothing to do.
///
/// On record it is known by its reason. It stands on what was executed, as a success does: see ``TaskRecord/invocation``.
public enum ExitSkip {
    private static let beginning = "exit "
    private static let end = " says that there is nothing to do"

    /// The reason on record.
    public static func reason(exit code: Int32) -> String { "\(beginning)\(code)\(end)" }

    /// The exit code that a reason names; `nil` where it is another one.
    public static func code(of reason: String) -> Int32? {
        guard reason.hasPrefix(beginning), reason.hasSuffix(end) else { return nil }
        return Int32(reason.dropFirst(beginning.count).dropLast(end.count))
    }
}

extension TaskRecord {
    /// The exit code by which the task has skipped itself; `nil` where that is not so.
    public var skippingExit: Int32? { state == .skipped ? ExitSkip.code(of: reason) : nil }
}
