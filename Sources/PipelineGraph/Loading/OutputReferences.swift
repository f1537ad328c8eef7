import Dataswarm

/// Checks that a task which reads another's output waits for it.
enum OutputReferences {
    ///
    /// - Parameter forgotten: the full names of tasks that were made in a pipeline and that nothing lists, as happens to one that
    ///   somebody reads and does not wait for.
    static func problems(in graph: Graph, forgotten: Set<String>) -> [Problem] {
        var problems: [Problem] = []
        let readers = graph.pipelines.map { $0.bases.map(\.value.readsOutputs) }
        for index in graph.nodes.indices {
            let node = graph.nodes[index]
            if node.isGroup { continue }
            var references: [OutputReference] = []
            node.invocation.forEachText { references += $0.outputReferences }
            // Environments are merged before they are read: one variable may hide another.
            if readers[node.pipeline][node.base] || node.body.settings?.value.readsOutputs ?? false {
                graph.settings(of: index).forEachText { references += $0.outputReferences }
            }
            var refused: Set<String> = []
            for (name, window) in references {
                let isSameDS = window == .same
                if let resource = graph.resource(named: name) {
                    // What is destroyed may be asked what was created.
                    if resource.users.contains(index) || resource.destroy == index, isSameDS { continue }
                    problems.append(
                        Problem(
                            .output, at: node.location.printable,
                            "'\(node.fullName)' reads the output of the resource '\(name)' \(isSameDS ? "but does not use it: add it to its uses." : "for another ds: a resource lives for one run.")"
                        ))
                    continue
                }
                guard let source = graph.index(of: name), graph.nodes[source].isTask else {
                    // Each suggestion looks at every name of the graph.
                    let isEarly = problems.count < JSONReader.problemLimit
                    let names =
                        isEarly
                        ? graph.nodes.filter { $0.isTask && $0.fullName != node.fullName }.map(\.fullName)
                            + graph.resources.map(\.fullName) : []
                    let reason =
                        forgotten.contains(name)
                        ? "but does not wait for it: add it to its depList."
                        : Problem.missing(name, in: graph.pipelines.lazy.map(\.name), among: names)
                    let comma = forgotten.contains(name) ? " " : ", "
                    problems.append(
                        Problem(
                            .output, at: node.location.printable,
                            "'\(node.fullName)' reads the output of '\(name.printable)'\(comma)\(reason)"))
                    continue
                }
                if isSameDS, source == index { continue }
                guard !WaitedOutputs.covers(window, of: source, for: index, in: graph) else { continue }
                // Each task is told once of each that it reads.
                guard refused.insert(name).inserted else { continue }
                let isOwnPipeline = graph.nodes[source].pipeline == node.pipeline
                let entry =
                    source == index && window == DatestampWindow(.one, from: [.shift(-1.days)])
                    ? ".previous"
                    : window.spelled(
                        of: isOwnPipeline ? graph.nodes[source].name : graph.nodes[source].fullName)
                problems.append(
                    Problem(
                        .output, at: node.location.printable,
                        isSameDS
                            ? "'\(node.fullName)' reads the output of '\(name)' but does not wait for it: add it to its depList."
                            : "'\(node.fullName)' reads the output of '\(name)' for other datestamps but does not wait for it there: add \(entry) to its depList."
                    ))
            }
        }
        return problems
    }
}

/// A task whose output is read, and for which datestamps.
private typealias OutputReference = (name: String, window: DatestampWindow)

extension Argument {
    fileprivate var outputReferences: [OutputReference] {
        var references: [OutputReference] = []
        for piece in pieces {
            switch piece {
            case .outputOf(let task, let steps):
                references.append((task.fullName, DatestampWindow(.one, from: steps)))
            case .outputsOf(let task, let window): references.append((task.fullName, window))
            default: break
            }
        }
        return references
    }
}

// Texts are looked at in one order, so that problems are told in one order.

extension Settings {
    fileprivate var readsOutputs: Bool {
        var reads = false
        forEachText { reads = reads || !$0.outputReferences.isEmpty }
        return reads
    }

    fileprivate func forEachText(_ look: (Argument) -> Void) {
        environment.forEachText(look)
        if let workingFolder { look(workingFolder) }
    }
}

extension Invocation {
    fileprivate func forEachText(_ look: (Argument) -> Void) {
        switch self {
        case .nothing: break
        case .process(let process): process.forEachText(look)
        case .probe(let probe):
            switch probe.condition {
            case .fileExists(let path): look(path)
            case .time: break
            case .process(let process): process.forEachText(look)
            }
        }
    }
}

extension Process {
    fileprivate func forEachText(_ look: (Argument) -> Void) {
        arguments.forEach(look)
        environment.forEachText(look)
        if let standardInput { look(standardInput) }
        if files.isEmpty { return }
        for (_, content) in files.sorted(by: { $0.key < $1.key }) { look(content) }
    }
}

extension [String: EnvironmentValue] {
    fileprivate func forEachText(_ look: (Argument) -> Void) {
        if isEmpty { return }
        for (_, value) in sorted(by: { $0.key < $1.key }) { if case .text(let text) = value { look(text) } }
    }
}
