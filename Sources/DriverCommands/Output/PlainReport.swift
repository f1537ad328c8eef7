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
    /// What probes look for.
    private let looks = Mutex<[TaskKey: RenderedProbe]>([:])

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
            looks.withLock { $0.merge(planned.looks) { $1 } }
            RunWords.say(planned.notices)
            console.line(RunWords.beginning(planned))
        case .nothingToDo(_, let words): console.line(words)
        case .planFailed(let ds, let problems): return RunWords.say(problems, of: ds)
        case .attemptBegan(let key, let number, let time):
            let look = looks.withLock { $0[key] }.map { ": \(InvocationText.words(of: $0))" } ?? ""
            line(time, "started", "\(key.task)\(number > 1 ? " (attempt \(number))" : "")\(look)")
        case .taskChanged(let key, let state, let reason, let time):
            let because = reason.isEmpty ? "" : ": \(Remedy.typed(reason))"
            line(time, style.colored(state, state == .waiting ? "again" : state.rawValue), "\(key.task)\(because)")
        case .waits(let key, let obstruction, let time):
            var since = ""
            if case .run(_, let moment) = obstruction { since = " since \(LocalTime.full(moment))" }
            line(time, "waits", "\(key.task) for \(obstruction.phrase)\(since)")
        case .noticed(let notice): RunWords.say([notice])
        case .tookOver(let key, let run, let time):
            line(time, style.colored(.succeeded, "done"), "\(key.task)\(RunWords.by(run))")
        case .datestampEnded(let summary):
            for line in RunWords.ending(summary, folder: folder, style: style, showsLogs: showsLogs) {
                console.line(line)
            }
        }
        console.flush()
    }

    /// Shows a line of a task's output.
    func show(_ line: OutputTail.Line) {
        console.line(RunWords.output(line, style))
        console.flush()
    }

    private func line(_ time: Int64, _ word: String, _ rest: String) {
        console.line("\(LocalTime.clock(time)) \(word) \(rest)")
    }
}
