/// A task or a group that is known by its name alone: `ingest.clean`, `ingest["clean"]`, `.task("ingest.clean")`.
///
/// Whether there is one of that name is seen when the graph is loaded.
public final class NamedTask: Node, @unchecked Sendable {
    private let named: TaskReference

    init(_ named: TaskReference, location: SourceLocation) {
        self.named = named
        super.init(name: named.name, dependencies: [], location: location, scope: nil)
    }

    override var reference: TaskReference { named }

    /// The folder that the task has published for the same ds, for a task that waits for it to read.
    public var output: OutputMacro { OutputMacro(source: named, steps: []) }

    /// The folder that the task has published for another ds, such as `ingest.load.output(at: .ds - 1.days)`.
    public func output(at ds: DatestampMacro) -> OutputMacro { OutputMacro(source: named, steps: ds.steps) }
}
