/// Why the store could not do what it was asked: one sentence that says where, what, and what to do.
public struct StoreError: Error, CustomStringConvertible, Hashable, Sendable {
    /// The kinds of trouble that a caller may want to tell apart.
    public enum Kind: Hashable, Sendable {
        /// The file is no store, or not a whole one.
        case damaged
        /// The file was written by a newer version of this program.
        case newer
        /// The folder or the file cannot be made, opened, read or written.
        case unreachable
        /// The disk is full.
        case full
        /// Another program kept the store locked for longer than we wait.
        case busy
        /// The attempt that is spoken of is not on record as running.
        case notClaimed
        /// Anything else that SQLite can run into, such as a lack of memory.
        case failed
    }

    public var kind: Kind
    /// The file or the folder.
    public var path: String
    /// What is the matter with it.
    public var problem: String
    /// What to do about it.
    public var remedy: String

    public init(_ kind: Kind, _ path: String, problem: String, remedy: String) {
        self.kind = kind
        self.path = path
        self.problem = problem
        self.remedy = remedy
    }

    public var description: String { "\(path): \(problem); \(remedy)." }
}
