import Dataswarm
import PipelineRecord

/// What stands in the way of a task: of all that it waits for, near and far, what is not as its rule wants it.
///
/// What must happen first comes first, with what would make it happen.
struct Blockers {
    let graph: Graph
    let ds: String
    let records: [String: TaskRecord]
    let streaks: [String: Streak]
    /// The claims of runs that go on, by task.
    let claims: [String: Claim]
    /// Spells a moment.
    let time: (Int64) -> String

    /// More than this, and the first are what matters.
    private static let limit = 20

    /// A paragraph for each, as lines.
    func lines(of index: Int) -> [String] {
        let blockers = inOrder(before: index)
        var lines = blockers.prefix(Blockers.limit).flatMap(describe)
        if blockers.count > Blockers.limit { lines.append("and \(blockers.count - Blockers.limit) more") }
        return lines
    }

    /// The tasks that stand in the way, each after those that stand in its own.
    private func inOrder(before index: Int) -> [Int] {
        var order: [Int] = []
        var seen: Set<Int> = [index]
        // With a stack of its own, for a chain of tasks may be long: a task is met twice, before and after its blockers.
        var stack = direct(of: index).reversed().map { (task: $0, isDone: false) }
        while let (task, isDone) = stack.popLast() {
            if isDone {
                order.append(task)
            } else if seen.insert(task).inserted {
                stack.append((task, true))
                if waitsForOthers(task) { stack += direct(of: task).reversed().map { ($0, false) } }
            }
        }
        return order
    }

    /// The tasks that a task waits for by itself or through groups, and that its rule does not take as they are.
    private func direct(of index: Int) -> [Int] {
        let rule = graph.settings(of: index).when ?? .allSucceeded
        let upstream = tasks(upstreamOf: index)
        let states = upstream.map { records[graph.nodes[$0].fullName]?.state }
        switch rule {
        case .always: return []
        case .oneSucceeded where states.contains(.succeeded): return []
        case .oneFailed where states.contains(where: { $0 == .failed || $0 == .upstreamFailed }): return []
        default: break
        }
        return zip(upstream, states).filter { !Blockers.takes(rule, $0.1) }.map(\.0)
    }

    private static func takes(_ rule: TriggerRule, _ state: TaskState?) -> Bool {
        guard let state else { return false }
        return switch rule {
        case .allSucceeded, .oneSucceeded: state == .succeeded
        case .noneFailed: state == .succeeded || state == .skipped
        case .allDone, .oneFailed: state.isFinal && state != .lost && state != .cancelled
        case .always: true
        }
    }

    private func tasks(upstreamOf index: Int) -> [Int] {
        var tasks: [Int] = []
        var seen: Set<Int> = []
        var stack = Array(graph.upstream[index].reversed())
        while let other = stack.popLast() {
            guard seen.insert(other).inserted else { continue }
            if !graph.nodes[other].isTask {
                stack.append(contentsOf: graph.upstream[other].reversed())
            } else {
                tasks.append(other)
            }
        }
        return tasks
    }

    /// Whether what stands in the way of a task is elsewhere: it has not had an attempt of its own that is to be mended.
    private func waitsForOthers(_ task: Int) -> Bool {
        let record = records[graph.nodes[task].fullName]
        if record?.skippingExit != nil { return false }
        return switch record?.state {
        case nil, .upstreamFailed, .cancelled, .waiting, .ready, .skipped: true
        case .failed, .lost, .running, .succeeded: false
        }
    }

    private func describe(_ task: Int) -> [String] {
        let name = graph.nodes[task].fullName
        let record = records[name]
        var line = name
        if let record {
            let reason = record.reason.isEmpty ? "" : ": \(record.reason.printable)"
            let run = claims[name].map { " in run \($0.run)" } ?? ""
            // What no run has claimed runs no more.
            let state = record.state == .running && claims[name] == nil ? .lost : record.state
            line += ", \(state.rawValue)\(run) since \(time(record.changedAt))\(reason)"
        } else {
            line += ", which has not run"
        }
        return [line] + remedy(task, name, record).map { "  \($0)" }
    }

    /// What would take it out of the way, where it does not wait for others itself.
    private func remedy(_ task: Int, _ name: String, _ record: TaskRecord?) -> [String] {
        let settings = graph.settings(of: task)
        if let hold = Hold.find(name, ds: ds, settings: settings, record: record, streak: streaks[name]) {
            return ["it is held: \(hold)"]
        }
        if waitsForOthers(task), !direct(of: task).isEmpty { return [] }
        switch record?.state {
        case .failed:
            return ["'driver logs \(name) --ds \(ds)' says how, 'driver retry \(name) --ds \(ds)' tries again"]
        case _ where claims[name] != nil: return []
        case .skipped where record?.skippingExit != nil:
            return ["'driver --ds \(ds) --only \(name) --force' runs it all the same"]
        case .skipped: return ["its rule has passed it over: 'driver --ds \(ds) --only \(name)' runs it all the same"]
        default: return ["'driver --ds \(ds) --only \(name)' runs it"]
        }
    }
}
