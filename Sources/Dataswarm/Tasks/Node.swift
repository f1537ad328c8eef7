/// What a task can wait for: a ``Task``, a ``Group``, a ``Pipeline``, any of them at other datestamps, or the same task of the
/// previous ds.
public class Node: @unchecked Sendable {
    /// The name: letters, digits, `_`, `-` and `.`; unique in its pipeline.
    public let name: String
    /// Where it is declared.
    public let location: SourceLocation
    /// What it waits for.
    public var dependencies: [Node] { _dependencies }

    /// What it uses itself; see ``Resource``.
    public var uses: [Resource] { _uses.map { Resource(anchor: $0) } }

    /// A group's members that stand in its closure as statements; a group in it is a member too.
    var statements: [Node] { _statements }

    var anchors: [ResourceAnchor] { _uses }

    let scope: Scope?
    // Only ever written by `deinit`, when nothing else can see them; that is why the class is safe to share.
    private var _dependencies: [Node]
    private var _statements: [Node]
    private var _uses: [ResourceAnchor]

    init(
        name: String, dependencies: [Node], uses: [Resource] = [], statements: [Node] = [], location: SourceLocation,
        scope: Scope? = Scope.current
    ) {
        self.name = name
        self.location = location
        self.scope = scope
        self._dependencies = dependencies
        self._statements = statements
        self._uses = uses.map(\.anchor)
        scope?.note(self)
    }

    /// Releases a long chain link by link: the compiler's own way is recursive, and a chain of 100,000 tasks would
    /// overflow the stack.
    deinit {
        var pending = takeLinks()
        while var node = pending.popLast() {
            if isKnownUniquelyReferenced(&node) { pending += node.takeLinks() }
        }
    }

    private func takeLinks() -> [Node] {
        defer { (_dependencies, _statements, _uses) = ([], [], []) }
        return _dependencies + _statements + _uses
    }

    /// How other places name it.
    var reference: TaskReference { TaskReference(pipeline: scope?.pipelineName, name: name) }
}

extension Node {
    /// A task of another pipeline, by its full name, such as `.task("cat_gifs.dump")`, for the same ds.
    ///
    /// Where the other pipeline is at hand, prefer its handle: `catGIFs.dump`.
    public static func task(_ fullName: String, file: String = #fileID, line: Int = #line) -> NamedTask {
        NamedTask(TaskReference(pipeline: nil, name: fullName), location: SourceLocation(file: file, line: line))
    }

    /// The same task for the previous ds: a day, hour or month earlier, as the ds is.
    ///
    /// Dataswarm and Airflow call this `depends_on_past`. Before the schedule's start there is nothing to wait for.
    public static var previous: Node { PreviousRun() }
}

/// The same task at the previous ds.
final class PreviousRun: Node, @unchecked Sendable {
    init() {
        super.init(name: "", dependencies: [], location: SourceLocation(file: "", line: 0), scope: nil)
    }
}
