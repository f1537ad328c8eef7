/// The drawn nodes of a pipeline as rows of a tree, from which ``TextDrawing`` makes lines.
///
/// In a pipeline, and in each group, a node hangs below its immediate dominator, one level deeper: what waits is never to be
/// taken for a sibling. Below a group stand its members first, and then what waits for it. Beyond some levels, what hangs
/// alone goes on at the same level, as a ``Row/Link/next``, so that a long chain does not wander off to the right.
struct TextTree {
    struct Row {
        let node: Int
        /// From 1 for what hangs below the pipeline.
        let level: Int
        let link: Link

        enum Link {
            /// It hangs below the row above it that is one level higher.
            case child
            /// It is in the group above it that is one level higher.
            case member
            /// It waits for the row above it at its own level.
            case next
            /// What it waits for must be named.
            case loose
        }
    }

    private(set) var rows: [Row] = []

    /// Beyond this, dependency shows in names alone: lines of a graph of 100,000 tasks must not grow without end.
    private static let levelLimit = 12

    private let nodes: DrawnNodes
    private let first: Int
    /// Places in this file's arrays are those of the nodes in their pipeline.
    private var numbers: [Int]
    private var placesOfNumbers: [Int] = [-1]
    private var children: [Siblings]
    private var members: [Siblings]
    private var outermost = Siblings()

    /// - Parameter waits: what each node waits for that stands in the same group or directly in the pipeline.
    init(_ nodes: DrawnNodes, pipeline: Int, _ order: [Int], waits: (Int) -> [Int]) {
        self.nodes = nodes
        first = nodes.graph.pipelines[pipeline].nodes.lowerBound
        let count = nodes.graph.pipelines[pipeline].nodes.count
        numbers = [Int](repeating: DominatorTree.root, count: count)
        children = [Siblings](repeating: Siblings(), count: count)
        members = children
        var nextSibling = [Int](repeating: -1, count: count)
        var tree = DominatorTree()
        for node in order {
            // A hand-written graph may name what comes later; that is named on its line.
            let others = waits(node).map { numbers[$0 - first] }.filter { $0 != DominatorTree.root }
            let number = tree.add(after: others)
            numbers[node - first] = number
            placesOfNumbers.append(node - first)
            let parent = placesOfNumbers[tree.parent(of: number)]
            if parent >= 0 {
                children[parent].append(node - first, &nextSibling)
            } else if let group = nodes.graph.nodes[node].group {
                members[group - first].append(node - first, &nextSibling)
            } else {
                outermost.append(node - first, &nextSibling)
            }
        }
        rows.reserveCapacity(order.count)
        addRows(nextSibling)
    }

    private mutating func addRows(_ nextSibling: [Int]) {
        var pending = [(place: outermost.first, level: 1, link: Row.Link.child)]
        while let (place, level, link) = pending.popLast() {
            if place < 0 { continue }
            rows.append(Row(node: first + place, level: level, link: link))
            pending.append((nextSibling[place], level, link))
            let below = children[place]
            let isFull = level >= TextTree.levelLimit
            if !isFull {
                pending.append((below.first, level + 1, .child))
            } else if below.count == 1, members[place].count == 0 {
                pending.append((below.first, level, .next))
            } else {
                pending.append((below.first, level, .loose))
            }
            pending.append((members[place].first, isFull ? level : level + 1, isFull ? .loose : .member))
        }
    }

    /// A list in an array of successors, which takes no allocation of its own.
    private struct Siblings {
        private(set) var first = -1
        private(set) var count = 0
        private var last = -1

        mutating func append(_ place: Int, _ next: inout [Int]) {
            if last >= 0 { next[last] = place } else { first = place }
            last = place
            count += 1
        }
    }
}
