public import Dataswarm
public import PipelineGraph

/// Which turn of its pipeline an item of a range belongs to.
///
/// A pipeline takes its datestamps in order, and no more of them at a time than it is allowed; pipelines do not wait for each
/// other. A failed ds holds back only what stands on it: a turn is over when all of it has come to an end, whichever that is.
public struct TurnRule: Sendable {
    /// The turn of an item within a part.
    public struct Turn: Hashable, Sendable {
        public var pipeline: String
        public var ds: Datestamp
        /// How many turns of the pipeline may be under way at a time, at least 1.
        public var limit: Int

        public init(pipeline: String, ds: Datestamp, limit: Int) {
            (self.pipeline, self.ds, self.limit) = (pipeline, ds, max(limit, 1))
        }
    }

    /// - Returns: `nil` where an item waits for nobody's turn.
    let turn: @Sendable (PlanItem) -> Turn?

    public init(turn: @escaping @Sendable (PlanItem) -> Turn?) { self.turn = turn }
}

/// The turns of pipelines: which are under way, and which wait for earlier ones.
///
/// An order, and never a reason for standing still: where nothing goes on and a turn waits, it is admitted.
struct TurnTable {
    private struct Turn {
        let pipeline: String
        let items: [Int]
        var open: Int
        var isAdmitted = false
    }

    private struct Line {
        var underWay = 0
        var limit: Int
        /// The turns that wait, in their order.
        var waiting: ArraySlice<Int> = []
    }

    private var turns: [Int: Turn] = [:]
    private var lines: [String: Line] = [:]
    private var count = 0
    /// How many have ended.
    private(set) var ended = 0
    /// Turns that have been admitted, and whose items have not been looked at since.
    private var admitted: [Int] = []

    /// Puts a turn behind those of the same pipeline.
    ///
    /// - Returns: its number.
    mutating func add(_ turn: TurnRule.Turn, _ items: [Int]) -> Int {
        let number = count
        count += 1
        turns[number] = Turn(pipeline: turn.pipeline, items: items, open: items.count)
        lines[turn.pipeline, default: Line(limit: turn.limit)].limit = turn.limit
        lines[turn.pipeline]?.waiting.append(number)
        callNext(of: turn.pipeline)
        return number
    }

    /// Whether an item may begin, as far as it is a matter of turns.
    func isAdmitted(_ turn: Int?) -> Bool { turn.map { turns[$0]?.isAdmitted ?? true } ?? true }

    /// How many turns of a pipeline are under way or wait.
    func open(of pipeline: String) -> Int { lines[pipeline].map { $0.underWay + $0.waiting.count } ?? 0 }

    mutating func noteEnd(in number: Int) {
        guard var turn = turns[number] else { return }
        turn.open -= 1
        turns[number] = turn.open == 0 ? nil : turn
        if turn.open > 0 { return }
        ended += 1
        if turn.isAdmitted {
            lines[turn.pipeline]?.underWay -= 1
        } else {
            lines[turn.pipeline]?.waiting.removeAll { $0 == number }
        }
        callNext(of: turn.pipeline)
        if open(of: turn.pipeline) == 0 { lines[turn.pipeline] = nil }
    }

    /// Admits a turn, whether it is its turn or not.
    mutating func admit(_ number: Int) {
        guard let turn = turns[number], !turn.isAdmitted else { return }
        turns[number]?.isAdmitted = true
        lines[turn.pipeline]?.waiting.removeAll { $0 == number }
        lines[turn.pipeline]?.underWay += 1
        admitted.append(number)
    }

    /// Admits the first turn that waits; nothing else goes on.
    ///
    /// - Returns: whether there was one.
    mutating func admitNext() -> Bool {
        guard let first = lines.values.compactMap(\.waiting.first).min() else { return false }
        admit(first)
        return true
    }

    private mutating func callNext(of pipeline: String) {
        while let line = lines[pipeline], line.underWay < line.limit, let next = line.waiting.first { admit(next) }
    }

    var hasAdmitted: Bool { !admitted.isEmpty }

    /// The items of turns that have been admitted since this was asked for last.
    mutating func takeAdmitted() -> [Int] {
        if admitted.isEmpty { return [] }
        defer { admitted = [] }
        return admitted.flatMap { turns[$0]?.items ?? [] }
    }
}

extension Engine {
    /// How many turns have come to an end: where it is the same as before, no pipeline has more room than before.
    public var endedTurns: Int { turns.ended }

    /// How many turns of a pipeline are under way or wait.
    public func turns(of pipeline: String) -> Int { turns.open(of: pipeline) }

    /// Puts the tasks of a part into the turns of their pipelines, the earlier ds first.
    mutating func takeTurns(_ places: Range<Int>, _ rule: TurnRule) {
        var found: [TurnRule.Turn: [Int]] = [:]
        for index in places where !plan.items[index].isGroup {
            if let turn = rule.turn(plan.items[index]) { found[turn, default: []].append(index) }
        }
        let inOrder = found.sorted { ($0.key.ds, $0.value[0]) < ($1.key.ds, $1.value[0]) }
        for (turn, members) in inOrder {
            let number = turns.add(turn, members)
            for index in members { self.items[index].turn = number }
        }
    }
}
