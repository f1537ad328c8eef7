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
    private(set) var problems: [String] = []
    /// What may.
    private(set) var warnings: [String] = []
    private var missingPrograms: Set<String> = []
    private var shortSecrets: Set<String> = []

    init(_ graph: Graph, _ workspace: Workspace) {
        self.graph = graph
        self.workspace = workspace
        secrets = Secrets(workspace)
    }

    mutating func check(_ index: Int, ds: Datestamp?) {
        let node = graph.nodes[index]
        guard let ds = ds ?? example(of: graph.pipelines[node.pipeline].schedule) else { return }
        let bindings = Bindings(ds: ds, task: graph.subject(of: index))
        do {
            let invocation = try node.invocation.rendered(with: bindings, settings: graph.settings(of: index))
            switch invocation {
            case .process(let process): check(process, of: node)
            case .probe(let probe):
                if case .process(let process) = probe.condition { check(process, of: node) }
            case .nothing: break
            }
        } catch {
            problems.append("\(node.location): error: '\(node.fullName)' for \(ds): \(error.description)")
        }
    }

    private mutating func check(_ process: RenderedProcess, of node: PipelineGraph.Node) {
        for variable in process.environment {
            guard case .secret(let name) = variable.value else { continue }
            if let warning = secrets.warning(for: name), shortSecrets.insert(name).inserted {
                warnings.append("\(node.location): warning: \(warning)")
            }
            if secrets.value(of: name) == nil {
                warnings.append(
                    "\(node.location): warning: '\(node.fullName)' wants the secret '\(name)', which is not there: \(secrets.advice(for: name))."
                )
            }
        }
        guard let program = process.arguments.first, let refusal = refusal(of: program, process),
            missingPrograms.insert(program).inserted
        else { return }
        warnings.append(
            "\(node.location): warning: '\(node.fullName)' starts '\(program.printable)', which \(refusal.clause).")
    }

    /// Why a run would not start a program, as far as that can be known.
    private func refusal(of program: String, _ process: RenderedProcess) -> ProgramLookup.Refusal? {
        // A path into a folder that only a run makes cannot be looked at.
        if program.contains("$DATASWARM_") { return nil }
        if program.contains("/") {
            let folder = process.folder.map { Path.absolute($0, from: workspace.root) } ?? workspace.root
            return ProgramLookup.refusal(of: Path.absolute(program, from: folder))
        }
        let own = process.environment.last { $0.name == "PATH" }
        let path = if case .text(let text)? = own?.value { text } else { Console.variable("PATH") }
        do throws(ProgramLookup.Refusal) {
            _ = try ProgramLookup.find(program, in: path)
            return nil
        } catch {
            return error
        }
    }

    private func example(of schedule: Schedule) -> Datestamp? {
        if let start = schedule.start.flatMap({ try? Datestamp($0) }) { return start }
        switch schedule.granularity {
        case .hour: return try? Datestamp("2016-04-26T00")
        case .month: return try? Datestamp("2016-04")
        default: return try? Datestamp("2016-04-26")
        }
    }
}

extension ProgramLookup.Refusal {
    /// What is said of the program, with the way out.
    fileprivate var clause: String {
        switch self {
        case .noPath: "is a name without a slash, and PATH is not set: set it"
        case .notInPath, .missing: "is not there: install it, or mend the name"
        case .folder: "is a folder: name the program in it"
        case .notExecutable(let file): "may not be executed: chmod +x '\(file.printable)'"
        case .unreachable(_, let code): "cannot be looked at: \(HostError.reason(code))"
        }
    }
}
