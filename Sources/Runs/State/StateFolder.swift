import Dataswarm

/// Where a driver keeps what it knows: `.dataswarm` in the package unless told otherwise.
///
/// ```
/// store.sqlite                       what happened
/// attempts/<ds>/<task>@<number>/     log, output and scratch of an attempt
/// published/<task>/<ds>/             what a task has published
/// graphs/<hash>.json                 the graphs of runs, by their hashes
/// locks/<owner>                      held by a process that executes runs, for as long as it lives
/// supervisors/<mark>                 where what keeps the attempts of a service is found again
/// ```
public struct StateFolder: Hashable, Sendable {
    /// The absolute path.
    public let path: String

    public init(path: String) { self.path = path }

    public var published: String { "\(path)/published" }
    public var locks: String { "\(path)/locks" }

    public var supervisors: String { "\(path)/supervisors" }

    public var graphs: String { "\(path)/graphs" }

    /// The file by whose lock an owner of runs shows that it is alive.
    public func lock(ofOwner id: String) -> String { "\(locks)/\(id)" }

    /// Where an attempt works.
    public func attempt(_ number: Int, of task: String, ds: String) -> String {
        "\(path)/attempts/\(ds)/\(StateFolder.name(ofAttempt: number, of: task))"
    }

    /// What the folder of an attempt is called: `task@number`.
    static func name(ofAttempt number: Int, of task: String) -> String { "\(task)@\(number)" }

    /// Whether a folder of that name is one of an attempt.
    static func isName(ofAttempt name: String) -> Bool {
        guard let at = name.lastIndex(of: "@"), at != name.startIndex else { return false }
        return Int(name[name.index(after: at)...]).map { $0 > 0 } ?? false
    }

    /// What an attempt printed.
    public func log(_ number: Int, of task: String, ds: String) -> String {
        "\(attempt(number, of: task, ds: ds))/log"
    }

    /// Where a task's output appears.
    public func destination(of task: String, ds: String) -> String { "\(published)/\(task)/\(ds)" }

    /// The folders of an attempt, as macros know them.
    func folders(of attempt: String) -> Bindings.Folders {
        Bindings.Folders(
            output: "\(attempt)/output", scratch: "\(attempt)/scratch", files: "\(attempt)/files", published: published)
    }
}
