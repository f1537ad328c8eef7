/// Draws a graph as data.
///
/// ```json
/// {"nodes":[
/// {"name":"cat_gifs.find","pipeline":"cat_gifs","operator":"SQLite","at":"Pipelines/CatGIFs.swift:8","after":[]},
/// {"name":"cat_gifs.dump","pipeline":"cat_gifs","operator":"Shell","at":"Pipelines/CatGIFs.swift:13","after":["cat_gifs.find"]}
/// ]}
/// ```
///
/// Names are full names. A member of a group has `"group"` after its pipeline. A group is a node without an operator, the
/// point at which all its tasks have ended: its `after` names its members, and what waits for the group names it.
enum JSONDrawing {
    static func draw(_ nodes: DrawnNodes) -> String {
        let graph = nodes.graph
        var text = "{\"nodes\":["
        var separator = "\n"
        for pipeline in nodes.pipelines {
            for index in nodes.nodes(of: pipeline) {
                let node = graph.nodes[index]
                text +=
                    "\(separator){\"name\":\(JSONText.quoted(node.fullName)),\"pipeline\":\(JSONText.quoted(graph.pipelines[pipeline].name))"
                if let group = node.group { text += ",\"group\":\(JSONText.quoted(graph.nodes[group].fullName))" }
                if !node.isGroup { text += ",\"operator\":\(JSONText.quoted(node.operatorName))" }
                text += ",\"at\":\(JSONText.quoted(node.location)),\"after\":["
                for (place, other) in nodes.upstream(of: index).enumerated() {
                    if place > 0 { text += "," }
                    text += JSONText.quoted(graph.nodes[other].fullName)
                }
                text += "]}"
                separator = ",\n"
            }
        }
        return text + "\n]}\n"
    }
}
