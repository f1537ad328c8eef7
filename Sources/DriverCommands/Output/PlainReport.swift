import Dataswarm
import PipelineEngine
import PipelineGraph
import PipelineRecord

/// A run as lines of text, one for each thing that happens: for files, pipes and other programs.
final class PlainReport: RunObserver {
    private let console: Console
    private let style: Style
    private let folder: StateFolder
    private var ds = ""

    init(_ console: Console, folder: StateFolder) {
        self.console = console
        style = Style(for: console)
        self.folder = folder
    }

    func runBegan(_ plan: Plan, run: Int64) {
        ds = plan.ds.description
        console.line(RunWords.beginning(plan, run: run))
        console.flush()
    }

    func attemptBegan(_ item: PlanItem, number: Int, at time: Int64) {
        let attempt = number > 1 ? " (attempt \(number))" : ""
        line(time, "started", "\(item.name)\(attempt)")
    }

    func attemptEnded(_ item: PlanItem, number: Int, _ outcome: AttemptOutcome, at time: Int64) {}

    func taskChanged(_ item: PlanItem, _ state: TaskState, reason: String, at time: Int64) {
        let because = reason.isEmpty ? "" : ": \(reason)"
        line(time, style.colored(state, state == .waiting ? "again" : state.rawValue), "\(item.name)\(because)")
    }

    func runEnded(_ summary: RunSummary) {
        for line in RunWords.ending(summary, ds: ds, folder: folder, style: style) { console.line(line) }
        console.flush()
    }

    private func line(_ time: Int64, _ word: String, _ rest: String) {
        console.line("\(LocalTime.clock(time)) \(word) \(rest)")
        console.flush()
    }
}
