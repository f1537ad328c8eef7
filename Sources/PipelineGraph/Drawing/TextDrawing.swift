import Dataswarm

/// Draws a graph for a terminal.
///
/// ```
/// replicate_visits  (daily, made by replications, Pipelines/Replications.swift:12)
/// ├─ wait  (WaitForFile)
/// ├→ loads  (group)
/// │  ├─ load_0  (Shell)
/// │  └─ load_1  (Shell)
/// └→ swap  (Shell)  ← loads, cat_gifs.dump
/// ```
///
/// `├─` stands below what it waits for, `├→` waits for what stands above it at the same level, and what a task waits for
/// is named after `←` where that is not all.
enum TextDrawing {
    /// How many names stand after `←`.
    private static let nameLimit = 8

    static func draw(_ nodes: DrawnNodes) -> String {
        var text = ""
        for pipeline in nodes.pipelines {
            if !text.isEmpty { text += "\n" }
            text += "\(nodes.graph.pipelines[pipeline].heading)\n"
            draw(pipeline, of: nodes, into: &text)
        }
        return text
    }

    private static func draw(_ pipeline: Int, of nodes: DrawnNodes, into text: inout String) {
        let order = nodes.nodes(of: pipeline)
        let waits = GroupWaits(nodes, order)
        let tree = TextTree(nodes, pipeline: pipeline, order) { node in
            waits.own(of: node).compactMap { waits.neighbour(of: node, holding: $0) }
        }
        let goesOn = lines(below: tree.rows)
        // The row that stands above at each level.
        var above: [Int] = []
        for (row, goesOn) in zip(tree.rows, goesOn) {
            for level in 1..<row.level { text += goesOn & 1 << level == 0 ? "   " : "│  " }
            text += goesOn & 1 << row.level == 0 ? "└" : "├"
            text += row.link == .next ? "→ " : "─ "
            let node = nodes.graph.nodes[row.node]
            text += node.isGroup ? "\(node.name)  (group)" : "\(node.name)  (\(node.operatorName.printable))"
            let parent: Int? =
                switch row.link {
                case .next: above[row.level]
                case .child: row.level > 1 ? above[row.level - 1] : nil
                case .loose: nil
                }
            if above.count <= row.level { above += Array(repeating: -1, count: row.level + 1 - above.count) }
            above[row.level] = row.node
            text += suffix(waits.own(of: row.node), of: row.node, below: parent, in: nodes.graph)
            text += "\n"
        }
    }

    /// For each row, a bit for each level at which a line goes on below it.
    private static func lines(below rows: [TextTree.Row]) -> [Int] {
        var result = [Int](repeating: 0, count: rows.count)
        var open = 0
        for index in rows.indices.reversed() {
            let level = rows[index].level
            open &= 1 << (level + 1) - 1
            result[index] = open
            open |= 1 << level
        }
        return result
    }

    /// The names of what a node waits for, where the tree does not say it all.
    private static func suffix(_ waits: [Int], of index: Int, below parent: Int?, in graph: Graph) -> String {
        let node = graph.nodes[index]
        var isSaid = waits.isEmpty
        if let parent, waits.count == 1 { isSaid = waits[0] == parent }
        if isSaid && !node.waitsForPrevious { return "" }
        var names = (isSaid ? [] : waits).prefix(nameLimit).map { other in
            graph.nodes[other].pipeline == node.pipeline ? graph.nodes[other].name : graph.nodes[other].fullName
        }
        if !isSaid, waits.count > nameLimit { names.append("\(waits.count - nameLimit) more") }
        if node.waitsForPrevious { names.append("itself at the previous ds") }
        return "  ← \(names.joined(separator: ", "))"
    }
}

extension PipelineNode {
    /// Its name, when it runs and what made it.
    fileprivate var heading: String {
        var remarks: [String] = []
        if schedule.cadence != .never { remarks.append(schedule.description) }
        if let generator {
            let place = generator.location.isEmpty ? "" : ", \(generator.location.printable)"
            remarks.append("made by \(generator.name.printable)\(place)")
        }
        return remarks.isEmpty ? name : "\(name)  (\(remarks.joined(separator: ", ")))"
    }
}
