/// The tasks and groups of a pipeline, collected from its statements and from what they depend on.
///
/// The walk keeps a stack of its own: a chain of 100,000 tasks must not overflow the thread's.
struct Collection {
    private(set) var tasks: [Task] = []
    private(set) var groups: [Group] = []

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
                guard Collection.belongs(node, to: scope), seen.insert(ObjectIdentifier(node)).inserted else { continue }
                if let group = node as? Group {
                    groups.append(group)
                    stack.append(contentsOf: group.statements.reversed().map { .visit($0) })
                } else if let task = node as? Task {
                    stack.append(.append(task))
                }
                stack.append(contentsOf: node.dependencies.reversed().map { .visit($0) })
            }
        }
    }

    /// A task that was written in another pipeline's closure stays there; one written outside of all belongs to each
    /// pipeline that lists it.
    private static func belongs(_ node: Node, to scope: Scope) -> Bool {
        guard let root = node.scope?.root, root.pipelineName != nil else { return true }
        return root === scope
    }
}
