import Dataswarm

/// Tells whether a task waits for what it reads of another: at every ds, for every datestamp of a window.
enum WaitedOutputs {
    static func covers(_ window: DatestampWindow, of source: Int, for reader: Int, in graph: Graph) -> Bool {
        let waiters = [reader] + ancestors(of: reader, in: graph)
        if window == .same { return waiters.dropFirst().contains(source) }
        let windows = waiters.flatMap { graph.windows.upstream(of: $0) }.filter { $0.source == source }.map(\.window)
        if windows.contains(where: { $0.isEqual(to: window) }) { return true }
        let isWaitedForHere = waiters.dropFirst().contains(source)
        if windows.isEmpty && !isWaitedForHere { return false }
        // By time, what a window holds depends on the rules of time zones: it holds what the same one holds.
        if window.matching == .time { return false }
        let granularity = graph.pipelines[graph.nodes[reader].pipeline].schedule.granularity
        return samples(granularity ?? .day).allSatisfy { ds in
            guard let read = try? window.range(from: ds) else { return true }
            var ranges = windows.filter { $0.matching != .time }.compactMap { try? $0.range(from: ds) }
            if isWaitedForHere { ranges.append(DatestampRange(ds)) }
            return read.allSatisfy { wanted in ranges.contains { $0.contains(wanted) } }
        }
    }

    /// What a task waits for at the same ds, near and far.
    private static func ancestors(of reader: Int, in graph: Graph) -> [Int] {
        var found: [Int] = []
        var seen: Set<Int> = []
        var stack = [reader]
        while let node = stack.popLast() {
            for next in graph.upstream[node] where seen.insert(next).inserted {
                found.append(next)
                stack.append(next)
            }
        }
        return found
    }

    /// Datestamps among which every turn of the calendar occurs, a leap day included: of three years, the months, the days, and the
    /// first and last hour of each day.
    private static func samples(_ granularity: Datestamp.Granularity) -> [Datestamp] {
        let coarse: Datestamp.Granularity = granularity == .month ? .month : .day
        let found =
            (try? DatestampRange(from: coarse.example.adding(-3.years), through: coarse.example)).map(Array.init) ?? []
        guard granularity == .hour else { return found }
        return found.flatMap { day in
            (try? DatestampWindow(.each(.hour)).range(from: day)).map { [$0.first, $0.last] } ?? []
        }
    }
}

extension DatestampWindow {
    /// Whether both hold the same, where that is in the calendar and scheduled.
    fileprivate func isEqual(to other: DatestampWindow) -> Bool {
        reach == other.reach && steps == other.steps && matching == other.matching
    }
}
