import Dataswarm
import PipelineGraph
import PipelineRecord
import Runs
import Synchronization

/// A run on a terminal: what ended scrolls away above, what is under way stands below and is drawn anew.
///
/// It stays readable with 10,000 tasks: single successes are only counted there; failures are always told.
final class LiveReport: RunListener {
    /// More tasks than this, and single successes are no longer told.
    private static let talkativeLimit = 60
    /// How often the lower part is drawn anew.
    private static let period = Duration.milliseconds(100)

    private struct State {
        var datestamps = OpenDatestamps()
        var total = 0
        var counts: [TaskState: Int] = [:]
        var running: [TaskKey: (since: Int64, number: Int)] = [:]
        /// What waits for a retry.
        var again: [TaskKey: String] = [:]
        /// What waits for other runs.
        var obstructions: [TaskKey: (since: Int64, what: Obstruction)] = [:]
        /// What probes look for.
        var looks: [TaskKey: RenderedProbe] = [:]
        var beganAt: Int64 = 0
        /// How many lines of the lower part are on the screen.
        var drawn = 0
        var hasBegun = false
        /// Whether a ds has ended, and the next has not begun.
        var isPaused = false
        var isOver = false
        /// Whether the terminal is somebody else's for now.
        var isStandingStill = false
    }

    private let console: Console
    private let style: Style
    private let folder: StateFolder
    private let clock: any RunClock
    private let showsLogs: Bool
    private let state = Mutex(State())

    /// - Parameter showsLogs: whether the last lines of what failed are shown at the end.
    init(
        _ console: Console, folder: StateFolder, showsLogs: Bool = true, clock: any RunClock = MachineClock()
    ) {
        self.console = console
        self.showsLogs = showsLogs
        style = Style(for: console)
        self.folder = folder
        self.clock = clock
    }

    func hear(_ event: RunEvent) {
        switch event {
        case .began, .attemptEnded: break
        case .planned(let planned): plan(planned)
        case .nothingToDo(_, let words): tell(words)
        case .planFailed(let ds, let problems):
            state.withLock { erase(&$0) }
            RunWords.say(problems, of: ds)
        case .attemptBegan(let key, let number, let time):
            state.withLock { state in
                state.running[key] = (time, number)
                state.again[key] = nil
                state.obstructions[key] = nil
            }
        case .taskChanged(let key, let newState, let reason, let time): change(key, newState, reason, time)
        case .waits(let key, let obstruction, let time):
            state.withLock { $0.obstructions[key] = (time, obstruction) }
        case .noticed(let notice):
            state.withLock { erase(&$0) }
            RunWords.say([notice])
        case .tookOver(let key, let run, let time):
            change(key, .succeeded, "done\(RunWords.by(run))", time)
        case .datestampEnded(let summary):
            let isAlone = state.withLock { state in
                state.datestamps.end(summary.ds)
                state.isPaused = state.datestamps.isEmpty
                erase(&state)
                return state.datestamps.isEmpty
            }
            for line in RunWords.ending(summary, folder: folder, style: style, showsLogs: showsLogs, isAlone: isAlone) {
                console.line(line)
            }
            console.flush()
        case .ended, .broke:
            // What is said elsewhere must not be drawn over.
            state.withLock { state in
                state.isOver = true
                if !state.isPaused { erase(&state) }
            }
            console.flush()
        }
    }

    private func plan(_ planned: PlannedDatestamp) {
        RunWords.say(planned.notices)
        let isFirst = state.withLock { state in
            let isFirst = !state.hasBegun
            erase(&state)
            // What goes on beside another ds is counted with it.
            if state.datestamps.isEmpty {
                (state.total, state.counts, state.beganAt) = (0, [:], clock.wallTime)
            }
            state.datestamps.begin(planned.ds)
            state.looks.merge(planned.looks) { $1 }
            state.total += planned.runCount
            (state.hasBegun, state.isPaused) = (true, false)
            return isFirst
        }
        console.line(style.bold(RunWords.beginning(planned)))
        console.flush()
        guard isFirst else { return }
        _Concurrency.Task.detached { [self] in
            while !state.withLock(\.isOver) {
                redraw()
                try? await _Concurrency.Task.sleep(for: LiveReport.period)
            }
        }
    }

    private func change(_ key: TaskKey, _ newState: TaskState, _ reason: String, _ time: Int64) {
        let line = state.withLock { state -> String? in
            let began = state.running.removeValue(forKey: key)?.since
            let took = began.map { " \(style.faint(Duration.milliseconds(max(0, time - $0)).phrase))" } ?? ""
            state.again[key] = newState == .waiting ? reason : nil
            state.obstructions[key] = nil
            if newState != .waiting { state.looks[key] = nil }
            if newState != .waiting { state.counts[newState, default: 0] += 1 }
            let isTold = newState == .failed || newState == .waiting || state.total <= LiveReport.talkativeLimit
            guard isTold else { return nil }
            let because = reason.isEmpty ? "" : " \(Remedy.typed(reason))"
            return "\(style.colored(newState, newState.symbol)) \(state.datestamps.name(key))\(because)\(took)"
        }
        if let line { tell(line) }
    }

    /// Says something in the course of the run.
    func say(_ line: String) {
        if !state.withLock(\.isOver) { tell(style.yellow(line)) }
    }

    /// Leaves the terminal to others, or comes back to it.
    func standStill(_ stands: Bool) {
        state.withLock { state in
            state.isStandingStill = stands
            if stands, !state.isOver { erase(&state) }
        }
        console.flush()
    }

    /// Shows a line of a task's output.
    func show(_ line: OutputTail.Line) {
        tell(RunWords.output(line.shown, of: state.withLock { $0.datestamps.name(line.key) }, style))
    }

    /// Puts a line above the lower part.
    private func tell(_ line: String) {
        state.withLock { state in
            erase(&state)
            console.line(line)
            if !state.isPaused, !state.isStandingStill { draw(&state) }
        }
    }

    private func redraw() {
        state.withLock { state in
            if state.isOver || state.isPaused || state.isStandingStill { return }
            erase(&state)
            draw(&state)
        }
    }

    private func erase(_ state: inout State) {
        // What somebody types, such as Ctrl-C, is shown where the cursor is, and moves it to the right.
        if state.drawn > 0 { console.write("\r\u{1B}[\(state.drawn)A\u{1B}[J") }
        state.drawn = 0
    }

    private func draw(_ state: inout State) {
        let size = console.size
        var lines = [counts(state, columns: size.columns - 1)]
        let room = max(1, min(10, size.rows - 4))
        let running = state.running.sorted { ($0.value.since, $0.key) < ($1.value.since, $1.key) }
        let now = clock.wallTime
        for (key, attempt) in running.prefix(room) {
            let again = attempt.number > 1 ? ", attempt \(attempt.number)" : ""
            let look = state.looks[key].map { ", \(InvocationText.words(of: $0))" } ?? ""
            let plain =
                "  ▸ \(state.datestamps.name(key)) \(Duration.milliseconds(max(0, now - attempt.since)).phrase)\(again)\(look)"
            lines.append(style.blue(Column.cut(plain, to: size.columns - 1)))
        }
        let waiting = state.obstructions.sorted { ($0.value.since, $0.key) < ($1.value.since, $1.key) }
        for (key, wait) in waiting.prefix(max(1, room - running.count)) {
            let since = Duration.milliseconds(max(0, now - wait.since)).phrase
            lines.append(
                style.faint(
                    Column.cut(
                        "  ◦ \(state.datestamps.name(key)) waits for \(wait.what.phrase), \(since)",
                        to: size.columns - 1)))
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
        if !state.again.isEmpty { parts.append(("\(state.again.count) to be tried again", .skipped)) }
        if !state.obstructions.isEmpty {
            parts.append(("\(state.obstructions.count) waiting for other runs", .skipped))
        }
        for each in [TaskState.failed, .upstreamFailed, .cancelled] {
            if let number = state.counts[each], number > 0 { parts.append(("\(number) \(each.rawValue)", each)) }
        }
        let elapsed = Duration.milliseconds(max(0, clock.wallTime - state.beganAt)).phrase
        let plain = "\(state.datestamps.phrase) \(parts.map(\.text).joined(separator: ", ")) \(elapsed)"
        if plain.count > columns { return Column.cut(plain, to: columns) }
        let colored = parts.map { part in part.state.map { style.colored($0, part.text) } ?? part.text }
        return style.bold(state.datestamps.phrase) + " " + colored.joined(separator: ", ") + style.faint(" \(elapsed)")
    }
}
