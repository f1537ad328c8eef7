import PipelineEngine
import PipelineGraph
import PipelineRecord
import Runs
import StoreConformance
import Synchronization

/// Hears what happens in a run, and looks at once what is on record about it.
final class Witness: RunListener {
    private struct State {
        var notes: [String] = []
        var times: [Int64] = []
        var summary: RunSummary?
        var onNote: @Sendable (String) -> Void = { _ in }
    }

    private let store: MemoryStore
    private let state = Mutex(State())

    init(_ store: MemoryStore) { self.store = store }

    /// What was heard, and what was on record then.
    var notes: [String] { state.withLock(\.notes) }
    /// When, by the wall's clock.
    var times: [Int64] { state.withLock(\.times) }
    var summary: RunSummary? { state.withLock(\.summary) }

    /// Says what else happens when something is heard.
    func onNote(_ body: @escaping @Sendable (String) -> Void) { state.withLock { $0.onNote = body } }

    func hear(_ event: RunEvent) {
        switch event {
        case .began(let beginning):
            note("run \(beginning.run) begins", store.run(beginning.run)?.state.rawValue, at: 0)
        case .attemptBegan(let key, let number, let time):
            note("\(key.task) \(number) begins", attempt(number, of: key), at: time)
        case .attemptEnded(let key, let number, let outcome, _, let time):
            note("\(key.task) \(number) \(outcome.state.rawValue)", attempt(number, of: key), at: time)
        case .taskChanged(let key, let state, _, let time):
            note("\(key.task) \(state.rawValue)", store.record(key)?.state.rawValue, at: time)
        case .waits(let key, let obstruction, let time):
            note("\(key.task) waits for \(obstruction.phrase)", store.record(key)?.state.rawValue, at: time)
        case .tookOver(let key, let run, let time):
            note("\(key.task) done by run \(run.map(String.init) ?? "?")", store.record(key)?.state.rawValue, at: time)
        case .ended(let summary):
            state.withLock { $0.summary = summary }
            note("run ends", store.run(summary.run)?.state.rawValue, at: 0)
        case .noticed(.lost(let task)): note("\(task.task) was lost", task.state.rawValue, at: 0)
        case .noticed(.leftover(let name, let run)): note("\(name) was left by run \(run)", nil, at: 0)
        case .noticed(.warning), .noticed(.changedValues), .planned, .nothingToDo, .planFailed, .datestampEnded, .broke:
            break
        }
    }

    private func note(_ said: String, _ onRecord: String?, at time: Int64) {
        let then = state.withLock { state in
            state.notes.append("\(said), on record \(onRecord ?? "nothing")")
            state.times.append(time)
            return state.onNote
        }
        then(said)
    }

    private func attempt(_ number: Int, of key: TaskKey) -> String? {
        store.attempts(key).first { $0.number == number }?.state.rawValue
    }
}
