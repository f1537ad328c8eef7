import Dataswarm
import PipelineGraph
import PipelineRecord
import Runs

/// Prints plans: what would run, how, and why.
struct PlanPrinter {
    private let workspace: Workspace
    private let planner: RequestPlanner
    private let form: Form
    private var json: Bool { form == .json }
    private let console = Console.output
    private let style = Style(for: .output)

    /// How a plan is shown.
    enum Form {
        /// Each task with what it executes.
        case text
        /// Which waits for which.
        case tree
        case json
    }

    init(_ workspace: Workspace, _ planner: RequestPlanner, _ form: Form) {
        self.workspace = workspace
        self.planner = planner
        self.form = form
    }

    func print() async throws {
        let store = try await workspace.existingStore()
        // What would run at one ds of the range is under way for those that follow.
        var underWay: [Datestamp: Set<String>] = [:]
        var record = RecordOfPlan()
        var isWhole = true
        var refused: [String] = []
        for ds in planner.datestamps {
            var part: PlannedPart
            do {
                part = try await planner.plan(ds, &record, underWay: underWay) { datestamps, record in
                    guard let store else { return }
                    try await record.read(datestamps, in: store) { workspace.folder.isAlive($0) }
                }
                if let store { try await planner.noteChangedValues(in: &part, record, of: store) }
            } catch let error as PlanError where error.isOfItsDatestamp && planner.datestamps.count > 1 {
                // For another ds it may be otherwise.
                console.flush()
                RunWords.say(error.details, of: ds.description)
                refused.append(ds.description)
                continue
            }
            if planner.graph.windows.isEmpty {
                record = RecordOfPlan()
            } else {
                for item in part.plan.items where item.runs && !item.isGroup && item.resource == nil {
                    underWay[item.ds, default: []].insert(item.name)
                }
            }
            if part.plan.items.isEmpty, let words = planner.wordsForNothing(ds) {
                Console.say(words, besideEvents: json)
                continue
            }
            if !part.problems.isEmpty {
                RunWords.say(part.problems, of: ds.description)
                isWhole = false
            }
            RunWords.say(part.notices.filter(\.isOfAPlan))
            switch form {
            case .json: printJSON(part.plan)
            case .text: printText(part.plan, of: ds)
            case .tree: printTree(part.plan, of: ds)
            }
            if ds == planner.datestamps.last { UntilExit.keep(part) }
        }
        console.flush()
        if !refused.isEmpty {
            throw DriverError(
                refused.count == planner.datestamps.count ? .usage : .failed,
                "not planned for \(RunWords.ranges(refused)).")
        }
        if !isWhole { throw DriverError(.failed, []) }
    }

    private func printText(_ plan: Plan, of ds: Datestamp) {
        // One text an item, in the same place, written at once, and no item copied: a plan may have 100,000.
        var text = ""
        let items = plan.items
        for place in items.indices where !items[place].isGroup {
            text.removeAll(keepingCapacity: true)
            tell(items[place].name, items[place].decision, items[place].invocation, in: &text)
            console.write(text)
        }
        sayCounts(plan, of: ds)
    }

    /// The selection as the graph that it is, with what would become of each task.
    private func printTree(_ plan: Plan, of ds: Datestamp) {
        var items: [Int: PlanItem] = [:]
        for item in plan.items where !item.isGroup && item.ds == ds { items[item.node] = item }
        let selection = Selection(items.keys, in: planner.graph)
        console.write(
            planner.graph.drawnTree(selection) { [style] node in
                guard let item = items[node] else { return "" }
                let word = item.runs ? style.bold("run") : style.faint(word(item.decision))
                return "\(word)\(style.faint("  # " + Remedy.typed(reason(item.decision))))"
            })
        // What comes along at other datestamps hangs in no tree of this one.
        for item in plan.items where !item.isGroup && item.ds != ds {
            console.line(
                "\(word(item.decision, runs: item.runs)) \(item.name) for \(item.ds)\(style.faint("  # " + reason(item.decision)))"
            )
        }
        if !plan.items.isEmpty { console.line("") }
        sayCounts(plan, of: ds)
    }

    private func word(_ decision: Decision, runs: Bool) -> String {
        runs ? style.bold("run ") : style.faint(word(decision))
    }

    private func sayCounts(_ plan: Plan, of ds: Datestamp) {
        let skipped = plan.skipCount > 0 ? ", \(plan.skipCount) done before" : ""
        console.line(
            "ds \(ds)\(RunWords.by(profile: planner.request.profile?.name)): \(RunWords.toRun(plan.runCount, steps: plan.stepCount))\(skipped)"
        )
    }

    private func tell(_ name: String, _ decision: Decision, _ invocation: RenderedInvocation, in text: inout String) {
        text += decision.runs ? style.bold("run ") : style.faint(word(decision))
        text += " "
        text += name
        text += style.faint("  # " + Remedy.typed(reason(decision)))
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
                ("ds", .text(item.key.ds)), ("task", .text(item.name)),
                ("decision", .text(item.runs ? "run" : word(item.decision))),
            ]
            if item.runs || item.isHeld { members.append(("reason", .text(reason(item.decision)))) }
            members.append(("invocation", .list(InvocationText.lines(of: item.invocation).map { .text($0) })))
            console.line(JSONLine.text(members))
        }
    }
}

extension RunNotice {
    /// Whether it is about what would be done, and not about what is.
    fileprivate var isOfAPlan: Bool {
        switch self {
        case .warning, .changedValues: true
        case .lost, .leftover: false
        }
    }
}
