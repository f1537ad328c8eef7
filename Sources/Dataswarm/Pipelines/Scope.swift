import Synchronization

/// Where a task is created: the pipeline or the group whose closure is being evaluated.
///
/// A task names its dependencies by handle, and only the ends of a pipeline stand as statements. What an end depends on
/// belongs to the pipeline or the group in whose closure it was written, and that is what a scope remembers.
final class Scope: Sendable {
    /// The pipeline whose closure it is; `nil` for a group's.
    private let pipeline: String?
    private let parent: Scope?
    /// The nodes that were made in the closure of a pipeline, groups' closures in it included.
    private let made = Mutex<[Node]>([])

    /// The closure of a pipeline.
    init(pipeline: String) {
        self.pipeline = pipeline
        self.parent = nil
    }

    /// The closure of a group, in that of a pipeline or of another group, or in none.
    init(parent: Scope?) {
        self.pipeline = nil
        self.parent = parent
    }

    /// The innermost closure under evaluation; `nil` outside all of them.
    @TaskLocal static var current: Scope?

    /// The outermost closure that this one lies in.
    var root: Scope {
        var scope = self
        while let parent = scope.parent { scope = parent }
        return scope
    }

    /// Takes note of a node that is made in it.
    func note(_ node: Node) {
        let root = root
        if root.pipeline != nil { root.made.withLock { $0.append(node) } }
    }

    /// The nodes that were made in it. They are handed out once: nodes hold their scope, which must not hold them.
    func takeMade() -> [Node] {
        made.withLock { made in
            defer { made = [] }
            return made
        }
    }

    /// The pipeline that it lies in; `nil` where it lies in none.
    var pipelineName: String? { root.pipeline }
}
