public import Dataswarm

/// An edge to other datestamps: what a task waits for, and at which of them.
public struct WindowEdge: Hashable, Sendable {
    /// The place of the task that waits in ``Graph/nodes``.
    public let reader: Int
    /// The place of the task that is waited for. A group or a pipeline that an author names stands for each of its tasks.
    public let source: Int
    public let window: DatestampWindow
}

/// The edges of a graph that lead to other datestamps; most graphs have few.
public struct WindowEdges: Sendable {
    private let ofReader: [Int: [WindowEdge]]
    private let ofSource: [Int: [WindowEdge]]

    /// Whether windows may lead to the datestamp that they are asked for from, beside the edges of the graph.
    let reachOwnDatestamp: Bool

    /// - Parameter pipeline: of a node, by its place.
    init(_ edges: [WindowEdge], pipeline: (Int) -> Int) {
        reachOwnDatestamp = edges.contains {
            $0.window.holdsOwnDatestamp && pipeline($0.reader) != pipeline($0.source)
        }
        ofReader = Dictionary(grouping: edges, by: \.reader)
        ofSource = Dictionary(grouping: edges, by: \.source)
    }

    /// Whether there is none.
    public var isEmpty: Bool { ofReader.isEmpty }

    /// What a task waits for.
    public func upstream(of reader: Int) -> [WindowEdge] { ofReader.isEmpty ? [] : ofReader[reader] ?? [] }

    /// What waits for a task.
    public func downstream(of source: Int) -> [WindowEdge] { ofSource.isEmpty ? [] : ofSource[source] ?? [] }

    /// The tasks that wait for something at other datestamps.
    public var readers: some Collection<Int> { ofReader.keys }
}
