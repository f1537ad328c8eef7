/// Suggestions for a name that is not there.
public enum NearMiss {
    /// The candidates that a typing slip could have made `name` from, nearest first, at most three.
    public static func suggestions(for name: String, among candidates: some Sequence<String>) -> [String] {
        let wanted = Array(name.utf8)
        let limit = max(1, wanted.count / 3)
        var near: [(distance: Int, name: String)] = []
        for candidate in candidates {
            // Nobody means what has no name, or what is there and was refused.
            if candidate.isEmpty || candidate == name { continue }
            let other = Array(candidate.utf8)
            if abs(other.count - wanted.count) > limit || other.count > 300 { continue }
            let distance = NearMiss.distance(wanted, other)
            if distance <= limit, !near.contains(where: { $0.name == candidate }) { near.append((distance, candidate)) }
        }
        near.sort { ($0.distance, $0.name) < ($1.distance, $1.name) }
        return near.prefix(3).map(\.name)
    }

    /// ` Did you mean 'dump'?`, or nothing where nothing is near.
    public static func question(for name: String, among candidates: some Sequence<String>) -> String {
        let names = suggestions(for: name, among: candidates).map { "'\($0)'" }
        return names.isEmpty ? "" : " Did you mean \(names.joined(separator: " or "))?"
    }

    /// The least number of insertions, deletions, substitutions and swaps of neighbours between two texts (optimal string
    /// alignment, a restricted form of Damerau's distance).
    private static func distance(_ first: [UInt8], _ second: [UInt8]) -> Int {
        if first.isEmpty || second.isEmpty { return max(first.count, second.count) }
        var beforeLast = [Int](repeating: 0, count: second.count + 1)
        var last = Array(0...second.count)
        for row in 1...first.count {
            var current = [row] + [Int](repeating: 0, count: second.count)
            for column in 1...second.count {
                let same = first[row - 1] == second[column - 1]
                var best = min(last[column] + 1, current[column - 1] + 1, last[column - 1] + (same ? 0 : 1))
                if row > 1, column > 1, first[row - 1] == second[column - 2], first[row - 2] == second[column - 1] {
                    best = min(best, beforeLast[column - 2] + 1)
                }
                current[column] = best
            }
            (beforeLast, last) = (last, current)
        }
        return last[second.count]
    }
}
