/// The edges of a graph in two flat arrays: for 100,000 nodes a list of lists would be 100,000 allocations.
public struct Edges: Sendable {
    private let starts: [Int32]
    private let targets: [Int32]

    /// Edges from each node, in the order in which they are given.
    init(count: Int, _ pairs: [(from: Int, to: Int)]) {
        var starts = [Int32](repeating: 0, count: count + 1)
        for pair in pairs { starts[pair.from + 1] += 1 }
        for index in 0..<count { starts[index + 1] += starts[index] }
        var next = starts
        var targets = [Int32](repeating: 0, count: pairs.count)
        for pair in pairs {
            targets[Int(next[pair.from])] = Int32(pair.to)
            next[pair.from] += 1
        }
        self.starts = starts
        self.targets = targets
    }

    /// Where the edges of a node lead.
    public subscript(node: Int) -> some RandomAccessCollection<Int> {
        targets[Int(starts[node])..<Int(starts[node + 1])].lazy.map { Int($0) }
    }

    public var count: Int { targets.count }
}
