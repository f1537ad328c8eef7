import Dataswarm
import PipelineEngine
import PipelineGraph
import PipelineRecord

/// An engine as a test talks to it: tasks by their names, effects as lines.
struct Story {
    let plan: Plan
    private(set) var now: Int64 = 0
    private var granting: GrantingEngine
    private var engine: Engine { granting.engine }

    /// - Parameters:
    ///   - done: tasks that have succeeded before.
    init(
        jobs: Int = 8,
        pools: [Pool] = [],
        limit: Int? = nil,
        done: [String] = [],
        failureMode: FailureMode = .finish,
        seed: UInt64 = 0,
        @PipelineBuilder content: () -> [Statement]
    ) throws {
        var planned = try Planned([Pipeline("p", limit: limit, content: content)], pools: pools)
        if !done.isEmpty {
            let items = planned.plan.items.enumerated().filter { done.contains("\($1.name.dropFirst(2))") }
            let records = items.map { ($1.name, $1.success(order: Int64($0 + 1))) }
            planned = try Planned(planned.graph, records: Dictionary(uniqueKeysWithValues: records))
        }
        plan = planned.plan
        granting = GrantingEngine(
            Engine(plan, limits: Limits(jobs: jobs, pools: pools), failureMode: failureMode, seed: seed))
    }

    var isFinished: Bool { engine.isFinished }
    var nextWake: Int64? { engine.nextWake }

    mutating func begin() -> [String] { lines(granting.start(at: now)) }

    /// The attempt of a task ends.
    mutating func end(_ task: String, _ end: AttemptEnd = .exited(0), at time: Int64? = nil) -> [String] {
        happen([.ended(item: place(of: task), end)], at: time)
    }

    /// The probe of a task has looked.
    mutating func answer(_ task: String, _ answer: ProbeAnswer, at time: Int64? = nil) -> [String] {
        happen([.answered(item: place(of: task), answer)], at: time)
    }

    mutating func stop(_ reason: String, at time: Int64? = nil) -> [String] {
        happen([.stop(reason: reason)], at: time)
    }

    /// Time goes by.
    mutating func wait(until time: Int64) -> [String] { happen([.tick], at: time) }

    mutating func happen(_ events: [Event], at time: Int64? = nil) -> [String] {
        now = time ?? now
        return lines(granting.handle(events, at: now))
    }

    /// Ends attempts as they begin until nothing is under way, those that are named with exit 1.
    mutating func play(failing: Set<String> = []) -> [String: TaskState] {
        var begun = begin()
        while let line = begun.first {
            begun.removeFirst()
            guard line.hasPrefix("execute ") else { continue }
            let task = "\(line.split(separator: " ")[1])"
            begun += end(task, failing.contains(task) ? .exited(1) : .exited(0))
        }
        return states
    }

    func state(_ task: String) -> TaskState { engine.state(of: place(of: task)) }

    var states: [String: TaskState] {
        let names = plan.items.map { "\($0.name.dropFirst(2))" }
        return Dictionary(uniqueKeysWithValues: names.map { ($0, state($0)) })
    }

    func place(of task: String) -> Int { plan.items.firstIndex { $0.name == "p.\(task)" }! }

    private func lines(_ steps: [Step]) -> [String] {
        steps.compactMap { step in
            guard case .effect(let effect) = step else {
                if case .claim(let item, let number) = step { return "claim \(name(item)) \(number)" }
                return nil
            }
            return switch effect {
            // Between the looks of a probe it says that it needs no slot.
            case .claim, .rest: nil
            case .withdraw(let item): "withdraw \(name(item))"
            case .takeOver(let item): "take over \(name(item))"
            case .execute(let item, let number): "execute \(name(item)) \(number)"
            case .look(let item, let number): "look \(name(item)) \(number)"
            case .end(let item): "end \(name(item))"
            case .close(let item, let number, let outcome):
                "close \(name(item)) \(number): \(words(outcome.state, outcome.reason))"
            case .change(let item, let state, let reason): "\(name(item)) \(words(state, reason))"
            }
        }
    }

    private func words(_ state: TaskState, _ reason: String) -> String {
        reason.isEmpty ? state.rawValue : "\(state.rawValue), \(reason)"
    }

    private func name(_ item: Int) -> Substring { plan.items[item].name.dropFirst(2) }
}

/// What a task is that a test needs no more of.
let work = Shell("work")
