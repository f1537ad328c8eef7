import Dataswarm
import PipelineEngine
import PipelineGraph
import PipelineRecord
import Synchronization

/// A run on a terminal: what ended scrolls away above, what is under way stands below and is drawn anew.
///
/// It stays readable with 10,000 tasks: single successes are only counted there; failures are always told.
final class LiveReport: RunObserver, Sendable {
    /// More tasks than this, and single successes are no longer told.
    private static let talkativeLimit = 60
    /// How often the lower part is drawn anew.
    private static let period = Duration.milliseconds(100)

    private struct State {
        var ds = ""
        var total = 0
        var before = 0
        var counts: [TaskState: Int] = [:]
        var running: [String: (since: Int64, number: Int)] = [:]
        var waiting: [String: String] = [:]
        var beganAt: Int64 = 0
        /// How many lines of the lower part are on the screen.
        var drawn = 0
        var isOver = false
    }

    private let console: Console
    private let style: Style
    private let folder: StateFolder
    private let clock: any RunClock
    private let state = Mutex(State())

    init(_ console: Console, folder: StateFolder, clock: any RunClock = MachineClock()) {
        self.console = console
        style = Style(for: console)
        self.folder = folder
        self.clock = clock
    }

    func runBegan(_ plan: Plan, run: Int64) {
        state.withLock { state in
            state.ds = plan.ds.description
            state.total = plan.runCount
            state.before = plan.skipCount
            state.beganAt = clock.wallTime
        }
        console.line(style.bold(RunWords.beginning(plan, run: run)))
        console.flush()
        _Concurrency.Task.detached { [self] in
            while !state.withLock(\.isOver) {
                redraw()
                try? await _Concurrency.Task.sleep(for: LiveReport.period)
            }
        }
    }

    func attemptBegan(_ item: PlanItem, number: Int, at time: Int64) {
        state.withLock { state in
            state.running[item.name] = (time, number)
            state.waiting[item.name] = nil
        }
    }

    func attemptEnded(_ item: PlanItem, number: Int, _ outcome: AttemptOutcome, at time: Int64) {}

    func taskChanged(_ item: PlanItem, _ newState: TaskState, reason: String, at time: Int64) {
        let line = state.withLock { state -> String? in
            let began = state.running.removeValue(forKey: item.name)?.since
            let took = began.map { " \(style.faint(Duration.milliseconds(max(0, time - $0)).phrase))" } ?? ""
            state.waiting[item.name] = newState == .waiting ? reason : nil
            if newState != .waiting { state.counts[newState, default: 0] += 1 }
            let isTold = newState == .failed || newState == .waiting || state.total <= LiveReport.talkativeLimit
            guard isTold else { return nil }
            let because = reason.isEmpty ? "" : " \(reason)"
            return "\(style.colored(newState, newState.symbol)) \(item.name)\(because)\(took)"
        }
        if let line { tell(line) }
    }

    func runEnded(_ summary: RunSummary) {
        let ds = state.withLock { state -> String in
            state.isOver = true
            erase(&state)
            return state.ds
        }
        for line in RunWords.ending(summary, ds: ds, folder: folder, style: style) { console.line(line) }
        console.flush()
    }

    func runBroke() {
        // What is said of it elsewhere must not be drawn over.
        state.withLock { state in
            state.isOver = true
            erase(&state)
        }
        console.flush()
    }

    /// Says something in the course of the run.
    func say(_ line: String) {
        if !state.withLock(\.isOver) { tell(style.yellow(line)) }
    }

    /// Puts a line above the lower part.
    private func tell(_ line: String) {
        state.withLock { state in
            erase(&state)
            console.line(line)
            draw(&state)
        }
    }

    private func redraw() {
        state.withLock { state in
            if state.isOver { return }
            erase(&state)
            draw(&state)
        }
    }

    private func erase(_ state: inout State) {
        if state.drawn > 0 { console.write("\u{1B}[\(state.drawn)A\u{1B}[J") }
        state.drawn = 0
    }

    private func draw(_ state: inout State) {
        let size = console.size
        var lines = [counts(state, columns: size.columns - 1)]
        let room = max(1, min(10, size.rows - 4))
        let running = state.running.sorted { ($0.value.since, $0.key) < ($1.value.since, $1.key) }
        let now = clock.wallTime
        for (name, attempt) in running.prefix(room) {
            let again = attempt.number > 1 ? ", attempt \(attempt.number)" : ""
            let plain = "  ▸ \(name) \(Duration.milliseconds(max(0, now - attempt.since)).phrase)\(again)"
            lines.append(style.blue(Column.cut(plain, to: size.columns - 1)))
        }
        if running.count > room { lines.append(style.faint("  and \(running.count - room) more are running")) }
        for line in lines { console.line(line) }
        console.flush()
        state.drawn = lines.count
    }

    /// The line of counts. It must not wrap, or the lines that are erased would not be those that were drawn.
    private func counts(_ state: State, columns: Int) -> String {
        let done = state.counts.values.reduce(0, +)
        let percent = state.total == 0 ? 100 : done * 100 / state.total
        var parts: [(text: String, state: TaskState?)] = [("\(done) of \(state.total) (\(percent) %)", nil)]
        if !state.running.isEmpty { parts.append(("\(state.running.count) running", .running)) }
        if !state.waiting.isEmpty { parts.append(("\(state.waiting.count) to be tried again", .skipped)) }
        for each in [TaskState.failed, .upstreamFailed, .cancelled] {
            if let number = state.counts[each], number > 0 { parts.append(("\(number) \(each.rawValue)", each)) }
        }
        let elapsed = Duration.milliseconds(max(0, clock.wallTime - state.beganAt)).phrase
        let plain = "\(state.ds) \(parts.map(\.text).joined(separator: ", ")) \(elapsed)"
        if plain.count > columns { return Column.cut(plain, to: columns) }
        let colored = parts.map { part in part.state.map { style.colored($0, part.text) } ?? part.text }
        return style.bold(state.ds) + " " + colored.joined(separator: ", ") + style.faint(" \(elapsed)")
    }
}
