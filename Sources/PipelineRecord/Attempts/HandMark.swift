/// The word of somebody who says how a task ended that no attempt of it tells: it was done, or undone, by other means.
///
/// On record it is an attempt that executed nothing, with this reason; and a run of its own, with who asked for it, and why.
public enum HandMark: String, Hashable, Sendable, CaseIterable {
    case succeeded
    case failed

    public var state: TaskState { self == .succeeded ? .succeeded : .failed }

    private static let beginning = "marked by "

    /// The reason on record.
    ///
    /// - Parameters:
    ///   - user: who says so.
    ///   - words: why.
    public static func reason(by user: String, because words: String) -> String {
        "\(beginning)\(user.isEmpty ? "hand" : user): \(words)"
    }

    /// Whether an attempt is no more than somebody's word.
    public static func isMark(_ attempt: AttemptRecord) -> Bool { attempt.reason.hasPrefix(beginning) }
}
