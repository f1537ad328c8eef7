extension JSONWriter {
    /// What a node waits for.
    mutating func writeDependencies(of node: Node, in pipeline: Pipeline) {
        if node.dependencies.isEmpty { return }
        key("after")
        array(node.dependencies) { $0.write($1, in: pipeline) }
    }

    private mutating func write(_ dependency: Node, in pipeline: Pipeline) {
        switch dependency {
        case is PreviousRun: object { $0.member("previous", true) }
        case let dependency as TaskWindow:
            object { json in
                json.writeName(of: dependency.target, in: pipeline)
                json.write(dependency.window)
            }
        case is NamedTask, is Pipeline: object { $0.writeName(of: dependency, in: pipeline) }
        default:
            if dependency.reference.pipeline != nil, dependency.scope?.root !== pipeline.closure {
                object { $0.writeName(of: dependency, in: pipeline) }
            } else {
                value(dependency.name)
            }
        }
    }

    private mutating func writeName(of node: Node, in pipeline: Pipeline) {
        switch node {
        case is Pipeline: member("pipeline", node.name)
        case is NamedTask: member("task", node.reference.fullName)
        default: member("task", "\(node.reference.pipeline ?? pipeline.name).\(node.name)")
        }
    }

    /// The members of a window.
    mutating func write(_ window: DatestampWindow) {
        key("window")
        object { json in
            if !window.steps.isEmpty {
                json.key("from")
                json.write(window.steps)
            }
            switch window.reach {
            case .one: break
            case .last(let count):
                json.key("last")
                json.value(count)
            case .since(let unit): json.member("since", unit.rawValue)
            case .each(let granularity): json.member("each", granularity.rawValue)
            case .containing(let granularity): json.member("containing", granularity.rawValue)
            case .previous: json.member("previous", true)
            }
            if let matching = window.matching { json.member("by", matching.rawValue) }
            if window.isClipped { json.member("clipped", true) }
        }
    }

    mutating func member(_ name: StaticString, _ flag: Bool) {
        key(name)
        value(flag)
    }

    mutating func member(_ name: StaticString, _ text: String) {
        key(name)
        value(text)
    }
}
