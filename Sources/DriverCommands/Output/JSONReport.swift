import Dataswarm
import PipelineGraph
import PipelineRecord
import Runs
import Synchronization

/// A run as one JSON object a line, for other programs. `time` is in milliseconds since 1970.
final class JSONReport: RunListener {
    private let console: Console
    private let clock: any RunClock
    /// Its number, and whether it is about a range.
    private let run = Mutex<(id: Int64, isRange: Bool)>((0, false))

    /// Where the logs are of what failed, if their ends are to be told.
    private let logs: StateFolder?
    /// What probes look for.
    private let looks = Mutex<[TaskKey: RenderedProbe]>([:])

    /// - Parameter logs: where the logs are, if the last lines of what failed are to be told.
    init(_ console: Console, logs: StateFolder? = nil, clock: any RunClock = MachineClock()) {
        self.console = console
        self.logs = logs
        self.clock = clock
    }

    func hear(_ event: RunEvent) {
        switch event {
        case .began(let beginning): begin(beginning)
        case .planned(let planned): plan(planned)
        case .nothingToDo(_, let words): Console.say(words, besideEvents: true)
        case .planFailed(let ds, let problems):
            RunWords.say(problems, of: ds)
            emit(
                "ds_failed", ds: ds,
                [("time", .number(clock.wallTime)), ("problems", .list(problems.map { .object($0.members) }))])
        case .attemptBegan(let key, let number, let time):
            let look = looks.withLock { $0[key] }.map {
                [("looks_for", JSONLine.Value.text(InvocationText.words(of: $0)))]
            }
            emit("attempt_began", key, time, [("attempt", .number(Int64(number)))] + (look ?? []))
        case .attemptEnded(let key, let number, let outcome, let measures, let time):
            emit(
                "attempt_ended", key, time,
                JSONReport.members(number, outcome, measures) + lastLines(key, number, outcome))
        case .taskChanged(let key, let state, let reason, let time):
            var members: [(String, JSONLine.Value)] = [("state", .text(state.rawValue))]
            if !reason.isEmpty { members.append(("reason", .text(reason))) }
            emit("task_changed", key, time, members)
        case .waits(let key, let obstruction, let time):
            emit("task_waits", key, time, JSONReport.members(obstruction))
        case .noticed(let notice): RunWords.say([notice])
        case .tookOver(let key, let run, let time):
            var members: [(String, JSONLine.Value)] = [("state", .text(TaskState.succeeded.rawValue))]
            if let run { members.append(("done_by", .number(run))) }
            emit("task_taken_over", key, time, members)
        case .datestampEnded(let summary):
            if run.withLock(\.isRange) { emit("ds_ended", ds: summary.ds, end(summary)) }
        case .ended(let summary): emit("run_ended", ds: summary.ds, end(summary))
        case .broke: break
        }
    }

    private func begin(_ beginning: RunBeginning) {
        let isRange = beginning.request.ds.contains("..")
        run.withLock { $0 = (beginning.run, isRange) }
        guard isRange else { return }
        emit("run_began", ds: beginning.request.ds, [("time", .number(beginning.time))])
    }

    private func plan(_ planned: PlannedDatestamp) {
        looks.withLock { $0.merge(planned.looks) { $1 } }
        RunWords.say(planned.notices)
        let isRange = run.withLock(\.isRange)
        emit(
            isRange ? "ds_began" : "run_began", ds: planned.ds,
            [
                ("time", .number(planned.time)), ("to_run", .number(Int64(planned.runCount))),
                ("done_before", .number(Int64(planned.skipCount))),
            ] + (planned.profile.map { [("profile", .text($0))] } ?? []))
    }

    /// Tells a line of a task's output.
    func show(_ line: OutputTail.Line) {
        let text = String(decoding: line.bytes, as: UTF8.self)
        emit(
            "task_output", line.key, clock.wallTime, [("attempt", .number(Int64(line.number))), ("line", .text(text))])
    }

    private func lastLines(_ key: TaskKey, _ number: Int, _ outcome: AttemptOutcome) -> [(String, JSONLine.Value)] {
        guard let logs, outcome.state == .failed else { return [] }
        let lines = LogTail.lines(of: logs.log(number, of: key.task, ds: key.ds), last: RunWords.logLines)
        return lines.isEmpty ? [] : [("output", .list(lines.map { .text($0) }))]
    }

    private static func members(
        _ number: Int, _ outcome: AttemptOutcome, _ measures: AttemptMeasures?
    ) -> [(String, JSONLine.Value)] {
        var members: [(String, JSONLine.Value)] = [
            ("attempt", .number(Int64(number))), ("state", .text(outcome.state.rawValue)),
        ]
        if let code = outcome.exitCode { members.append(("exit_code", .number(Int64(code)))) }
        if let signal = outcome.signal { members.append(("signal", .number(Int64(signal)))) }
        if let cause = outcome.cause { members.append(("cause", .text(cause.rawValue))) }
        if !outcome.reason.isEmpty { members.append(("reason", .text(outcome.reason))) }
        if let measures, measures != AttemptMeasures() { members.append(("measures", .object(measures.members))) }
        return members
    }

    private static func members(_ obstruction: Obstruction) -> [(String, JSONLine.Value)] {
        switch obstruction {
        case .run(let run, let since): [("for_run", .number(run)), ("since", .number(since))]
        case .pool(let pool, let runs):
            [("for_pool", .text(pool)), ("runs", .list(runs.sorted().map { .number($0) }))]
        }
    }

    private func end(_ summary: RunSummary) -> [(String, JSONLine.Value)] {
        let counts = TaskState.allCases.compactMap { state in
            summary.counts[state].flatMap { $0 > 0 ? (state.rawValue, JSONLine.Value.number(Int64($0))) : nil }
        }
        var members: [(String, JSONLine.Value)] = [
            ("time", .number(clock.wallTime)), ("state", .text(summary.state.rawValue)),
            ("elapsed_ms", .number(summary.elapsed)), ("done_before", .number(Int64(summary.skipped))),
            ("counts", .object(counts)),
        ]
        if summary.takenOver > 0 { members.append(("taken_over", .number(Int64(summary.takenOver)))) }
        if !summary.live.isEmpty { members.append(("live", .list(summary.live.map { .text($0.name) }))) }
        if !summary.notBegun.isEmpty { members.append(("not_begun", .list(summary.notBegun.map { .text($0) }))) }
        if let reason = summary.stopReason { members.append(("stop_reason", .text(reason))) }
        return members
    }

    private func emit(_ event: String, _ key: TaskKey, _ time: Int64, _ members: [(String, JSONLine.Value)]) {
        emit(event, ds: key.ds, [("time", .number(time)), ("task", .text(key.task))] + members)
    }

    private func emit(_ event: String, ds: String, _ members: [(String, JSONLine.Value)]) {
        let id = run.withLock(\.id)
        console.line(JSONLine.text([("event", .text(event)), ("ds", .text(ds)), ("run", .number(id))] + members))
        console.flush()
    }
}

extension Problem {
    fileprivate var members: [(String, JSONLine.Value)] {
        var members: [(String, JSONLine.Value)] = [("code", .text(code.rawValue))]
        if let place { members.append(("place", .text(place))) }
        return members + [("sentence", .text(sentence))]
    }
}

extension AttemptMeasures {
    /// As members of a JSON object, those that are known.
    var members: [(String, JSONLine.Value)] {
        let all: [(String, Int64?)] = [
            ("peak_memory", peakMemory), ("user_ms", userTime), ("system_ms", systemTime), ("log_bytes", logBytes),
            ("output_bytes", outputBytes),
        ]
        return all.compactMap { name, value in value.map { (name, .number($0)) } }
    }
}
