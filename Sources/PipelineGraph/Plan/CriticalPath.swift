/// The critical path from a node: the longest way to an end. Among equals the one with the longest is started first, so
/// that a long chain does not begin last.
enum CriticalPath {
    /// How many selected tasks stand on that of each node; groups add nothing.
    static func lengths(along downstream: Edges, selected: [Bool], _ topology: [Int]) -> [Int] {
        var heights = [Int](repeating: 0, count: selected.count)
        for node in topology.reversed() {
            let below = downstream[node].reduce(0) { max($0, heights[$1]) }
            heights[node] = below + (selected[node] ? 1 : 0)
        }
        return heights
    }
}
