import Dataswarm

/// Draws a graph as a flowchart of Mermaid: a subgraph for each pipeline and group.
enum MermaidDrawing {
    static func draw(_ nodes: DrawnNodes) -> String {
        let graph = nodes.graph
        var text = "flowchart LR\n"
        // Its parser takes neither a subgraph without content nor an edge from a node to the subgraph around it.
        var hasContent = [Bool](repeating: false, count: graph.nodes.count)
        for pipeline in nodes.pipelines {
            var indent = "    "
            text += "\(indent)subgraph p\(pipeline)[\(quoted(graph.pipelines[pipeline].title))]\n"
            indent += "    "
            for step in nodes.steps(through: pipeline) {
                switch step {
                case .open(let group):
                    hasContent[group] = true
                    text += "\(indent)subgraph n\(group)[\(quoted([graph.nodes[group].name]))]\n"
                    indent += "    "
                case .node(let index):
                    let node = graph.nodes[index]
                    text +=
                        "\(indent)n\(index)[\(quoted(node.isGroup ? [node.name] : [node.name, node.operatorName]))]\n"
                case .close:
                    indent.removeLast(4)
                    text += "\(indent)end\n"
                }
            }
            text += "    end\n"
        }
        for pipeline in nodes.pipelines {
            for node in nodes.nodes(of: pipeline) where !hasContent[node] {
                for other in nodes.upstream(of: node) { text += "    n\(other) --> n\(node)\n" }
            }
        }
        return text
    }

    /// A label in quotes, in which each character that the language or its HTML gives a meaning is an entity.
    private static func quoted(_ lines: [String]) -> String {
        "\"" + lines.map(escaped).joined(separator: "<br>") + "\""
    }

    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.printable.unicodeScalars {
            switch scalar {
            case "\"", "#", "&", "<", ">", "`", "\\", ";", "*", "[", "]", "{", "}", "|": result += "#\(scalar.value);"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
