import Dataswarm

/// Draws a graph for a terminal.
///
/// ```
/// replicate_visits  (daily, made by replications, Pipelines/Replications.swift:12)
/// └─ wait  (WaitForFile)
///    └─ loads  (group)
///       ├· load_0  (Shell)
///       ├· load_1  (Shell)
///       └─ swap  (Shell)  ← loads, cat_gifs.dump
///
/// marks: └─ waits for what it hangs from, · is in the group, ← waits for these
/// ```
struct TextDrawing {
    private let nodes: DrawnNodes
    /// What is said of a node, behind its name.
    private let remark: (Int) -> String
    private var text = ""
    /// The marks that occur, for the line that explains them.
    private var marks: Set<Mark> = []

    private enum Mark: CaseIterable {
        case hangs, member, next, names

        var explanation: String {
            switch self {
            case .hangs: "└─ waits for what it hangs from"
            case .member: "· is in the group"
            case .next: "→ waits for the line above"
            case .names: "← waits for these"
            }
        }
    }

    /// How many names stand after `←`.
    private static let nameLimit = 8

    /// - Parameter remark: what is said of a node behind its name; its operator where that is `nil`.
    static func draw(_ nodes: DrawnNodes, remark: ((Int) -> String)? = nil) -> String {
        let graph = nodes.graph
        var drawing = TextDrawing(
            nodes: nodes,
            remark: remark ?? { graph.nodes[$0].isGroup ? "(group)" : "(\(graph.nodes[$0].operatorName.printable))" })
        for pipeline in nodes.pipelines { drawing.draw(pipeline) }
        let marks = Mark.allCases.filter(drawing.marks.contains)
        if !marks.isEmpty { drawing.text += "\nmarks: \(marks.map(\.explanation).joined(separator: ", "))\n" }
        return drawing.text
    }

    private init(nodes: DrawnNodes, remark: @escaping (Int) -> String) {
        self.nodes = nodes
        self.remark = remark
    }

    private mutating func draw(_ pipeline: Int) {
        if !text.isEmpty { text += "\n" }
        text += "\(nodes.graph.pipelines[pipeline].heading)\n"
        let order = nodes.nodes(of: pipeline)
        let waits = GroupWaits(nodes, order)
        let tree = TextTree(nodes, pipeline: pipeline, order) { node in
            waits.own(of: node).compactMap { waits.neighbour(of: node, holding: $0) }
        }
        let goesOn = TextDrawing.lines(below: tree.rows)
        // The row that stands above at each level.
        var above: [Int] = []
        for (row, goesOn) in zip(tree.rows, goesOn) {
            for level in 1..<row.level { text += goesOn & 1 << level == 0 ? "   " : "│  " }
            text += goesOn & 1 << row.level == 0 ? "└" : "├"
            let parent: Int? =
                switch row.link {
                case .next: above[row.level]
                case .child: row.level > 1 ? above[row.level - 1] : nil
                case .loose, .member: nil
                }
            switch row.link {
            case .child, .loose: text += "─ "
            case .member:
                text += "· "
                marks.insert(.member)
            case .next:
                text += "→ "
                marks.insert(.next)
            }
            if row.link == .child, parent != nil { marks.insert(.hangs) }
            let (name, remark) = (nodes.graph.nodes[row.node].name, remark(row.node))
            text += remark.isEmpty ? name : "\(name)  \(remark)"
            if above.count <= row.level { above += Array(repeating: -1, count: row.level + 1 - above.count) }
            above[row.level] = row.node
            let suffix = suffix(waits.own(of: row.node), of: row.node, below: parent)
            if !suffix.isEmpty { marks.insert(.names) }
            text += "\(suffix)\n"
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
    private func suffix(_ waits: [Int], of index: Int, below parent: Int?) -> String {
        let graph = nodes.graph
        let node = graph.nodes[index]
        var isSaid = waits.isEmpty
        if let parent, waits.count == 1 { isSaid = waits[0] == parent }
        let elsewhere = graph.waitsElsewhere(of: index)
        if isSaid && elsewhere.isEmpty { return "" }
        var names = (isSaid ? [] : waits).prefix(TextDrawing.nameLimit).map { other in
            graph.nodes[other].pipeline == node.pipeline ? graph.nodes[other].name : graph.nodes[other].fullName
        }
        if !isSaid, waits.count > TextDrawing.nameLimit {
            names.append("\(waits.count - TextDrawing.nameLimit) more")
        }
        names += elsewhere.prefix(TextDrawing.nameLimit)
        if elsewhere.count > TextDrawing.nameLimit { names.append("\(elsewhere.count - TextDrawing.nameLimit) more") }
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
