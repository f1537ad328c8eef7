import Dataswarm
import PipelineEngine
import PipelineGraph
import PipelineRecord
import Testing

@testable import Runs

@Suite struct RunLedgerTests {
    /// What it has left is destroyed first.
    @Test func theClaimOnACreationIsKeptThoughItFailed() throws {
        let graph = try Graph.load(
            Definitions(pipelines: [
                Pipeline("p") {
                    let database = Resource("database", create: Shell("create"), destroy: Shell("drop"))
                    Task("load", work, uses: [database])
                }
            ]).graphJSON)
        let request = PlanRequest(ds: try Datestamp(day), selection: Selection(all: graph))
        let plan = RunPlan(try Plan(graph, request, records: [:]))
        let creation = try #require(plan.items.firstIndex { $0.resource?.kind == .create })
        var ledger = RunLedger()
        ledger.extend(with: plan, plan.items.indices)
        let failure = Transition.taskChanged(plan.items[creation].key, .failed, reason: "exit 1", seen: nil)
        #expect(ledger.transitions(for: .change(item: creation, .failed, reason: "exit 1"), in: plan) == [failure])
        ledger.noteExecuted(creation, in: plan)
        #expect(
            ledger.transitions(for: .change(item: creation, .failed, reason: "exit 1"), in: plan)
                == [failure, .claimKept(plan.items[creation].key)])
    }
}
