import Dataswarm
import PipelineGraph
import PipelineRecord
import Runs

/// What a run says at its beginning and its end, in every form of output.
enum RunWords {
    /// How many of the slowest tasks are named.
    private static let slowest = 3
    /// How many failures are shown with their logs.
    private static let failures = 5
    /// How many of the tasks that were left undone are named.
    private static let leftOver = 8
    /// How many lines of a log are shown.
    static let logLines = 10

    static func beginning(_ planned: PlannedDatestamp) -> String {
        let done = planned.skipCount > 0 ? ", \(planned.skipCount) done before" : ""
        return
            "ds \(planned.ds), run \(planned.run)\(by(profile: planned.profile)): \(toRun(planned.runCount, steps: planned.stepCount))\(done)"
    }

    /// `, profile prod`, or nothing where there is none.
    static func by(profile name: String?) -> String { name.map { ", profile \($0)" } ?? "" }

    /// `3 tasks to run, 2 steps of resources`.
    static func toRun(_ number: Int, steps: Int) -> String {
        let tasks = "\(count(number - steps, "task")) to run"
        return steps > 0 ? "\(tasks), \(count(steps, "step")) of resources" : tasks
    }

    /// What the reader should know, on standard error.
    static func say(_ notices: [RunNotice]) {
        if notices.isEmpty { return }
        for notice in notices { Console.error.line(Remedy.typed("driver: \(words(of: notice))")) }
        Console.error.flush()
    }

    /// Says of an answer that is empty why it is, on standard error.
    static func sayIfEmpty(_ selection: Selection, of graph: Graph, over range: DatestampRange?) {
        if selection.count > 0 { return }
        let words =
            graph.nodes.contains { $0.isTask }
            ? "no task is in such a state\(range.map { " for \($0)" } ?? "")"
            : "no pipeline is defined: list one in Pipelines/Definitions.swift"
        Console.error.line("driver: \(words).")
        Console.error.flush()
    }

    /// Why a ds of a range cannot be planned, on standard error.
    static func say(_ problems: [Problem], of ds: String) {
        for sentence in Repetition.once(problems.map(\.description)) {
            Console.error.line(Remedy.typed("driver: \(ds): \(sentence)"))
        }
        Console.error.flush()
    }

    private static func words(of notice: RunNotice) -> String {
        switch notice {
        case .lost(let task):
            "'\(task.task)' was lost for \(task.ds): the driver that ran it is gone. It counts as not done."
        case .leftover(let resource, let run): "'\(resource)' was left by run \(run): it is destroyed first."
        case .changedValues(let changed): ChangedValueWords.sentence(of: changed)
        case .warning(let words): "warning: \(words)"
        }
    }

    /// Who has done what this run need not do any more.
    static func by(_ run: Int64?) -> String { run.map { " by run \($0)" } ?? " by another run" }

    /// What is said of a ds at its end.
    ///
    /// - Parameters:
    ///   - showsLogs: whether the last lines of what failed are shown.
    ///   - isAlone: whether it is clear of which ds that is said, for no other is under way.
    static func ending(
        _ summary: RunSummary, folder: StateFolder, style: Style, showsLogs: Bool = true, isAlone: Bool = true
    ) -> [String] {
        let ds = summary.ds
        var lines: [String] = []
        for failure in summary.failures.prefix(failures) {
            lines.append("")
            lines.append("\(style.red("✗ \(failure.key.task)")) \(Remedy.typed(failure.reason))")
            let log = folder.log(failure.number, of: failure.key.task, ds: failure.key.ds)
            let tail = showsLogs ? LogTail.lines(of: log, last: logLines) : []
            lines.append(contentsOf: tail.map { style.faint("  │ ") + $0 })
            if failure.number > 0 { lines.append(style.faint("  log: \(log)")) }
        }
        if summary.failures.count > failures {
            lines.append(
                Remedy.typed(
                    "and \(summary.failures.count - failures) more failed: 'driver status --ds \(ds)' lists them."))
        }
        if !summary.failures.isEmpty { lines.append("") }
        let slow = summary.durations.sorted { ($1.milliseconds, $0.key) < ($0.milliseconds, $1.key) }.prefix(slowest)
        if summary.durations.count > 1, let first = slow.first, first.milliseconds >= 100 {
            let names = slow.map { "\($0.key.task) \(Duration.milliseconds($0.milliseconds).phrase)" }
            lines.append("slowest: \(names.joined(separator: ", "))")
        }
        if let reason = summary.stopReason { lines.append("stopped: \(reason)") }
        if !summary.left.isEmpty { lines.append(left(summary.left.map(\.task))) }
        lines += summary.live.map { stillThere($0.name, ds: $0.ds, style) }
        let word = summary.isSuccess ? style.green("done") : style.red("not done")
        lines.append(
            "\(isAlone ? "" : "ds \(ds) ")\(word) in \(Duration.milliseconds(summary.elapsed).phrase): \(counts(summary))"
        )
        return lines
    }

    /// A resource that was not destroyed.
    static func stillThere(_ resource: String, ds: String, _ style: Style) -> String {
        let name = resource.printable
        return Remedy.typed(
            "\(style.red("still there:")) \(name), which was not destroyed: the next run for \(ds) does it first; 'driver clear \(name) --ds \(ds)' forgets it"
        )
    }

    /// A line of a task's output.
    static func output(_ line: String, of task: String, _ style: Style) -> String {
        "\(style.faint("\(task) │")) \(line)"
    }

    /// The tasks that were left undone.
    static func left(_ tasks: [String]) -> String {
        let more = tasks.count > leftOver ? " and \(tasks.count - leftOver) more" : ""
        return "left: \(tasks.prefix(leftOver).joined(separator: ", "))\(more)"
    }

    /// Where a run stands whose record can no longer be kept.
    static func standstill(_ failure: RunFailure) -> String {
        let done = "\(count(failure.done, "task")) on record as done"
        return failure.left.isEmpty
            ? "\(done); nothing is left but to put the end of the run on record."
            : "\(done); what was under way was ended and counts as not done; \(left(failure.left.map(\.task)))."
    }

    /// Datestamps, those that follow each other as a range: `2016-04-01, 2016-04-03..2016-04-05`.
    static func ranges(_ datestamps: [String]) -> String {
        var parts: [(first: String, last: String, count: Int)] = []
        for ds in datestamps {
            let follows = parts.last.map { (try? Datestamp($0.last).next.description) == ds } ?? false
            if follows {
                parts[parts.count - 1].last = ds
                parts[parts.count - 1].count += 1
            } else {
                parts.append((ds, ds, 1))
            }
        }
        return parts.map { part in
            switch part.count {
            case 1: part.first
            case 2: "\(part.first), \(part.last)"
            default: "\(part.first)..\(part.last)"
            }
        }.joined(separator: ", ")
    }

    /// `3 succeeded, 1 failed, 2 done before`.
    static func counts(_ summary: RunSummary) -> String {
        var parts: [String] = []
        for state in TaskState.allCases {
            let others = state == .succeeded ? summary.skipped + summary.takenOver : 0
            let number = (summary.counts[state] ?? 0) - others
            if number > 0 { parts.append("\(number) \(state.rawValue)") }
        }
        if summary.takenOver > 0 { parts.append("\(summary.takenOver) done by other runs") }
        if summary.skipped > 0 { parts.append("\(summary.skipped) done before") }
        return parts.isEmpty ? "nothing to do" : parts.joined(separator: ", ")
    }

    static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
}
