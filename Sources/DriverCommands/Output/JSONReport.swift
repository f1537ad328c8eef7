import Dataswarm
import PipelineEngine
import PipelineGraph
import PipelineRecord

/// A run as one JSON object a line, for other programs. `time` is in milliseconds since 1970.
final class JSONReport: RunObserver {
    private let console: Console
    private var ds = ""
    private var run: Int64 = 0
    private let clock: any RunClock

    init(_ console: Console, clock: any RunClock = MachineClock()) {
        self.console = console
        self.clock = clock
    }

    func runBegan(_ plan: Plan, run: Int64) {
        ds = plan.ds.description
        self.run = run
        emit(
            "run_began",
            [
                ("time", .number(clock.wallTime)), ("to_run", .number(Int64(plan.runCount))),
                ("done_before", .number(Int64(plan.skipCount))),
            ])
    }

    func attemptBegan(_ item: PlanItem, number: Int, at time: Int64) {
        emit(
            "attempt_began", [("time", .number(time)), ("task", .text(item.name)), ("attempt", .number(Int64(number)))])
    }

    func attemptEnded(_ item: PlanItem, number: Int, _ outcome: AttemptOutcome, at time: Int64) {
        var members: [(String, JSONLine.Value)] = [
            ("time", .number(time)), ("task", .text(item.name)), ("attempt", .number(Int64(number))),
            ("state", .text(outcome.state.rawValue)),
        ]
        if let code = outcome.exitCode { members.append(("exit_code", .number(Int64(code)))) }
        if let signal = outcome.signal { members.append(("signal", .number(Int64(signal)))) }
        if let cause = outcome.cause { members.append(("cause", .text(cause.rawValue))) }
        if !outcome.reason.isEmpty { members.append(("reason", .text(outcome.reason))) }
        emit("attempt_ended", members)
    }

    func taskChanged(_ item: PlanItem, _ state: TaskState, reason: String, at time: Int64) {
        var members: [(String, JSONLine.Value)] = [
            ("time", .number(time)), ("task", .text(item.name)), ("state", .text(state.rawValue)),
        ]
        if !reason.isEmpty { members.append(("reason", .text(reason))) }
        emit("task_changed", members)
    }

    func runEnded(_ summary: RunSummary) {
        let counts = TaskState.allCases.compactMap { state in
            summary.counts[state].flatMap { $0 > 0 ? (state.rawValue, JSONLine.Value.number(Int64($0))) : nil }
        }
        var members: [(String, JSONLine.Value)] = [
            ("time", .number(clock.wallTime)), ("state", .text(summary.state.rawValue)),
            ("elapsed_ms", .number(summary.elapsed)), ("done_before", .number(Int64(summary.skipped))),
            ("counts", .object(counts)),
        ]
        if !summary.live.isEmpty { members.append(("live", .list(summary.live.map { .text($0) }))) }
        if let reason = summary.stopReason { members.append(("stop_reason", .text(reason))) }
        emit("run_ended", members)
    }

    private func emit(_ event: String, _ members: [(String, JSONLine.Value)]) {
        console.line(JSONLine.text([("event", .text(event)), ("ds", .text(ds)), ("run", .number(run))] + members))
        console.flush()
    }
}

/// A JSON object on one line.
enum JSONLine {
    indirect enum Value {
        case text(String)
        case number(Int64)
        case flag(Bool)
        case list([Value])
        case object([(String, Value)])
    }

    static func text(_ members: [(String, Value)]) -> String { render(.object(members)) }

    static func render(_ value: Value) -> String {
        switch value {
        case .text(let text): JSONText.quoted(text)
        case .number(let number): String(number)
        case .flag(let flag): flag ? "true" : "false"
        case .list(let values): "[\(values.map(render).joined(separator: ","))]"
        case .object(let members): "{\(members.map { "\(JSONText.quoted($0)):\(render($1))" }.joined(separator: ","))}"
        }
    }
}
