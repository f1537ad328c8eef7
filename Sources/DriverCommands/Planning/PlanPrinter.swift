import Dataswarm
import PipelineEngine
import PipelineGraph
import PipelineRecord

/// Prints plans: what would run, how, and why.
struct PlanPrinter {
    private let workspace: Workspace
    private let graph: Graph
    private let options: PlanOptions
    private let choice: TaskChoice
    private let json: Bool
    private let console = Console.output
    private let style = Style(for: .output)

    init(_ workspace: Workspace, _ graph: Graph, _ options: PlanOptions, _ choice: TaskChoice, json: Bool) {
        self.workspace = workspace
        self.graph = graph
        self.options = options
        self.choice = choice
        self.json = json
    }

    func print(_ range: DatestampRange) throws {
        let store = try workspace.existingStore()
        for ds in range {
            let plan = try PlanMaking.plan(
                graph, options, choice, ds: ds, store: store,
                driverIsRunning: RunLock.isHeld(ds: ds.description, in: workspace.folder))
            if plan.items.isEmpty, let words = choice.wordsForNothing(ds) {
                Console.say(words, besideEvents: json)
                continue
            }
            for warning in plan.warnings { Console.error.line("driver: warning: \(warning)") }
            Console.error.flush()
            if json { printJSON(plan) } else { printText(plan) }
            if ds == range.last { UntilExit.keep(plan) }
        }
        console.flush()
    }

    private func printText(_ plan: Plan) {
        // One text an item, in the same place, written at once, and no item copied: a plan may have 100,000.
        var text = ""
        let items = plan.items
        for place in items.indices where !items[place].isGroup {
            text.removeAll(keepingCapacity: true)
            tell(items[place].name, items[place].decision, items[place].invocation, in: &text)
            console.write(text)
        }
        let skipped = plan.skipCount > 0 ? ", \(plan.skipCount) done before" : ""
        console.line("ds \(plan.ds): \(RunWords.toRun(plan))\(skipped)")
    }

    private func tell(_ name: String, _ decision: Decision, _ invocation: RenderedInvocation, in text: inout String) {
        text += decision.runs ? style.bold("run ") : style.faint(word(decision))
        text += " "
        text += name
        text += style.faint("  # " + reason(decision))
        text += "\n"
        guard decision.runs else { return }
        for line in InvocationText.lines(of: invocation) {
            text += "     "
            text += line
            text += "\n"
        }
    }

    private func word(_ decision: Decision) -> String { decision.isHold ? "hold" : "skip" }

    private func reason(_ decision: Decision) -> String {
        switch decision {
        case .run(let reason): reason.description
        case .skip: "done and unchanged"
        case .skipAgain: "passed over before, and nothing that it waits for runs"
        case .hold(let hold): hold.description
        }
    }

    private func printJSON(_ plan: Plan) {
        for item in plan.items where !item.isGroup {
            var members: [(String, JSONLine.Value)] = [
                ("ds", .text(plan.ds.description)), ("task", .text(item.name)),
                ("decision", .text(item.runs ? "run" : word(item.decision))),
            ]
            if item.runs || item.isHeld { members.append(("reason", .text(reason(item.decision)))) }
            members.append(("invocation", .list(InvocationText.lines(of: item.invocation).map { .text($0) })))
            console.line(JSONLine.text(members))
        }
    }
}
