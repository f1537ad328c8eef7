/// Finds many patterns at once in a stream of bytes: a tree of their beginnings, in which each node knows the longest
/// other beginning that it ends with (Aho and Corasick, 1975).
struct SecretAutomaton {
    private struct Node {
        /// The pattern byte that leads here from the node above.
        var byte: UInt8 = 0
        var firstChild: Int32 = 0
        var nextSibling: Int32 = 0
        /// Where to go on when no child fits.
        var fallback: Int32 = 0
        /// How many bytes lead here.
        var depth: Int32 = 0
        /// The length of the longest pattern that ends here; 0 for none.
        var match: Int32 = 0
        /// Which of the rows is this node's; negative where it has none.
        var row: Int32 = -1
    }

    /// No beginning of any pattern.
    static let root: Int32 = 0
    /// A node with more children than this has a row.
    private static let childLimit = 4

    private var nodes = [Node()]
    /// For each node at the top, and each that has many children, where every byte leads: 256 numbers of nodes.
    private var rows: [Int32] = []

    init(_ patterns: [[UInt8]]) {
        for pattern in patterns { insert(pattern) }
        link()
    }

    /// How many of the last bytes may be the beginning of a pattern.
    func depth(of node: Int32) -> Int { Int(nodes[Int(node)].depth) }

    /// Goes on from a node with more bytes.
    ///
    /// - Parameter found: is told of the longest pattern at each place where one ends, in order: how many of the bytes
    ///   have been read by then, and the pattern's length.
    func search(_ bytes: UnsafeRawBufferPointer, from node: inout Int32, found: (_ end: Int, _ length: Int) -> Void) {
        nodes.withUnsafeBufferPointer { nodes in
            rows.withUnsafeBufferPointer { rows in
                var current = node
                var index = 0
                let count = bytes.count
                while index < count {
                    let byte = bytes[index]
                    index += 1
                    if current == Self.root {
                        current = rows[Int(byte)]
                        if current == Self.root { continue }
                    } else {
                        current = Self.next(current, byte, nodes, rows)
                    }
                    let match = nodes[Int(current)].match
                    guard match > 0 else { continue }
                    found(index, Int(match))
                    // Nothing goes on from here, so nothing needs to be held back for it.
                    while nodes[Int(current)].firstChild == 0, current != Self.root {
                        current = nodes[Int(current)].fallback
                    }
                }
                node = current
            }
        }
    }

    /// Goes on from a node with one byte; the length of the longest pattern that ends there, if any does.
    func step(_ byte: UInt8, from node: inout Int32) -> Int? {
        node = target(of: node, byte)
        let match = nodes[Int(node)].match
        if match == 0 { return nil }
        while nodes[Int(node)].firstChild == 0, node != Self.root { node = nodes[Int(node)].fallback }
        return Int(match)
    }

    @inline(__always)
    private static func next(
        _ node: Int32, _ byte: UInt8, _ nodes: UnsafeBufferPointer<Node>, _ rows: UnsafeBufferPointer<Int32>
    ) -> Int32 {
        var node = node
        while true {
            let row = nodes[Int(node)].row
            if row >= 0 { return rows[Int(row) << 8 | Int(byte)] }
            var child = nodes[Int(node)].firstChild
            while child != 0 {
                if nodes[Int(child)].byte == byte { return child }
                child = nodes[Int(child)].nextSibling
            }
            node = nodes[Int(node)].fallback
        }
    }

    // MARK: Building

    private mutating func insert(_ pattern: [UInt8]) {
        guard !pattern.isEmpty else { return }
        var node = Self.root
        for byte in pattern {
            if let child = child(of: node, byte) {
                node = child
                continue
            }
            let child = Int32(nodes.count)
            let parent = nodes[Int(node)]
            nodes.append(Node(byte: byte, nextSibling: parent.firstChild, depth: parent.depth + 1))
            nodes[Int(node)].firstChild = child
            node = child
        }
        nodes[Int(node)].match = nodes[Int(node)].depth
    }

    /// Finds the fallbacks, from the top down: that of a node is above it.
    private mutating func link() {
        makeRow(Self.root)
        var order = [Self.root]
        var done = 0
        while done < order.count {
            let node = order[done]
            done += 1
            for child in children(of: node) {
                let number = Int(child)
                order.append(child)
                if node != Self.root {
                    nodes[number].fallback = target(of: nodes[Int(node)].fallback, nodes[number].byte)
                }
                if nodes[number].match == 0 { nodes[number].match = nodes[Int(nodes[number].fallback)].match }
                if node == Self.root || children(of: child).count > Self.childLimit { makeRow(child) }
            }
        }
    }

    private mutating func makeRow(_ node: Int32) {
        let fallback = nodes[Int(node)].fallback
        // What is not in the tree leads to where it would lead from the fallback; from the root, back to the root.
        var row =
            node == Self.root
            ? [Int32](repeating: Self.root, count: 256) : (0...255).map { target(of: fallback, UInt8($0)) }
        for child in children(of: node) { row[Int(nodes[Int(child)].byte)] = child }
        nodes[Int(node)].row = Int32(rows.count >> 8)
        rows += row
    }

    private func target(of node: Int32, _ byte: UInt8) -> Int32 {
        nodes.withUnsafeBufferPointer { nodes in
            rows.withUnsafeBufferPointer { Self.next(node, byte, nodes, $0) }
        }
    }

    private func child(of node: Int32, _ byte: UInt8) -> Int32? {
        var child = nodes[Int(node)].firstChild
        while child != 0 {
            if nodes[Int(child)].byte == byte { return child }
            child = nodes[Int(child)].nextSibling
        }
        return nil
    }

    private func children(of node: Int32) -> [Int32] {
        var children: [Int32] = []
        var child = nodes[Int(node)].firstChild
        while child != 0 {
            children.append(child)
            child = nodes[Int(child)].nextSibling
        }
        return children
    }
}
