import Dataswarm
import PipelineGraph
import PipelineRecord
import Runs

/// A run as lines of text, one for each thing that happens: for files, pipes and other programs.
final class PlainReport: RunListener {
    private let console: Console
    private let style: Style
    private let folder: StateFolder

    init(_ console: Console, folder: StateFolder) {
        self.console = console
        style = Style(for: console)
        self.folder = folder
    }

    func hear(_ event: RunEvent) {
        switch event {
        case .began, .ended, .broke, .attemptEnded: return
        case .planned(let planned):
            RunWords.say(planned.notices)
            console.line(RunWords.beginning(planned))
        case .nothingToDo(_, let words): console.line(words)
        case .planFailed(let ds, let problems): return RunWords.say(problems, of: ds)
        case .attemptBegan(let key, let number, let time):
            line(time, "started", "\(key.task)\(number > 1 ? " (attempt \(number))" : "")")
        case .taskChanged(let key, let state, let reason, let time):
            let because = reason.isEmpty ? "" : ": \(reason)"
            line(time, style.colored(state, state == .waiting ? "again" : state.rawValue), "\(key.task)\(because)")
        case .waits(let key, let obstruction, let time):
            var since = ""
            if case .run(_, let moment) = obstruction { since = " since \(LocalTime.full(moment))" }
            line(time, "waits", "\(key.task) for \(obstruction.phrase)\(since)")
        case .noticed(let notice): RunWords.say([notice])
        case .tookOver(let key, let run, let time):
            line(time, style.colored(.succeeded, "done"), "\(key.task)\(RunWords.by(run))")
        case .datestampEnded(let summary):
            for line in RunWords.ending(summary, folder: folder, style: style) { console.line(line) }
        }
        console.flush()
    }

    private func line(_ time: Int64, _ word: String, _ rest: String) {
        console.line("\(LocalTime.clock(time)) \(word) \(rest)")
    }
}
