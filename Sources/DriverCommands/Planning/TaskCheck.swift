import Dataswarm
import Host
import PipelineEngine
import PipelineGraph

/// Looks, before anything runs, at what each task will need.
struct TaskCheck {
    private let graph: Graph
    private let workspace: Workspace
    private let secrets: Secrets
    /// What will keep a task from running.
    var problems: [String] { findings.filter(\.isCertain).map(\.line) }
    /// What may.
    var warnings: [String] { findings.filter { !$0.isCertain }.map(\.line) }

    /// What was found, each once.
    private var findings: [Finding] = []
    /// Their places, by what they say of any task.
    private var places: [String: Int] = [:]

    /// What profile and command line give.
    private let overrides: Settings
    private let parameters: ParameterValues

    init(_ graph: Graph, _ workspace: Workspace, _ layers: (settings: [SettingsLayer], parameters: ParameterValues)) {
        self.graph = graph
        self.workspace = workspace
        (overrides, parameters) = (layers.settings.merged, layers.parameters)
        secrets = Secrets(workspace)
    }

    mutating func check(_ index: Int, ds: Datestamp?) {
        let node = graph.nodes[index]
        let ds = ds ?? example(of: graph.pipelines[node.pipeline].schedule)
        let values = parameters.values(of: graph.pipelines[node.pipeline].name)
        let bindings = Bindings(ds: ds, task: graph.subject(of: index), parameters: values)
        let settings = graph.settings(of: index).overridden(by: overrides)
        do {
            let invocation = try node.invocation.rendered(with: bindings, settings: settings)
            if let process = invocation.process { check(process, of: node) }
            if case .probe(let probe) = invocation, case .fileExists(let path, let folder) = probe.condition {
                if path.isEmpty { note(node, isCertain: true) { "\($0) waits for a file and names none: name it" } }
                if let folder { check(folder: folder, of: node) }
            }
        } catch {
            note(node, isCertain: true) { "\($0) for \(ds): \(error.description)" }
        }
    }

    private mutating func check(_ process: RenderedProcess, of node: PipelineGraph.Node) {
        for variable in process.environment {
            guard case .secret(let name) = variable.value else { continue }
            if let warning = secrets.warning(for: name) { note(node) { _ in warning } }
            if secrets.value(of: name) == nil {
                let advice = secrets.advice(for: name)
                note(node) { "\($0) wants the secret '\(name)', which is not there: \(advice)" }
            }
        }
        for macro in ForeignMacro.left(in: process) {
            note(node) {
                "\($0) has '\(macro.text.printable)' in it, which nothing replaces: write \(macro.instead)"
            }
        }
        let start = start(of: process)
        if let refusal = refusal(start) {
            let program = start.arguments.first?.printable ?? ""
            note(node, isCertain: refusal.isCertain) { name in
                // The sentence has an end of its own, as others have not.
                String(refusal.sentence(of: name, program: program, path: nil).dropLast())
            }
            return
        }
        for file in ScriptFile.named(by: process) { check(file, in: start.folder, of: node) }
    }

    private mutating func check(_ file: ScriptFile, in folder: String, of node: PipelineGraph.Node) {
        let path = Path.absolute(file.path, from: folder)
        switch ProgramLookup.refusal(of: path) {
        case nil: break
        case .notExecutable where !file.isStarted: break
        case let refusal?:
            let words = refusal.phrase(path: nil)
            note(node) { "\($0) \(file.isStarted ? "starts" : "runs") '\(file.path.printable)': \(words)" }
        }
    }

    private mutating func check(folder: String, of node: PipelineGraph.Node) {
        let process = RenderedProcess(arguments: ["/bin/true"], folder: folder)
        if let refusal = refusal(start(of: process)) {
            note(node) { String(refusal.sentence(of: $0, program: "", path: nil).dropLast()) }
        }
    }

    /// How a run would have the process started.
    private func start(of process: RenderedProcess) -> ProgramStart {
        let own = process.environment.last { $0.name == "PATH" }
        let path = if case .text(let text)? = own?.value { text } else { Console.variable("PATH") }
        let variables = process.environment.map { variable in
            guard case .text(let text) = variable.value else { return 0 }
            return variable.name.utf8.count + 1 + text.utf8.count
        }
        let folder = process.folder.map { Path.absolute($0, from: workspace.root) } ?? workspace.root
        return ProgramStart(arguments: process.arguments, folder: folder, path: path, variables: variables)
    }

    /// Why a run would not start a program, as far as that can be known: a path into a folder that only a run makes cannot be
    /// looked at.
    private func refusal(_ start: ProgramStart) -> StartRefusal? {
        let refusal = start.refusal()
        if let refusal, refusal.isCertain { return refusal }
        let paths = [start.folder, start.arguments.first ?? ""]
        return paths.contains { $0.contains("$DATASWARM_") } ? nil : refusal
    }

    // MARK: Findings

    /// What was found of one task, and of how many more.
    private struct Finding {
        let place: String
        let sentence: String
        let isCertain: Bool
        var others = 0

        var line: String {
            let more = others == 0 ? "" : " (So it is with \(RunWords.count(others, "task")) more.)"
            let beginning = place.isEmpty ? "driver: " : "\(place.printable): "
            return "\(beginning)\(isCertain ? "error" : "warning"): \(sentence).\(more)"
        }
    }

    /// Notes what is wrong with a task. What is wrong with others in the same way is told once.
    private mutating func note(_ node: PipelineGraph.Node, isCertain: Bool = false, _ words: (String) -> String) {
        if let place = places[words("")] {
            findings[place].others += 1
            return
        }
        places[words("")] = findings.count
        var sentence = words("'\(node.fullName)'")
        if sentence.hasSuffix(".") { sentence.removeLast() }
        findings.append(Finding(place: node.location.description, sentence: sentence, isCertain: isCertain))
    }

    private func example(of schedule: Schedule) -> Datestamp {
        if let start = schedule.start.flatMap({ try? Datestamp($0) }) { return start }
        return (schedule.granularity ?? .day).example
    }
}

extension StartRefusal {
    /// Whether it is so on every machine, and whatever is installed meanwhile.
    fileprivate var isCertain: Bool {
        switch self {
        case .noProgram, .zeroByte, .longArgument, .tooLong: true
        case .folder, .program, .interpreter, .noFormat: false
        }
    }
}
