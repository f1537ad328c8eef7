/// What is stale and what runs, written down as simply as it can be: sets of numbers, and rules that are applied until nothing changes.
///
/// It shares no code with the planner, nor with datestamps: its calendar is four days, of which two lie in February, with their hours
/// and their months.
struct Model {
    enum Unit: Int, CaseIterable {
        case month, day, hour

        /// How many of them the calendar has.
        var count: Int { [2, 4, 96][rawValue] }

        /// The coarser one that one of them lies in.
        func place(of ds: Int, in coarser: Unit) -> Int {
            switch (self, coarser) {
            case (.hour, .day): ds / 24
            case (.hour, .month): ds / 48
            case (.day, .month): ds / 2
            default: ds
            }
        }
    }

    /// Which datestamps of another task a task waits for.
    enum Reach: Hashable {
        case same
        case ahead
        case back(Int)
        case last(Int)
        case sinceMonth
        case each
        case containing
    }

    enum Rule: CaseIterable { case allSucceeded, oneSucceeded, always }

    struct Edge: Hashable {
        let source: Int
        let reach: Reach
    }

    struct Task {
        let pipeline: Int
        let rule: Rule
        var edges: [Edge] = []
        /// Which command it has by now.
        var version = 0
    }

    struct Pipeline {
        let unit: Unit
        /// Its first datestamp.
        let start: Int
    }

    struct Key: Hashable {
        let task: Int
        let ds: Int
    }

    enum State { case failed, upstreamFailed, cleared, succeeded }

    struct Record {
        var state: State
        /// The command that it last succeeded with.
        var version = 0
        /// When it last succeeded; 0 where it never has.
        var succeeded = 0
        /// What had succeeded last when that attempt began.
        var began = 0
    }

    var pipelines: [Pipeline] = []
    var tasks: [Task] = []
    var records: [Key: Record] = [:]
    /// How many successes there have been.
    var clock = 0

    func unit(_ task: Int) -> Unit { pipelines[tasks[task].pipeline].unit }

    /// The datestamps of a task.
    func datestamps(_ task: Int) -> Range<Int> { pipelines[tasks[task].pipeline].start..<unit(task).count }

    /// What a task waits for at a datestamp.
    func inputs(_ key: Key) -> Set<Key> { known[key] ?? [] }

    /// The same of all tasks at all datestamps, which is worked out once.
    private var known: [Key: Set<Key>] = [:]

    mutating func workOutInputs() {
        for task in tasks.indices {
            for ds in datestamps(task) { known[Key(task: task, ds: ds)] = found(Key(task: task, ds: ds)) }
        }
    }

    private func found(_ key: Key) -> Set<Key> {
        var found: Set<Key> = []
        for edge in tasks[key.task].edges {
            for ds in datestamps(edge.source) where reaches(edge, key, ds) {
                found.insert(Key(task: edge.source, ds: ds))
            }
        }
        return found
    }

    private func reaches(_ edge: Edge, _ key: Key, _ ds: Int) -> Bool {
        let (own, other) = (unit(key.task), unit(edge.source))
        return switch edge.reach {
        case .same: ds == key.ds
        case .ahead: ds == key.ds + 1
        case .back(let count): ds == key.ds - count
        case .last(let count): ds <= key.ds && ds > key.ds - count
        case .sinceMonth: ds <= key.ds && own.place(of: ds, in: .month) == own.place(of: key.ds, in: .month)
        case .each: other.place(of: ds, in: own) == key.ds
        case .containing: own.place(of: key.ds, in: other) == ds
        }
    }

    /// Keys with all that they stand on.
    func closure(_ keys: Set<Key>) -> Set<Key> {
        var all = keys
        while true {
            let more = all.union(all.flatMap(inputs))
            if more == all { return all }
            all = more
        }
    }

    /// What is to be executed of some keys.
    func runs(_ keys: Set<Key>) -> Set<Key> {
        growing(keys.filter { records[$0]?.state != .succeeded || isOutdated($0) }, among: keys)
    }

    /// Which successes are stale.
    var stale: Set<Key> {
        let done = Set(records.keys.filter { records[$0]?.state == .succeeded })
        return growing(done.filter(isOutdated), among: done)
    }

    /// Keys, and of some others those that stand on them.
    private func growing(_ keys: Set<Key>, among others: Set<Key>) -> Set<Key> {
        var all = keys
        while true {
            let more = all.union(others.filter { !inputs($0).isDisjoint(with: all) })
            if more == all { return all }
            all = more
        }
    }

    /// Whether the command of a success is another one by now, or an input succeeded after it had begun.
    private func isOutdated(_ key: Key) -> Bool {
        guard let record = records[key] else { return false }
        if record.version != tasks[key.task].version { return true }
        let successes = inputs(key).compactMap { records[$0]?.succeeded }.filter { $0 > 0 }
        return switch tasks[key.task].rule {
        case .allSucceeded: successes.contains { $0 > record.began }
        case .oneSucceeded: !successes.isEmpty && successes.allSatisfy { $0 > record.began }
        case .always: false
        }
    }
}
