import Dataswarm
import PipelineGraph
import PipelineRecord
import Runs

/// What ran and runs: a list of runs, or one with its attempts.
struct RunsReport {
    let folder: StateFolder
    /// In milliseconds since 1970.
    let now: Int64

    /// What is on record as running and has no owner any more is lost, unless another process will go on with it.
    func state(of run: RunRecord) -> RunState {
        run.state == .running && !run.owner.isAdoptable && !folder.isAlive(run.owner) ? .lost : run.state
    }

    // MARK: A list

    /// A row a run, below a head; nothing where there is no run.
    func list(_ runs: [RunRecord], _ style: Style) -> [String] {
        if runs.isEmpty { return [] }
        let rows = runs.map { run in
            [
                "\(run.id)", state(of: run).rawValue, run.request.ds, LocalTime.full(run.startedAt), took(run),
                who(run), asked(run),
            ]
        }
        let head = ["run", "state", "ds", "began", "took", "by", "asked for"]
        let widths = head.indices.map { column in ([head] + rows).map { $0[column].count }.max() ?? 0 }
        return ([head] + rows).enumerated().map { index, row in
            let cells = row.enumerated().map { column, text in
                let padded = column == row.count - 1 ? text : Column.padded(text, to: widths[column])
                guard index > 0, column == 1 else { return index == 0 ? style.faint(padded) : padded }
                return style.colored(TaskState(runs[index - 1].state), padded)
            }
            return cells.joined(separator: "  ")
        }
    }

    private func took(_ run: RunRecord) -> String {
        guard let end = run.endedAt else {
            return state(of: run) == .running ? "\(phrase(now - run.startedAt)) so far" : "-"
        }
        return phrase(end - run.startedAt)
    }

    private func phrase(_ milliseconds: Int64) -> String { Duration.milliseconds(max(0, milliseconds)).phrase }

    private func who(_ run: RunRecord) -> String {
        let user = run.request.requestedBy.isEmpty ? "-" : run.request.requestedBy.printable
        return [.manual, .mark].contains(run.request.trigger) ? user : "\(user) (\(run.request.trigger.rawValue))"
    }

    /// The request in short; the ds has a column of its own.
    private func asked(_ run: RunRecord) -> String {
        let request = run.request
        var parts: [String] = request.retriesFailed ? ["retry"] : request.trigger == .mark ? ["mark"] : []
        if !request.only.isEmpty {
            parts.append((request.retriesFailed ? "" : "--only ") + request.only.joined(separator: " "))
        }
        if !request.exclude.isEmpty { parts.append("--exclude \(request.exclude.joined(separator: " "))") }
        if request.force, request.trigger != .mark { parts.append("--force") }
        if request.upstream != "hold", request.trigger != .mark { parts.append("--upstream \(request.upstream)") }
        if let profile = request.profile { parts.append("--profile \(profile.name)") }
        parts += request.parameters.keys.sorted().map { "--set \($0)=…" }
        parts += request.settings.map { "--setting \($0)" }
        if !request.reason.isEmpty { parts.append("(\(request.reason))") }
        return parts.isEmpty ? "everything" : parts.joined(separator: " ").printable
    }

    func json(_ run: RunRecord) -> String { JSONLine.text(members(of: run)) }

    private func members(of run: RunRecord) -> [(String, JSONLine.Value)] {
        let request = run.request
        var members: [(String, JSONLine.Value)] = [
            ("run", .number(run.id)), ("state", .text(state(of: run).rawValue)), ("ds", .text(request.ds)),
            ("trigger", .text(request.trigger.rawValue)), ("by", .text(request.requestedBy)),
            ("only", .list(request.only.map { .text($0) })), ("exclude", .list(request.exclude.map { .text($0) })),
            ("retry", .flag(request.retriesFailed)), ("force", .flag(request.force)),
            ("graph", .text(request.graphHash)), ("began_at", .number(run.startedAt)),
        ]
        if let profile = request.profile { members.append(("profile", .text(profile.name))) }
        if !request.reason.isEmpty { members.append(("reason", .text(request.reason))) }
        if let end = run.endedAt { members.append(("ended_at", .number(end))) }
        return members
    }

    // MARK: One run

    func lines(
        _ run: RunRecord, _ attempts: [AttemptRecord], _ waits: [Wait], _ claims: [TaskKey: Claim], _ style: Style
    ) -> [String] {
        let state = state(of: run)
        var lines = [
            style.bold("run \(run.id)") + ", \(style.colored(TaskState(state), state.rawValue)), ds \(run.request.ds)",
            "  asked for: \(asked(run)), by \(who(run))", "  command: \(run.commandLine.printable)",
            "  began \(LocalTime.full(run.startedAt)), took \(took(run)), process \(run.owner.process)",
        ]
        if let profile = run.request.profile {
            let values = (profile.parameters + profile.settings).map { "\($0.name)=\($0.text)" }
            let gives = values.isEmpty ? "" : ", which gave \(values.joined(separator: ", "))"
            lines.append("  profile: \(profile.name)\(gives)".printable)
        }
        if !run.request.graphHash.isEmpty { lines.append("  graph: \(run.request.graphHash)") }
        if run.cancellation != nil, state == .running { lines.append("  it was asked to end") }
        for wait in waits where state == .running {
            let what = wait.pool.map { "a slot of the pool \($0)" } ?? holder(claims[wait.key])
            lines.append("  \(wait.key.task) for \(wait.key.ds) waits for \(what), since \(LocalTime.full(wait.since))")
        }
        if attempts.isEmpty { return lines + ["  no task was started"] }
        let isRange = run.request.ds.contains("..")
        let rows = attempts.map { attempt -> [String] in
            let name = "\(attempt.key.task)@\(attempt.number)"
            return (isRange ? [attempt.key.ds] : []) + [
                name, word(attempt, state), duration(attempt), measures(attempt),
            ]
        }
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        for (attempt, row) in zip(attempts, rows) {
            let cells = row.enumerated().map { column, text in Column.padded(text, to: widths[column]) }
            let reason = attempt.reason.isEmpty ? "" : "  \(attempt.reason.printable)"
            var line = "  " + cells.joined(separator: "  ") + reason
            while line.last == " " { line.removeLast() }
            lines.append(line)
        }
        return lines
    }

    private func holder(_ claim: Claim?) -> String {
        claim.map { "run \($0.run), which has claimed it" } ?? "its claim"
    }

    private func word(_ attempt: AttemptRecord, _ run: RunState) -> String {
        attempt.state == .running && run != .running ? TaskState.lost.rawValue : attempt.state.rawValue
    }

    private func duration(_ attempt: AttemptRecord) -> String {
        phrase((attempt.endedAt ?? now) - attempt.startedAt)
    }

    private func measures(_ attempt: AttemptRecord) -> String {
        guard let measures = attempt.measures else { return "" }
        var parts: [String] = []
        if let memory = measures.peakMemory { parts.append("\(ByteCount.phrase(memory)) memory") }
        if let user = measures.userTime { parts.append("\(phrase(user + (measures.systemTime ?? 0))) cpu") }
        if let log = measures.logBytes { parts.append("\(ByteCount.phrase(log)) log") }
        if let output = measures.outputBytes, output > 0 { parts.append("\(ByteCount.phrase(output)) output") }
        return parts.joined(separator: ", ")
    }

    func json(_ run: RunRecord, _ attempts: [AttemptRecord], _ waits: [Wait]) -> [String] {
        [json(run)]
            + waits.filter { _ in state(of: run) == .running }.map { wait in
                var members: [(String, JSONLine.Value)] = [
                    ("run", .number(run.id)), ("ds", .text(wait.key.ds)), ("task", .text(wait.key.task)),
                    ("state", .text("waiting_for_others")), ("since", .number(wait.since)),
                ]
                if let pool = wait.pool { members.append(("for_pool", .text(pool))) }
                return JSONLine.text(members)
            }
            + attempts.map { attempt in
                var members: [(String, JSONLine.Value)] = [
                    ("run", .number(run.id)), ("ds", .text(attempt.key.ds)), ("task", .text(attempt.key.task)),
                    ("attempt", .number(Int64(attempt.number))), ("state", .text(word(attempt, state(of: run)))),
                    ("began_at", .number(attempt.startedAt)),
                ]
                if let end = attempt.endedAt { members.append(("ended_at", .number(end))) }
                if let code = attempt.exitCode { members.append(("exit_code", .number(Int64(code)))) }
                if let signal = attempt.signal { members.append(("signal", .number(Int64(signal)))) }
                if let cause = attempt.cause { members.append(("cause", .text(cause.rawValue))) }
                if !attempt.reason.isEmpty { members.append(("reason", .text(attempt.reason))) }
                if let measures = attempt.measures { members.append(("measures", .object(measures.members))) }
                return JSONLine.text(members)
            }
    }
}

extension TaskState {
    /// The state of a task that is shown in the colour of a run's.
    fileprivate init(_ state: RunState) {
        switch state {
        case .running: self = .running
        case .succeeded: self = .succeeded
        case .failed: self = .failed
        case .cancelled: self = .cancelled
        case .lost: self = .lost
        }
    }
}
