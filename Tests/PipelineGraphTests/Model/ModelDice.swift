/// Models that are drawn at random.
enum ModelDice {
    static func make(_ random: inout Seeded) -> Model {
        var model = Model()
        // Hours are many, and so they are few.
        let units: [Model.Unit] = [.day, .day, .day, .day, .day, .day, .month, .month, .hour]
        let firstDay = Int.random(in: 0...1, using: &random)
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            let unit = units.randomElement(using: &random)!
            model.pipelines.append(Model.Pipeline(unit: unit, start: unit == .day ? firstDay : 0))
        }
        for place in 0..<Int.random(in: 3...7, using: &random) {
            let rule =
                Int.random(in: 0..<5, using: &random) == 0
                ? Model.Rule.allCases.randomElement(using: &random)! : .allSucceeded
            // None is without a task.
            let pipeline =
                model.pipelines.indices.contains(place)
                ? place : Int.random(in: model.pipelines.indices, using: &random)
            model.tasks.append(Model.Task(pipeline: pipeline, rule: rule))
            let task = model.tasks.count - 1
            model.tasks[task].edges = edges(of: task, in: model, &random)
        }
        model.workOutInputs()
        return model
    }

    /// To tasks before it, and at times to itself before: so there is no circle.
    private static func edges(of task: Int, in model: Model, _ random: inout Seeded) -> [Model.Edge] {
        var edges: [Model.Edge] = []
        for source in 0..<task where Int.random(in: 0..<2, using: &random) == 0 {
            let (own, other) = (model.unit(task), model.unit(source))
            let reaches: [Model.Reach] =
                own == other
                ? [.same, .same, .ahead, .back(1), .back(2), .last(2), .last(3)] + (own == .month ? [] : [.sinceMonth])
                : [other.rawValue > own.rawValue ? .each : .containing]
            edges.append(Model.Edge(source: source, reach: reaches.randomElement(using: &random)!))
        }
        if Int.random(in: 0..<4, using: &random) == 0 {
            edges.append(Model.Edge(source: task, reach: .back(Int.random(in: 1...2, using: &random))))
        }
        return edges
    }

    /// Something happens that is none of a plan's: a task is made anew, cleared, or gets another command.
    static func disturb(_ model: inout Model, _ random: inout Seeded) -> String {
        let task = Int.random(in: model.tasks.indices, using: &random)
        let key = Model.Key(task: task, ds: Int.random(in: model.datestamps(task), using: &random))
        switch Int.random(in: 0..<5, using: &random) {
        case 0:
            model.tasks[task].version += 1
            return "t\(task) has another command"
        case 1:
            if model.records[key] != nil { model.records[key] = Model.Record(state: .cleared) }
            return "\(key.words) is cleared"
        case 2:
            model.records[key, default: Model.Record(state: .failed)].state = .failed
            return "\(key.words) fails"
        default:
            model.succeed(key, &random)
            return "\(key.words) is made anew, \(model.records[key]!)"
        }
    }
}

extension Model {
    /// An attempt succeeds that may have begun before others ended.
    mutating func succeed(_ key: Key, _ random: inout Seeded) {
        let began = max(0, clock - (Int.random(in: 0..<6, using: &random) == 0 ? 2 : 0))
        clock += 1
        records[key] = Record(state: .succeeded, version: tasks[key.task].version, succeeded: clock, began: began)
    }

    /// One after the other runs, in an order in which a plan has them; now and then one fails, and with it what stands on it.
    mutating func execute(_ keys: [Key], _ random: inout Seeded) {
        var failed: Set<Key> = []
        for key in keys {
            let isHeldBack = tasks[key.task].rule == .allSucceeded && !inputs(key).isDisjoint(with: failed)
            if isHeldBack || Int.random(in: 0..<10, using: &random) == 0 {
                failed.insert(key)
                records[key, default: Record(state: .failed)].state = isHeldBack ? .upstreamFailed : .failed
            } else {
                succeed(key, &random)
            }
        }
    }
}

extension Model.Key {
    var words: String { "t\(task)@\(ds)" }
}
