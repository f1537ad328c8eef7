import Dataswarm
import PipelineGraph
import Testing

/// How `explain` puts retries.
@Suite struct RetriesPhraseTests {
    @Test(
        arguments: [
            (.never, "none"), (.upTo(3), "3, at once"),
            (.upTo(3, on: [.timeout]), "3, at once, on timeout"),
            (.upTo(3, on: [.exitCode(75), .exitCode(3), .timeout]), "3, at once, on timeout, exit 3 or exit 75"),
            (
                .upTo(2, backoff: .exponential(from: .seconds(10), jitter: 0.2), on: [.outOfMemory, .signal]),
                "2, after 10 s, × 2, at most 1 h, ± 20 %, on signal or out_of_memory"
            ),
        ] as [(Retries, String)])
    func phrase(retries: Retries, phrase: String) throws {
        let graph = try Graph.load(
            Definitions(pipelines: [Pipeline("p") { Task("t", NoOp(), retries: retries) }]).graphJSON)
        let line = Explanation(of: 0, in: graph).lines.first { $0.hasPrefix("  retries ") }
        #expect(line?.contains("  retries         \(phrase)  (task, ") == true, "\(line ?? "")")
    }
}
