import Dataswarm

/// Checks what tasks wait for at other datestamps: that the window makes sense for the schedules of both.
enum WindowCheck {
    static func problems(in graph: Graph) -> [Problem] {
        if graph.windows.isEmpty { return [] }
        var seen: Set<Sentence> = []
        return graph.windows.readers.sorted().flatMap { reader in
            graph.windows.upstream(of: reader).compactMap { edge -> Problem? in
                guard let problem = problem(of: edge, in: graph) else { return nil }
                // A window on a whole pipeline has one mistake, and not one for each of its tasks.
                let source = graph.nodes[edge.source].pipeline
                guard seen.insert(Sentence(reader: reader, pipeline: source, problem: problem)).inserted else {
                    return nil
                }
                let node = graph.nodes[reader]
                return Problem(
                    .definition, at: node.location.printable,
                    "'\(node.fullName.printable)' waits for '\(graph.nodes[edge.source].fullName.printable)' \(problem)"
                )
            }
        }
    }

    private struct Sentence: Hashable {
        let reader: Int
        let pipeline: Int
        let problem: String
    }

    /// What is wrong with a window, as the rest of a sentence.
    private static func problem(of edge: WindowEdge, in graph: Graph) -> String? {
        let own = graph.pipelines[graph.nodes[edge.reader].pipeline].schedule
        let other = graph.pipelines[graph.nodes[edge.source].pipeline].schedule
        let name = graph.nodes[edge.source].name
        let written = edge.window.spelled(of: name)
        guard let granularity = own.granularity else { return nil }
        let range: DatestampRange
        do { range = try edge.window.range(from: granularity.example) } catch {
            return
                "by \(written), which makes no sense for a pipeline that runs by the \(granularity): \(error.description)"
        }
        if case .each(let each) = edge.window.reach, each <= granularity {
            return
                "by \(written), and runs by the \(granularity) itself: write a granularity that is finer, or \(name) alone."
        }
        if case .containing(let containing) = edge.window.reach, containing >= granularity {
            return
                "by \(written), and runs by the \(granularity) itself: write a granularity that is coarser, or \(name) alone."
        }
        if let theirs = other.granularity, theirs != range.first.granularity {
            let remedy = theirs > granularity ? "\(name).each(.\(theirs))" : "\(name).containing(.\(theirs))"
            let mend = theirs == granularity ? name : remedy
            return
                "by \(written), which holds \(range.first.granularity)s, while that runs by the \(theirs): write \(mend)."
        }
        if own.timeZone != other.timeZone, other.cadence != .never, edge.window.matching == nil {
            let zones = "\(own.timeZone.printable) and \(other.timeZone.printable)"
            return
                "by \(written), and the two run in different time zones, \(zones), so that \(granularity.withArticle) of one is none of the other: write \(matched(edge.window, name)), or give both one time zone."
        }
        if edge.window.matching == .time, !edge.window.reach.isNesting {
            return
                "by \(written), and by time is matched only what lies in another, with each and containing: write \(matched(edge.window, name))."
        }
        if edge.reader == edge.source, range.contains(granularity.example) {
            return "by \(written), which is itself: end the window before, such as through .ds - 1.\(granularity)s."
        }
        return nil
    }

    /// What says how a window reaches over time zones.
    private static func matched(_ window: DatestampWindow, _ name: String) -> String {
        var named = window
        named.matching = .name
        let byName = "\(named.spelled(of: name)) for those that are called so"
        if !window.reach.isNesting { return byName }
        named.matching = .time
        return "\(named.spelled(of: name)) for \(window.isSingle ? "the one" : "those") by the clocks, \(byName)"
    }
}

extension DatestampWindow.Reach {
    /// Whether it holds what lies in a datestamp, or that in which one lies.
    var isNesting: Bool {
        switch self {
        case .each, .containing: true
        case .one, .last, .since, .previous: false
        }
    }
}
