/// The tasks, groups and resources of a pipeline, collected from its statements and from what they depend on.
///
/// The walk keeps a stack of its own: a chain of 100,000 tasks must not overflow the thread's.
struct Collection {
    private(set) var tasks: [Task] = []
    private(set) var groups: [Group] = []
    private(set) var resources: [Resource] = []
    /// The nodes that were made in the pipeline's closure and that nothing lists, and those that stand in it as
    /// statements but belong to another pipeline. The compiler warns of a `let` that is never used within a function, and
    /// not within the closure of a global.
    private(set) var forgotten: [Node] = []

    private enum Step {
        case visit(Node)
        case append(Task)
    }

    init(_ statements: [Statement], scope: Scope) {
        var seen: Set<ObjectIdentifier> = []
        var stack: [Step] = statements.flatMap(\.nodes).reversed().map { .visit($0) }
        while let step = stack.popLast() {
            switch step {
            case .append(let task):
                tasks.append(task)
            case .visit(let node):
                guard Collection.belongs(node, to: scope), seen.insert(ObjectIdentifier(node)).inserted else {
                    continue
                }
                if let group = node as? Group {
                    groups.append(group)
                    stack.append(contentsOf: group.statements.reversed().map { .visit($0) })
                } else if let task = node as? Task {
                    stack.append(.append(task))
                }
                if let resource = node as? ResourceAnchor { resources.append(Resource(anchor: resource)) }
                stack.append(contentsOf: node.anchors.reversed().map { .visit($0) })
                stack.append(contentsOf: node.dependencies.reversed().map { .visit($0) })
            }
        }
        let strangers = statements.flatMap(\.nodes).filter { !Collection.belongs($0, to: scope) }
        forgotten = scope.takeMade().filter { !seen.contains(ObjectIdentifier($0)) } + strangers
    }

    /// A task that was written in another pipeline's closure stays there; one written outside of all belongs to each
    /// pipeline that lists it.
    private static func belongs(_ node: Node, to scope: Scope) -> Bool {
        guard let root = node.scope?.root, root.pipelineName != nil else { return true }
        return root === scope
    }
}
