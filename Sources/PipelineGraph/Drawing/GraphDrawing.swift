/// How a graph is drawn: for a terminal, or for a program that draws.
public enum GraphDrawing: String, CaseIterable, Sendable {
    /// A tree for each pipeline, in box characters.
    case text
    /// For Graphviz.
    case dot
    /// For the Markdown of GitHub, GitLab and others.
    case mermaid
    /// For programs.
    case json
}

extension Graph {
    /// The selected tasks, what they wait for and the groups that they are in.
    ///
    /// Edges from and to tasks that are not selected are left out. A pipeline none of whose tasks is selected is not drawn.
    public func drawn(_ selection: Selection, as drawing: GraphDrawing) -> String { "" }
}
