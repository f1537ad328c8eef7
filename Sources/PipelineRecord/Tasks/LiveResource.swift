/// A resource that is on record as live: its creation was begun, and no destruction of it has succeeded since.
public struct LiveResource: Hashable, Sendable {
    /// The resource's full name, such as `cat_gifs.scratch_db`.
    public var name: String
    public var ds: String
    /// The run that began to create it.
    public var run: Int64
    /// When that was, in milliseconds since 1970.
    public var since: Int64
    /// What created it. A run keeps what it has created by its claim on this, until it has destroyed it or come to its end.
    public var creation: TaskKey { TaskKey("\(name).create", ds: ds) }
    /// What its creation executes: the lines of ``InvocationRecord``; `nil` where it executes nothing.
    public var invocation: String?

    public init(name: String, ds: String, run: Int64, since: Int64, invocation: String? = nil) {
        self.name = name
        self.ds = ds
        self.run = run
        self.since = since
        self.invocation = invocation
    }
}
