public import Dataswarm

/// The values that `--set` gives, checked against what the pipelines declare.
struct ParameterValues: Sendable {
    /// What is wrong with them, a sentence each.
    private(set) var problems: [String] = []
    private var byPipeline: [String: [String: String]] = [:]

    /// - Parameter settings: by name, or by pipeline and name: `limit`, `cat_gifs.limit`.
    init(_ settings: [String: String], in graph: Graph) {
        if settings.isEmpty { return }
        let declared = graph.parameters
        // What is said of one pipeline alone comes last, and stands.
        let general = Set(declared.map(\.parameter.name))
        let ordered = settings.sorted {
            (general.contains($0.key) ? 0 : 1, $0.key) < (general.contains($1.key) ? 0 : 1, $1.key)
        }
        for (key, value) in ordered {
            let matches = declared.filter { $0.parameter.name == key || "\($0.pipeline).\($0.parameter.name)" == key }
            if matches.isEmpty {
                let names = Set(declared.flatMap { [$0.parameter.name, "\($0.pipeline).\($0.parameter.name)"] })
                let there = names.isEmpty ? " No pipeline has parameters." : NearMiss.question(for: key, among: names)
                problems.append("--set \(key.printable): no pipeline has a parameter of that name.\(there)")
            }
            for match in matches {
                guard match.parameter.type.accepts(value) else {
                    problems.append(
                        "--set \(key.printable): '\(value.printable)' is no \(match.parameter.type.words), which the parameter of '\(match.pipeline)' is."
                    )
                    break
                }
                byPipeline[match.pipeline, default: [:]][match.parameter.name] = value
            }
        }
    }

    var isEmpty: Bool { byPipeline.isEmpty }

    func values(of pipeline: String) -> [String: String] { byPipeline[pipeline] ?? [:] }
}

extension Graph {
    /// The parameters that pipelines declare by using them, each once a pipeline.
    public var parameters: [(pipeline: String, parameter: ParameterDeclaration)] {
        pipelines.flatMap { pipeline in
            var texts = TextCheck()
            for layer in pipeline.layers { texts.check(layer.settings) }
            for index in pipeline.nodes {
                let node = nodes[index]
                texts.check(node.invocation)
                for layer in node.layers { texts.check(layer.settings) }
                if let own = node.body.settings { texts.check(own.value) }
            }
            return texts.parameters.sorted { $0.name < $1.name }.map { (pipeline: pipeline.name, parameter: $0) }
        }
    }
}

extension TextCheck {
    fileprivate mutating func check(_ settings: Settings) {
        check(settings.environment)
        if let folder = settings.workingFolder { check(folder) }
    }
}

extension ParameterType {
    /// How a sentence calls a value of the type.
    fileprivate var words: String {
        switch self {
        case .integer: "whole number"
        case .datestamp: "datestamp such as 2016-04-26"
        case .identifier: "identifier of letters, digits and '_'"
        case .text: "text without NUL"
        }
    }
}
