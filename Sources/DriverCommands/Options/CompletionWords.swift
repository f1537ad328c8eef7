import ArgumentParser
import Dataswarm
import PipelineGraph
import PipelineRecord

/// What a shell may complete a word to, by the graph that was described last: nobody waits for a build at a key's press.
enum CompletionWords {
    /// Selectors: tasks by name, and what may stand behind `tag:`, `owner:` and the like.
    static func selectors(_ line: [String]) -> [String] {
        guard let graph = graph(line) else { return [] }
        let tasks = graph.nodes.filter(\.isTask)
        let settings = graph.nodes.indices.filter { graph.nodes[$0].isTask }.map { graph.settings(of: $0) }
        let words =
            tasks.map(\.fullName) + tasks.map(\.name) + graph.pipelines.map { "pipeline:\($0.name)" }
            + graph.nodes.filter(\.isGroup).map { "group:\($0.name)" } + settings.flatMap(\.tags).map { "tag:\($0)" }
            + settings.compactMap(\.owner).map { "owner:\($0)" } + tasks.map { "operator:\($0.operatorName)" }
            + (TaskState.allCases.map(\.rawValue) + ["none"]).map { "state:\($0)" }
        return Set(words).sorted()
    }

    /// The one task that a verb is about.
    static func tasks(_ line: [String]) -> [String] {
        guard let graph = graph(line) else { return [] }
        let tasks = graph.nodes.filter(\.isTask)
        return Set(tasks.map(\.fullName) + tasks.map(\.name)).sorted()
    }

    /// Settings, and behind `pool=` the pools.
    static func settings(_ line: [String]) -> [String] {
        let names = Setting.all.compactMap { setting -> String? in
            switch setting.value {
            case .prose, .tags, .variables: return nil
            default: return "\(setting.name)="
            }
        }
        return names + (graph(line)?.pools.map { "pool=\($0.name)" } ?? []) + ["env."]
    }

    /// Parameters, with their values where these can be listed.
    static func parameters(_ line: [String]) -> [String] {
        guard let graph = graph(line) else { return [] }
        let words = graph.parameters.flatMap { _, parameter in
            (parameter.type.values ?? [""]).map { "\(parameter.name)=\($0)" }
        }
        return Set(words).sorted()
    }

    /// The profiles of the package, or of the file that is named.
    static func profiles(_ line: [String]) -> [String] {
        guard let workspace = workspace(line) else { return [] }
        var words: [String] = []
        for (option, value) in zip(line, line.dropFirst()) where option == "--profiles" && !value.isEmpty {
            words = [option, value]
        }
        guard let options = try? ProfileOptions.parse(words), let found = try? options.file(in: workspace) else {
            return []
        }
        return found.all.map(\.name)
    }

    private static func graph(_ line: [String]) -> Graph? { workspace(line)?.graphDescribedLast() }

    private static func workspace(_ line: [String]) -> Workspace? {
        let options = ["--graph", "--definitions", "--package", "--state"]
        var words: [String] = []
        for (option, value) in zip(line, line.dropFirst()) where options.contains(option) && !value.isEmpty {
            words += [option, value]
        }
        return (try? GraphOptions.parse(words)).flatMap { try? Workspace($0) }
    }
}

extension CompletionKind {
    static var selectors: CompletionKind { .custom { line, _, _ in CompletionWords.selectors(line) } }
    static var tasks: CompletionKind { .custom { line, _, _ in CompletionWords.tasks(line) } }
    static var settings: CompletionKind { .custom { line, _, _ in CompletionWords.settings(line) } }
    static var profiles: CompletionKind { .custom { line, _, _ in CompletionWords.profiles(line) } }
    static var parameters: CompletionKind { .custom { line, _, _ in CompletionWords.parameters(line) } }
}
