import Dataswarm
import PipelineGraph
import PipelineRecord
import Testing

/// What failed, and what waits for it.
struct RetrySelectionTests {
    private let graph = Fixture.everything

    private func retried(_ states: [String: TaskState], reason: String = "", claimed: Set<String> = []) -> [String] {
        let records = states.map { TaskRecord(task: $0, ds: "2016-04-26", state: $1, reason: reason) }
        let byName = Dictionary(uniqueKeysWithValues: records.map { ($0.task, $0) })
        return graph.names(Selection(failedIn: byName, of: graph, claimed: claimed))
    }

    @Test(arguments: [TaskState.failed, .upstreamFailed, .cancelled, .lost, .running, .waiting, .ready])
    func whatDidNotEndWellAndWhatFollows(state: TaskState) {
        // The report waits for others, too, which never ran.
        #expect(
            retried(["cat_gifs.find": .succeeded, "cat_gifs.dump": state]) == ["cat_gifs.dump", "cat_gifs.post"])
        let others = Dictionary(
            uniqueKeysWithValues: graph.taskIndices.map { (graph.nodes[$0].fullName, TaskState.succeeded) })
        #expect(
            retried(others.merging(["cat_gifs.dump": state]) { $1 })
                == ["cat_gifs.dump", "cat_gifs.post", "report.7"])
    }

    @Test(arguments: [TaskState.succeeded, .skipped]) func whatEndedWellIsLeft(state: TaskState) {
        #expect(retried(["cat_gifs.dump": state]) == [])
    }

    @Test func throughGroups() {
        let others = Dictionary(
            uniqueKeysWithValues: graph.taskIndices.map { (graph.nodes[$0].fullName, TaskState.succeeded) })
        #expect(
            retried(others.merging(["replicate_orders.load_1": .failed]) { $1 })
                == ["replicate_orders.load_1", "replicate_orders.swap"])
    }

    @Test func whatWaitsForSomethingElseThatNeverRanIsLeft() {
        #expect(retried(["replicate_orders.load_1": .failed]) == ["replicate_orders.load_1"])
    }

    @Test func whatWasClearedHasNotFailed() {
        #expect(retried(["cat_gifs.dump": .waiting], reason: TaskRecord.clearedReason) == [])
    }

    @Test(arguments: [TaskState.running, .waiting, .ready]) func whatRunsHasNotFailed(state: TaskState) {
        #expect(retried(["cat_gifs.dump": state], claimed: ["cat_gifs.dump"]) == [])
        #expect(retried(["cat_gifs.dump": state], claimed: ["cat_gifs.find"]) == ["cat_gifs.dump", "cat_gifs.post"])
        #expect(retried(["cat_gifs.post": .failed], claimed: ["cat_gifs.post"]) == ["cat_gifs.post"])
    }

    @Test func whatIsNoLongerInTheGraphIsPassedOver() { #expect(retried(["cat_gifs.dmup": .failed]) == []) }
}
