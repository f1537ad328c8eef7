import Dataswarm
import PipelineGraph
import PipelineRecord
import Runs
import Synchronization

/// A run as lines of text, one for each thing that happens: for files, pipes and other programs.
final class PlainReport: RunListener {
    private let console: Console
    private let style: Style
    private let folder: StateFolder
    private let showsLogs: Bool
    private struct State {
        var datestamps = OpenDatestamps()
        /// What probes look for.
        var looks: [TaskKey: RenderedProbe] = [:]
    }

    private let state = Mutex(State())

    /// - Parameter showsLogs: whether the last lines of what failed are shown at the end.
    init(_ console: Console, folder: StateFolder, showsLogs: Bool = true) {
        self.console = console
        self.showsLogs = showsLogs
        style = Style(for: console)
        self.folder = folder
    }

    func hear(_ event: RunEvent) {
        switch event {
        case .began, .ended, .broke, .attemptEnded: return
        case .planned(let planned):
            state.withLock { state in
                state.looks.merge(planned.looks) { $1 }
                state.datestamps.begin(planned.ds)
            }
            RunWords.say(planned.notices)
            console.line(RunWords.beginning(planned))
        case .nothingToDo(_, let words): console.line(words)
        case .planFailed(let ds, let problems): return RunWords.say(problems, of: ds)
        case .attemptBegan(let key, let number, let time):
            let look = state.withLock { $0.looks[key] }.map { ": \(InvocationText.words(of: $0))" } ?? ""
            line(time, "started", "\(name(key))\(number > 1 ? " (attempt \(number))" : "")\(look)")
        case .taskChanged(let key, let state, let reason, let time):
            let because = reason.isEmpty ? "" : ": \(Remedy.typed(reason))"
            line(time, style.colored(state, state == .waiting ? "again" : state.rawValue), "\(name(key))\(because)")
            if state.isFinal { _ = self.state.withLock { $0.looks.removeValue(forKey: key) } }
        case .waits(let key, let obstruction, let time):
            var since = ""
            if case .run(_, let moment) = obstruction { since = " since \(LocalTime.full(moment))" }
            line(time, "waits", "\(name(key)) for \(obstruction.phrase)\(since)")
        case .noticed(let notice): RunWords.say([notice])
        case .tookOver(let key, let run, let time):
            line(time, style.colored(.succeeded, "done"), "\(name(key))\(RunWords.by(run))")
        case .datestampEnded(let summary):
            state.withLock { $0.datestamps.end(summary.ds) }
            let isAlone = state.withLock(\.datestamps.isEmpty)
            for line in RunWords.ending(summary, folder: folder, style: style, showsLogs: showsLogs, isAlone: isAlone) {
                console.line(line)
            }
        }
        console.flush()
    }

    private func name(_ key: TaskKey) -> String { state.withLock { $0.datestamps.name(key) } }

    /// Shows a line of a task's output.
    func show(_ line: OutputTail.Line) {
        console.line(RunWords.output(line.shown, of: name(line.key), style))
        console.flush()
    }

    private func line(_ time: Int64, _ word: String, _ rest: String) {
        console.line("\(LocalTime.clock(time)) \(word) \(rest)")
    }
}
