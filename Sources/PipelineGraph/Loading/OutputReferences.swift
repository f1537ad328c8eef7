import Dataswarm

/// Checks that a task which reads another's output waits for it.
enum OutputReferences {
    static func problems(in graph: Graph) -> [String] {
        var problems: [String] = []
        for index in graph.nodes.indices {
            let node = graph.nodes[index]
            if node.isGroup { continue }
            let texts = node.invocation.texts + graph.settings(of: index).texts
            for (name, isSameDS) in texts.flatMap(\.outputReferences) {
                guard let source = graph.index(of: name), !graph.nodes[source].isGroup else {
                    let question = NearMiss.question(for: name, among: graph.nodes.lazy.map(\.fullName))
                    problems.append("\(node.location.printable): error: '\(node.fullName)' reads the output of '\(name.printable)', which no pipeline defines.\(question)")
                    continue
                }
                if isSameDS, source != index, !isUpstream(source, of: index, in: graph) {
                    problems.append("\(node.location.printable): error: '\(node.fullName)' reads the output of '\(name)' but does not wait for it: add it to its depList.")
                }
            }
        }
        return problems
    }

    private static func isUpstream(_ source: Int, of index: Int, in graph: Graph) -> Bool {
        if graph.upstream[index].contains(source) { return true }
        var seen: Set<Int> = []
        var stack = [index]
        while let node = stack.popLast() {
            for next in graph.upstream[node] where seen.insert(next).inserted {
                if next == source { return true }
                stack.append(next)
            }
        }
        return false
    }
}

extension Argument {
    /// The tasks whose outputs it reads, and whether for its own ds.
    fileprivate var outputReferences: [(name: String, isSameDS: Bool)] {
        pieces.compactMap { piece in
            guard case .outputOf(let task, let steps) = piece else { return nil }
            return (task.fullName, steps.isEmpty)
        }
    }
}

extension Settings {
    fileprivate var texts: [Argument] { environment.texts + [workingFolder].compactMap { $0 } }
}

extension Invocation {
    fileprivate var texts: [Argument] {
        switch self {
        case .nothing: []
        case .process(let process): process.texts
        case .probe(let probe):
            switch probe.condition {
            case .fileExists(let path): [path]
            case .time: []
            case .process(let process): process.texts
            }
        }
    }
}

extension Process {
    /// In one order, so that problems are told in one order.
    fileprivate var texts: [Argument] {
        let contents = files.sorted { $0.key < $1.key }.map(\.value)
        return arguments + environment.texts + [standardInput].compactMap { $0 } + contents
    }
}

extension [String: EnvironmentValue] {
    fileprivate var texts: [Argument] {
        sorted { $0.key < $1.key }.compactMap { variable in
            if case .text(let text) = variable.value { text } else { nil }
        }
    }
}
