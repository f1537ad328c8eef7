import Dataswarm
import PipelineEngine
import PipelineGraph
import PipelineStore

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
        }
        console.flush()
    }

    private func printText(_ plan: Plan) {
        // One text an item, written at once: a plan may have 100,000.
        for index in plan.items.indices where !plan.items[index].isGroup {
            console.write(text(of: plan.items[index]))
        }
        let skipped = plan.skipCount > 0 ? ", \(plan.skipCount) done before" : ""
        console.line("ds \(plan.ds): \(RunWords.toRun(plan))\(skipped)")
    }

    private func text(of item: borrowing PlanItem) -> String {
        var text = item.runs ? style.bold("run ") : style.faint(word(item))
        text += " "
        text += item.name
        text += style.faint("  # \(reason(item))")
        text += "\n"
        guard item.runs else { return text }
        for line in InvocationText.lines(of: item.invocation) {
            text += "     "
            text += line
            text += "\n"
        }
        return text
    }

    private func word(_ item: borrowing PlanItem) -> String { item.isHeld ? "hold" : "skip" }

    private func reason(_ item: borrowing PlanItem) -> String {
        switch item.decision {
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
                ("decision", .text(item.runs ? "run" : word(item))),
            ]
            if item.runs || item.isHeld { members.append(("reason", .text(reason(item)))) }
            members.append(("invocation", .list(InvocationText.lines(of: item.invocation).map { .text($0) })))
            console.line(JSONLine.text(members))
        }
    }
}
