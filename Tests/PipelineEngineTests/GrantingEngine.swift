import Dataswarm
import PipelineEngine
import PipelineGraph
import PipelineRecord

/// An engine to which every claim is granted at once, as if no other run existed, with the number after that of the last
/// attempt. What comes of a claim stands right behind it.
struct GrantingEngine {
    private(set) var engine: Engine
    /// The attempts of each key so far, over all runs.
    private var numbers: [TaskKey: Int] = [:]

    init(_ engine: Engine, attempts: [TaskKey: Int] = [:]) {
        self.engine = engine
        for item in engine.plan.items { numbers[item.key] = attempts[item.key] ?? item.attempts }
    }

    mutating func start(at now: Int64) -> [Step] { grant(engine.start(at: now), at: now) }

    mutating func handle(_ events: [Event], at now: Int64) -> [Step] { grant(engine.handle(events, at: now), at: now) }

    private mutating func grant(_ effects: [Effect], at now: Int64) -> [Step] {
        var steps: [Step] = []
        for effect in effects {
            guard case .claim(let item, let isNew) = effect else {
                steps.append(.effect(effect))
                continue
            }
            let key = engine.plan.items[item].key
            if isNew { numbers[key, default: 0] += 1 }
            let number = numbers[key] ?? 0
            if isNew { steps.append(.claim(item: item, number: number)) }
            steps += grant(engine.handle([.claimed(item: item, .granted(number: number))], at: now), at: now)
        }
        return steps
    }
}

/// What an engine wants, with the numbers that its claims are granted.
enum Step {
    case claim(item: Int, number: Int)
    case effect(Effect)

    var effect: Effect? { if case .effect(let effect) = self { effect } else { nil } }
}
