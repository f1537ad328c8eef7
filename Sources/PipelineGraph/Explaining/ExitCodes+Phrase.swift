import Dataswarm

extension ExitCodes {
    /// `exit 99, exit 100`, or `none`.
    var phrase: String { codes.isEmpty ? "none" : codes.map { "exit \($0)" }.joined(separator: ", ") }
}
