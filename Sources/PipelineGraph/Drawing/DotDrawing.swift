import Dataswarm

/// Draws a graph in the language of Graphviz: a box for each pipeline and group, and a dot where a group has ended.
enum DotDrawing {
    static func draw(_ nodes: DrawnNodes) -> String {
        let graph = nodes.graph
        var text = """
            digraph pipelines {
                rankdir=LR
                node [shape=box, style=rounded, fontname="sans-serif"]
                graph [fontname="sans-serif", color=gray]

            """
        for pipeline in nodes.pipelines {
            var indent = "    "
            text += "\(indent)subgraph cluster_\(pipeline) {\n"
            indent += "    "
            text += "\(indent)label=\(quoted(lines: graph.pipelines[pipeline].title))\n"
            for step in nodes.steps(through: pipeline) {
                switch step {
                case .open(let group):
                    text += "\(indent)subgraph cluster_group_\(group) {\n"
                    indent += "    "
                    text += "\(indent)label=\(quoted(lines: [graph.nodes[group].name]))\n"
                    text += "\(indent)\(quoted(graph.nodes[group].fullName)) [shape=point, label=\"\"]\n"
                case .node(let index):
                    let node = graph.nodes[index]
                    let label = quoted(lines: node.isGroup ? [node.name] : [node.name, node.operatorName])
                    text += "\(indent)\(quoted(node.fullName)) [label=\(label)]\n"
                case .close:
                    indent.removeLast(4)
                    text += "\(indent)}\n"
                }
            }
            text += "    }\n"
        }
        for pipeline in nodes.pipelines {
            for node in nodes.nodes(of: pipeline) {
                for other in nodes.upstream(of: node) {
                    text += "    \(quoted(graph.nodes[other].fullName)) -> \(quoted(graph.nodes[node].fullName))\n"
                }
            }
        }
        return text + "}\n"
    }

    private static func quoted(lines: [String]) -> String {
        "\"" + lines.map(escaped).joined(separator: "\\n") + "\""
    }

    private static func quoted(_ text: String) -> String { "\"\(escaped(text))\"" }

    /// In a label Graphviz reads a backslash as the beginning of an escape, and in a name it does no harm.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for character in text.printable.unicodeScalars {
            if character == "\"" || character == "\\" { result += "\\" }
            result.unicodeScalars.append(character)
        }
        return result
    }
}

extension PipelineNode {
    /// Its name, and when it runs, where it does by itself.
    var title: [String] { schedule.cadence == .never ? [name] : [name, schedule.description] }
}
