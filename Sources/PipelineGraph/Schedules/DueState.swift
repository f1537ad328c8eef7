public import Dataswarm
public import PipelineRecord

/// Why a ds of a pipeline that is due is not done.
public enum DueState: Hashable, Sendable, CustomStringConvertible {
    /// No task of it has run.
    case notRun
    /// Some tasks are done, or were lost with their driver, and none speaks against going on.
    case unfinished(done: Int, of: Int)
    /// A run is doing it.
    case running(run: Int64)
    /// A task is held, and until when.
    case held(task: String, Hold)
    /// Tasks failed: the first, why, and how many there are.
    case failed(task: String, reason: String, count: Int)
    /// A task was stopped on request.
    case cancelled(task: String)

    /// What of a pipeline for a ds is not done; `nil` where all of it is.
    ///
    /// - Parameters:
    ///   - records: what is on record for the ds, by task.
    ///   - streaks: the failures in a row of each task whose last end was one.
    ///   - claims: the claims of runs that go on, by task.
    public init?(
        of pipeline: Int, for ds: Datestamp, in graph: Graph, records: [String: TaskRecord],
        streaks: [String: Streak], claims: [String: Claim]
    ) {
        var (done, count, failed): (Int, Int, [TaskRecord]) = (0, 0, [])
        var cancelled: String?
        var isTouched = false
        var hold: (task: String, hold: Hold)?
        for node in graph.pipelines[pipeline].nodes where graph.nodes[node].isTask {
            let name = graph.nodes[node].fullName
            count += 1
            if let claim = claims[name] {
                self = .running(run: claim.run)
                return
            }
            let record = records[name]
            if let record, !record.isCleared { isTouched = true }
            switch record?.state {
            case .succeeded, .skipped:
                done += 1
                continue
            case .failed: failed += record.map { [$0] } ?? []
            case .cancelled: cancelled = cancelled ?? name
            default: break
            }
            if hold == nil, streaks[name] != nil || (record?.lostInARow ?? 0) > 0 {
                hold = Hold.find(
                    name, ds: ds.description, settings: graph.settings(of: node), record: record, streak: streaks[name]
                ).map { (name, $0) }
            }
        }
        if done == count { return nil }
        if let hold {
            self = .held(task: hold.task, hold.hold)
        } else if let first = failed.first {
            self = .failed(task: first.task, reason: first.reason, count: failed.count)
        } else if let cancelled {
            self = .cancelled(task: cancelled)
        } else {
            self = isTouched ? .unfinished(done: done, of: count) : .notRun
        }
    }

    /// Whether it is to be started without anybody's having looked at it: nothing failed, and nobody is at it.
    public var isToBeStarted: Bool {
        switch self {
        case .notRun, .unfinished: true
        case .running, .held, .failed, .cancelled: false
        }
    }

    /// The kind, as programs read it.
    public var word: String {
        switch self {
        case .notRun: "not_run"
        case .unfinished: "unfinished"
        case .running: "running"
        case .held: "held"
        case .failed: "failed"
        case .cancelled: "cancelled"
        }
    }

    public var description: String {
        switch self {
        case .notRun: "not run"
        case .unfinished(let done, let count): "unfinished, \(done) of \(count) tasks done"
        case .running(let run): "running, run \(run)"
        case .held(let task, let hold): "held, \(task): \(hold)"
        case .failed(let task, let reason, let count):
            "failed, \(task)\(count > 1 ? " and \(count - 1) more" : "")\(reason.isEmpty ? "" : ": \(reason)")"
        case .cancelled(let task): "cancelled, \(task)"
        }
    }
}
