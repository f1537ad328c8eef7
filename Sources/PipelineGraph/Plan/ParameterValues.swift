public import Dataswarm
public import PipelineRecord

/// The values of parameters, of profile and command line, checked against what the pipelines declare.
public struct ParameterValues: Sendable {
    /// What is wrong with them.
    public private(set) var problems: [Problem] = []
    private var byPipeline: [String: [String: (key: String, value: GivenValue)]] = [:]

    /// All are at their default.
    public init() {}

    /// - Parameters:
    ///   - settings: those of the command line, by name, or by pipeline and name: `limit`, `cat_gifs.limit`.
    ///   - profile: the layer below them.
    public init(_ settings: [String: String], over profile: Profile?, in graph: Graph) {
        let layers = [
            profile?.parameters.map { ($0.name, GivenValue($0, of: profile)) } ?? [],
            settings.map { ($0.key, GivenValue(text: $0.value, origin: .commandLine)) },
        ]
        if layers.allSatisfy(\.isEmpty) { return }
        let declared = graph.parameters
        for layer in layers { add(layer, declared) }
    }

    private mutating func add(
        _ layer: [(name: String, value: GivenValue)], _ declared: [(pipeline: String, parameter: ParameterDeclaration)]
    ) {
        // What is said of one pipeline alone comes last, and stands.
        let general = Set(declared.map(\.parameter.name))
        let ordered = layer.sorted {
            (general.contains($0.name) ? 0 : 1, $0.name) < (general.contains($1.name) ? 0 : 1, $1.name)
        }
        for (key, value) in ordered {
            let matches = declared.filter { $0.parameter.name == key || "\($0.pipeline).\($0.parameter.name)" == key }
            if matches.isEmpty {
                let names = Set(declared.flatMap { [$0.parameter.name, "\($0.pipeline).\($0.parameter.name)"] })
                let there = names.isEmpty ? " No pipeline has parameters." : NearMiss.question(for: key, among: names)
                problems.append(value.problem(with: key, "no pipeline has a parameter of that name.\(there)"))
            }
            for match in matches {
                if let refusal = match.parameter.type.refusal(of: value.text, in: match.pipeline) {
                    problems.append(value.problem(with: key, refusal))
                    break
                }
                byPipeline[match.pipeline, default: [:]][match.parameter.name] = (key, value)
            }
        }
    }

    var isEmpty: Bool { byPipeline.isEmpty }

    /// The texts of a pipeline's values that are not at their default, by name.
    public func values(of pipeline: String) -> [String: String] { byPipeline[pipeline]?.mapValues(\.value.text) ?? [:] }

    /// The value of a parameter, and where it comes from.
    func value(of parameter: ParameterDeclaration, in pipeline: String) -> GivenValue {
        byPipeline[pipeline]?[parameter.name]?.value ?? GivenValue(text: parameter.defaultText, origin: .definition)
    }

    /// By what a layer gives the value of a parameter, or could give it to this pipeline alone.
    func key(of parameter: ParameterDeclaration, in pipeline: String) -> String {
        byPipeline[pipeline]?[parameter.name]?.key ?? "\(pipeline).\(parameter.name)"
    }
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

extension Graph {
    /// The parameters that a task, or a step of a resource, uses.
    func parameters(of index: Int) -> [ParameterDeclaration] {
        var texts = TextCheck()
        texts.check(nodes[index].invocation)
        texts.check(settings(of: index))
        return texts.parameters.sorted { $0.name < $1.name }
    }
}

extension TextCheck {
    fileprivate mutating func check(_ settings: Settings) {
        check(settings.environment)
        if let folder = settings.workingFolder { check(folder) }
    }
}
