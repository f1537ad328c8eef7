/// What a run has done of a ds before the process was gone that executed it, as far as the rest of it is planned anew.
public struct EarlierWork: Hashable, Sendable {
    /// The tasks that it has done. Whatever else speaks for it, they are not repeated.
    public var done: Set<String> = []
    /// The tasks that it has begun: it was about them, whatever its selectors would say by now.
    public var begun: Set<String> = []
    /// The resources that it has begun to create and has not destroyed: it does so, even if nothing needs them any more.
    public var resources: Set<String> = []

    /// None.
    public init() {}
}
