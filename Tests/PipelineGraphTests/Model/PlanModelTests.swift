import Dataswarm
import Glibc
import PipelineGraph
import PipelineRecord
import Testing

/// Plans and staleness against a model of them, over thousands of random graphs with random windows and histories.
///
/// `DATASWARM_SEEDS=100000` makes it a long test; `DATASWARM_SEED=17` replays one and prints what happens in it.
@Suite struct PlanModelTests {
    private static let chunks = 4

    @Test(arguments: 0..<chunks) func plansAreThoseOfTheModel(chunk: Int) {
        let seeds = Self.number("DATASWARM_SEED").map { $0..<$0 + 1 } ?? 0..<(Self.number("DATASWARM_SEEDS") ?? 200)
        for seed in seeds where seed % UInt64(Self.chunks) == chunk {
            var story = Story(seed)
            story.tell(histories: 6)
            if seeds.count == 1 { print(story.lines.joined(separator: "\n")) }
            for difference in story.differences {
                Issue.record("DATASWARM_SEED=\(seed) replays it: \(difference)\n\(story.lines.joined(separator: "\n"))")
            }
            // The first tells enough.
            if !story.differences.isEmpty { return }
        }
    }

    private static func number(_ variable: String) -> UInt64? {
        getenv(variable).flatMap { UInt64(String(cString: $0)) }
    }
}

/// One history of a random model, told to both.
private struct Story {
    var lines: [String] = []
    var differences: [String] = []
    private var random: Seeded
    private var model: Model
    private var graph: Graph

    init(_ seed: UInt64) {
        random = Seeded(state: seed &* 0x9E37_79B9_7F4A_7C15 &+ 7)
        model = ModelDice.make(&random)
        graph = model.graph
        for (task, place) in zip(model.tasks, model.tasks.indices) {
            let edges = task.edges.map { "t\($0.source) \($0.reach)" }.joined(separator: ", ")
            lines.append("t\(place): \(model.unit(place)) of p\(task.pipeline), \(task.rule), waits for [\(edges)]")
        }
    }

    mutating func tell(histories: Int) {
        for _ in 0..<histories where differences.isEmpty {
            do {
                if Bool.random(using: &random) { disturb() }
                try Bool.random(using: &random) ? runOne() : runRange()
                disturb()
                compareStaleness()
            } catch {
                differences.append("\(error)")
            }
        }
    }

    private mutating func disturb() {
        let versions = model.tasks.map(\.version)
        lines.append(ModelDice.disturb(&model, &random))
        if model.tasks.map(\.version) != versions { graph = model.graph }
    }

    // MARK: What is stale

    private mutating func compareStaleness() {
        let stale = model.stale
        let records = model.taskRecords
        for unit in Model.Unit.allCases {
            guard let any = model.tasks.indices.first(where: { model.unit($0) == unit }) else { continue }
            let all = model.datestamps(any)
            // Of some of them it is the same as of all.
            let range = Int.random(in: all, using: &random)..<all.upperBound
            let shown = range.map { model.datestamp(Model.Key(task: any, ds: $0)) }
            let reach = Staleness.reach(of: Selection(all: graph), over: shown, in: graph)
            guard let found = try? Staleness(reach, in: graph, records) else { continue }
            for task in model.tasks.indices where model.unit(task) == unit {
                for ds in range {
                    let key = Model.Key(task: task, ds: ds)
                    let reason = found[model.taskKey(key)]
                    guard (reason != nil) != stale.contains(key) else { continue }
                    differences.append(
                        "\(key.words) is \(reason.map { "stale: \($0)" } ?? "not stale"), and not so for the model")
                }
            }
        }
    }

    // MARK: What runs

    /// What a plan is asked for: some tasks, at one or several datestamps.
    private struct Wish {
        var tasks: [Int] = []
        var datestamps: Range<Int> = 0..<0
        var withAll = false
    }

    private mutating func wish(isRange: Bool) -> Wish {
        let unit = model.unit(model.tasks.indices.randomElement(using: &random)!)
        let fitting = model.tasks.indices.filter { model.unit($0) == unit }
        var wish = Wish()
        wish.tasks = fitting.filter { _ in Int.random(in: 0..<3, using: &random) > 0 }
        if wish.tasks.isEmpty { wish.tasks = [fitting[0]] }
        let all = model.datestamps(fitting[0])
        let first = Int.random(in: all, using: &random)
        wish.datestamps = first..<(isRange ? min(first + 3, all.upperBound) : first + 1)
        wish.withAll = Bool.random(using: &random)
        lines.append(
            "run \(wish.tasks.map { "\(wish.withAll ? "+" : "")t\($0)" }.joined(separator: " ")) at \(wish.datestamps)")
        return wish
    }

    private mutating func runOne() throws {
        let wish = wish(isRange: false)
        let plan = try plan(wish, wish.datestamps.lowerBound, underWay: [:])
        compare([plan], wish)
        execute(plan.items.filter { $0.runs }.map(model.key))
    }

    /// As a range is planned: one datestamp after the other, each with what those before it are about.
    private mutating func runRange() throws {
        let wish = wish(isRange: true)
        var underWay: [Datestamp: Set<String>] = [:]
        var plans: [Plan] = []
        for ds in wish.datestamps {
            let made = try plan(wish, ds, underWay: underWay)
            for item in made.items where item.runs { underWay[item.ds, default: []].insert(item.name) }
            plans.append(made)
        }
        compare(plans, wish)
        // In an order in which none comes before what it stands on.
        let keys = plans.flatMap { $0.items.filter { $0.runs }.map(model.key) }
        var left = Set(keys)
        var order: [Model.Key] = []
        while let next = keys.first(where: { left.contains($0) && model.inputs($0).isDisjoint(with: left) }) {
            left.remove(next)
            order.append(next)
        }
        execute(order)
    }

    private func plan(_ wish: Wish, _ ds: Int, underWay: [Datestamp: Set<String>]) throws -> Plan {
        let model = model
        let names = wish.tasks.map { (wish.withAll ? "+" : "") + model.name($0) }
        let selection = try Selection(only: names, in: graph)
        let later = Set(
            (ds + 1..<max(ds + 1, wish.datestamps.upperBound)).map {
                model.datestamp(Model.Key(task: wish.tasks[0], ds: $0))
            })
        var request = PlanRequest(
            ds: model.datestamp(Model.Key(task: wish.tasks[0], ds: ds)), selection: selection)
        request.upstream = .assume
        request.underWay = underWay
        request.isTarget = { later.contains($1) && selection.contains[$0] }
        let reach = request.reach(in: graph)
        let records = model.taskRecords.mapValues { PlanRecord(tasks: $0) }
        return try Plan(graph, request, reach: reach, records: records.filter { reach.datestamps.contains($0.key) })
    }

    private mutating func compare(_ plans: [Plan], _ wish: Wish) {
        let asked = Set(wish.tasks.flatMap { task in wish.datestamps.map { Model.Key(task: task, ds: $0) } })
        let keys = wish.withAll ? model.closure(asked) : asked
        let items = plans.flatMap(\.items)
        differ("plans are about", Set(items.map(model.key)), keys)
        differ("runs", Set(items.filter { $0.runs }.map(model.key)), model.runs(keys))
        for plan in plans {
            let order = plan.items.filter { $0.runs }.map(model.key)
            for (place, key) in order.enumerated() {
                for later in order[place...] where later != key && model.inputs(key).contains(later) {
                    differences.append("\(key.words) comes before \(later.words), on which it stands")
                }
            }
        }
    }

    private mutating func differ(_ words: String, _ found: Set<Model.Key>, _ expected: Set<Model.Key>) {
        if found == expected { return }
        let (more, less) = (found.subtracting(expected), expected.subtracting(found))
        differences.append(
            "\(words): too many \(more.map(\.words).sorted()), missing \(less.map(\.words).sorted())")
    }

    private mutating func execute(_ keys: [Model.Key]) {
        model.execute(keys, &random)
        lines.append("  executed \(keys.map { "\($0.words) \(model.records[$0]!.state)" }.joined(separator: ", "))")
    }
}
