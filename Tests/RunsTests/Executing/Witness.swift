import PipelineEngine
import PipelineGraph
import PipelineRecord
import SQLiteStore

/// Hears what happens in a run, and looks at once what is on record about it.
final class Witness: RunObserver {
    /// What was heard, and what was on record then.
    private(set) var notes: [String] = []
    /// When, by the wall's clock.
    private(set) var times: [Int64] = []
    private(set) var summary: RunSummary?
    /// What else happens when something is heard.
    var onNote: (String) -> Void = { _ in }

    private let store: SQLiteStore

    init(_ store: SQLiteStore) { self.store = store }

    func runBegan(_ plan: Plan, run: Int64) { note("run \(run) begins", recordOfRun(run), at: 0) }

    func attemptBegan(_ item: PlanItem, number: Int, at time: Int64) {
        note("\(item.name) \(number) begins", recordOfAttempt(number, of: item), at: time)
    }

    func attemptEnded(_ item: PlanItem, number: Int, _ outcome: AttemptOutcome, at time: Int64) {
        note("\(item.name) \(number) \(outcome.state.rawValue)", recordOfAttempt(number, of: item), at: time)
    }

    func taskChanged(_ item: PlanItem, _ state: TaskState, reason: String, at time: Int64) {
        let record = try? store.record(task: item.name, ds: day)
        note("\(item.name) \(state.rawValue)", record?.state.rawValue, at: time)
    }

    func runEnded(_ summary: RunSummary) {
        self.summary = summary
        note("run ends", recordOfRun(nil), at: 0)
    }

    private func note(_ said: String, _ onRecord: String?, at time: Int64) {
        notes.append("\(said), on record \(onRecord ?? "nothing")")
        times.append(time)
        onNote(said)
    }

    private func recordOfRun(_ run: Int64?) -> String? {
        let runs = try? store.runs(ds: day, limit: 10)
        return runs?.first { run == nil || $0.id == run }?.state.rawValue
    }

    private func recordOfAttempt(_ number: Int, of item: PlanItem) -> String? {
        let attempts = try? store.attempts(task: item.name, ds: day)
        return attempts?.first { $0.number == number }?.state.rawValue
    }
}
