/// The tree in which each node hangs below the last one that all ways to it lead through: its immediate dominator.
///
/// What waits for several tasks hangs below the task at which their ways part. Ancestors are found by skew-binary jumps
/// (Myers, "An applicative random-access stack", 1983), so that a chain of 100,000 takes no quadratic time.
struct DominatorTree {
    /// The root, below which hangs what waits for nothing.
    static let root = 0

    private var parents: [Int] = [root]
    private var jumps: [Int] = [root]
    private var depths: [Int] = [0]

    /// Adds a node that waits for those given, which were added before, and returns its number.
    mutating func add(after others: [Int]) -> Int {
        var parent = others.first ?? DominatorTree.root
        for other in others.dropFirst() where parent != DominatorTree.root { parent = commonAncestor(parent, other) }
        let jump = jumps[parent]
        let isEven = depths[parent] - depths[jump] == depths[jump] - depths[jumps[jump]]
        parents.append(parent)
        jumps.append(isEven ? jumps[jump] : parent)
        depths.append(depths[parent] + 1)
        return parents.count - 1
    }

    func parent(of node: Int) -> Int { parents[node] }

    private func commonAncestor(_ first: Int, _ second: Int) -> Int {
        var first = first
        var second = second
        while depths[first] > depths[second] { first = step(from: first, notAbove: depths[second]) }
        while depths[second] > depths[first] { second = step(from: second, notAbove: depths[first]) }
        while first != second {
            let jumpsTogether = jumps[first] == jumps[second]
            first = jumpsTogether ? parents[first] : jumps[first]
            second = jumpsTogether ? parents[second] : jumps[second]
        }
        return first
    }

    private func step(from node: Int, notAbove depth: Int) -> Int {
        depths[jumps[node]] >= depth ? jumps[node] : parents[node]
    }
}
