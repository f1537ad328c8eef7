import Dataswarm
import PipelineGraph
import PipelineRecord
import Testing

/// What holds for every graph, tried on many made from seeds.
struct PlanPropertyTests {
    @Test(arguments: 0..<150)
    func holds(_ seed: Int) throws {
        var random = Seeded(state: UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1)
        let graph = Fixture.graph(RandomPipelines.make(&random))
        let some = Selection(graph.taskIndices.filter { _ in Int.random(in: 0..<3, using: &random) > 0 }, in: graph)
        let mode = UpstreamMode.allCases.filter { $0 != .check }.randomElement(using: &random)!

        let all = try plan(graph, Selection(all: graph), [], mode)
        try check(all, in: graph, Selection(all: graph))
        let first = try plan(graph, some, [], mode)
        var selected = some
        if mode == .run { selected.addAncestors(in: graph) }
        try check(first, in: graph, selected)

        // Once all that ran has succeeded, nothing is left to do; then the rest, and again nothing.
        var records = graph.records(after: first)
        #expect(try plan(graph, some, records, mode).runCount == 0)
        let rest = try plan(graph, Selection(all: graph), records, mode)
        try check(rest, in: graph, Selection(all: graph))
        records = graph.records(after: rest, earlier: records)
        #expect(try plan(graph, Selection(all: graph), records, mode).runCount == 0)

        // What is lost runs again, and with it exactly what stands on it.
        guard let lost = graph.taskIndices.randomElement(using: &random) else { return }
        let name = graph.nodes[lost].fullName
        let again = try plan(graph, Selection(all: graph), records.changing(name) { $0.state = .lost }, mode)
        let below = try Selection(only: ["\(name)+"], in: graph)
        #expect(Set(again.items.filter { $0.runs && !$0.isGroup }.map(\.node)) == Set(below.tasks))
    }

    private func plan(
        _ graph: Graph, _ selection: Selection, _ records: [TaskRecord], _ mode: UpstreamMode
    ) throws -> Plan {
        try graph.plan(records: records) {
            $0.selection = selection
            $0.upstream = mode
        }
    }

    private func check(_ plan: Plan, in graph: Graph, _ selection: Selection) throws {
        #expect(plan.items.filter { !$0.isGroup }.map(\.node).sorted() == selection.tasks)
        let places = Dictionary(uniqueKeysWithValues: plan.items.enumerated().map { ($1.node, $0) })
        for (place, item) in plan.items.enumerated() {
            #expect(item.upstream.allSatisfy { $0 < place })
            #expect(item.upstream.map { plan.items[$0].node } == graph.upstream[item.node].filter { places[$0] != nil })
            let heights = item.upstream.map { plan.items[$0].height }
            #expect(heights.allSatisfy { $0 >= item.height })
        }
    }
}
