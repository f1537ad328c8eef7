/// How a graph is drawn: for a terminal, or for a program.
public enum GraphDrawing: String, CaseIterable, Sendable {
    /// A tree for each pipeline, in box characters.
    case text
    /// The language of Graphviz.
    case dot
    /// The language of Mermaid, which GitHub and others draw in Markdown.
    case mermaid
    /// A picture, for a browser.
    case svg
    /// Nodes and what each waits for, as data.
    case json
}

extension Graph {
    /// As a tree for a terminal, with a word on each task and each step of a resource in the place of its operator.
    public func drawnTree(_ selection: Selection, remark: @escaping (Int) -> String) -> String {
        TextDrawing.draw(DrawnNodes(self, selection)) { self.nodes[$0].isGroup ? "(group)" : remark($0) }
    }

    /// The selected tasks, the groups that they are in, and the edges between these.
    ///
    /// Edges to tasks that are not selected are left out, and so are pipelines of which no task is. What is drawn ends
    /// with a line break, and is empty where nothing is selected; `json` and the languages have their frame then.
    public func drawn(_ selection: Selection, as drawing: GraphDrawing) -> String {
        let nodes = DrawnNodes(self, selection)
        return switch drawing {
        case .text: TextDrawing.draw(nodes)
        case .dot: DotDrawing.draw(nodes)
        case .mermaid: MermaidDrawing.draw(nodes)
        case .svg: SVGDrawing.draw(nodes)
        case .json: JSONDrawing.draw(nodes)
        }
    }
}
