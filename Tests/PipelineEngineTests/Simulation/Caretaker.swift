import Dataswarm
import PipelineEngine
import PipelineGraph
import PipelineRecord

/// What is really there: the resources of an imagined world over all runs, beside what the store says of them.
///
/// It holds the engine to what resources promise, whatever the referee thinks of the steps that lead there.
struct Caretaker {
    /// What the imagined store has on record.
    private(set) var records: [String: TaskRecord] = [:]
    private(set) var live: [String: LiveResource] = [:]
    /// The resources of which something may be there.
    private(set) var there: Set<String> = []
    /// Those whose creation has succeeded in this run.
    private var isComplete: Set<String> = []
    /// Those whose creation has begun in this run.
    private var begun: Set<String> = []
    private var underWay: Set<Int> = []
    private var successes: Int64 = 0
    private var run: Int64 = 0

    /// How many attempts of each key are on record.
    var attempts: [TaskKey: Int] {
        Dictionary(records.values.map { ($0.key, $0.attempts) }, uniquingKeysWith: { first, _ in first })
    }

    /// A new run: what an earlier one has created is of no use to it.
    mutating func begin() {
        run += 1
        (isComplete, begun, underWay) = ([], [], [])
    }

    /// The driver is killed, and everything that it has started with it.
    mutating func die() {
        underWay = []
        for (name, record) in records where record.state == .running { records[name]?.state = .lost }
    }

    /// One transaction.
    mutating func record(_ steps: [Step], of plan: Plan) {
        for step in steps {
            switch step {
            case .claim(let item, let number):
                put(.running, plan.items[item], attempts: number)
                if let role = plan.items[item].resource, role.kind == .create { note(role.name) }
            case .effect(.change(let item, let state, _)):
                put(state, plan.items[item])
                guard state == .succeeded, let role = plan.items[item].resource else { continue }
                if role.kind == .create { note(role.name) } else { live[role.name] = nil }
                // What executes nothing is done with its record.
                if plan.items[item].invocation == .nothing { done(role) }
            case .effect: break
            }
        }
    }

    mutating func carryOut(_ effect: Effect, of plan: Plan) throws {
        switch effect {
        case .claim, .close, .change, .end, .withdraw, .rest, .takeOver: return
        case .execute(let item, _), .look(let item, _):
            let name = plan.items[item].name
            for creation in plan.items[item].uses {
                let resource = plan.items[creation].subject
                try require(isComplete.contains(resource), "\(name) starts without \(resource)")
            }
            if let role = plan.items[item].resource {
                let users = underWay.filter { plan.items[$0].uses.contains { plan.items[$0].subject == role.name } }
                try require(users.isEmpty, "\(name) begins while \(role.name) is in use")
                let steps = underWay.filter { plan.items[$0].subject == role.name && $0 != item }
                try require(steps.isEmpty, "\(name) begins while another step of \(role.name) is under way")
                if role.kind == .create {
                    let isFresh = !there.contains(role.name) || begun.contains(role.name)
                    try require(isFresh, "\(name) creates what an earlier run has left")
                    try require(!isComplete.contains(role.name), "\(name) creates what is there")
                    begun.insert(role.name)
                    there.insert(role.name)
                }
                try require(live[role.name] != nil, "\(role.name) may be there and is not on record")
            }
            underWay.insert(item)
        }
    }

    mutating func hear(_ event: Event, of plan: Plan) {
        switch event {
        case .ended(let item, let end, _):
            underWay.remove(item)
            if end == .exited(0), let role = plan.items[item].resource { done(role) }
        case .answered(let item, let answer):
            underWay.remove(item)
            if answer == .yes, let role = plan.items[item].resource { done(role) }
        case .tick, .stop, .claimed, .othersChanged, .doneElsewhere: break
        }
    }

    /// What holds at every moment, that of a kill included.
    func check() throws {
        for resource in there { try require(live[resource] != nil, "\(resource) is leaked") }
    }

    /// What holds when a run has come to its end by itself.
    func checkEnd(_ engine: Engine) throws {
        try check()
        for resource in live.keys.sorted() {
            let ends = engine.plan.items.indices.filter {
                engine.plan.items[$0].resource?.kind == .destroy && engine.plan.items[$0].subject == resource
            }
            let isExcused = ends.contains { [.failed, .cancelled, .lost].contains(engine.state(of: $0)) }
            try require(isExcused, "\(resource) is left, and nothing kept it from being destroyed")
        }
    }

    private mutating func done(_ role: ResourceRole) {
        if role.kind == .create {
            there.insert(role.name)
            isComplete.insert(role.name)
        } else {
            there.remove(role.name)
            isComplete.remove(role.name)
        }
    }

    private mutating func note(_ resource: String) {
        if live[resource] == nil { live[resource] = LiveResource(name: resource, ds: day, run: run, since: 0) }
    }

    private mutating func put(_ state: TaskState, _ item: PlanItem, attempts: Int? = nil) {
        var record = records[item.name] ?? TaskRecord(task: item.name, ds: day, state: state)
        record.state = state
        record.attempts = max(record.attempts, attempts ?? 0)
        if state == .succeeded {
            successes += 1
            (record.successOrder, record.invocation) = (successes, InvocationRecord.text(of: item.invocation))
        }
        records[item.name] = record
    }
}
