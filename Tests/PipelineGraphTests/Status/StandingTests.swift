import Dataswarm
import PipelineGraph
import PipelineRecord
import Testing

/// One cell for several: what a person has to look at comes first.
@Suite struct StandingTests {
    @Test(arguments: [
        ([Standing.recorded(.succeeded), .recorded(.failed), .recorded(.running)], Standing.recorded(.failed)),
        ([.recorded(.succeeded), .recorded(.upstreamFailed), .recorded(.lost)], .recorded(.lost)),
        ([.recorded(.running), .notRun], .recorded(.running)),
        ([.recorded(.succeeded), .notRun], .partlyDone),
        ([.recorded(.skipped), .notRun, .notScheduled], .partlyDone),
        ([.stale, .notRun], .partlyDone),
        ([.notRun, .notScheduled], .notRun),
        ([.recorded(.succeeded), .stale, .recorded(.skipped)], .stale),
        ([.recorded(.succeeded), .recorded(.skipped)], .recorded(.succeeded)),
        ([.recorded(.skipped)], .recorded(.skipped)),
        ([.notScheduled], .notScheduled),
        ([], .notScheduled),
    ])
    func `the worst counts`(parts: [Standing], whole: Standing) {
        #expect(Standing(of: parts) == whole)
        #expect(Standing(of: parts.reversed()) == whole)
    }

    @Test func `a table is rolled up both ways, and counts the same`() throws {
        let hours = Array(try DatestampRange("2016-04-24T22..2016-04-25T01"))
        let cells: [[Standing]] = [
            [.recorded(.succeeded), .recorded(.failed), .recorded(.succeeded), .notRun],
            [.recorded(.succeeded), .recorded(.upstreamFailed), .stale, .notRun],
            [.recorded(.succeeded), .recorded(.succeeded), .notScheduled, .notScheduled],
        ]
        let table = StatusTable(
            hours,
            zip(["a.x", "a.y", "b.x"], cells).map { name, cells in
                StatusTable.Row(name, cells.map { StatusTable.Cell($0) })
            })
        let whole = table.byPipeline().by(.day)
        #expect(whole.datestamps.map(\.description) == ["2016-04-24", "2016-04-25"])
        #expect(whole.rows.map(\.name) == ["a", "b"])
        #expect(
            whole.rows.map { $0.cells.map(\.standing) } == [
                [.recorded(.failed), .partlyDone], [.recorded(.succeeded), .notScheduled],
            ])
        #expect(whole.counts == table.counts)
        #expect(table.by(.day).byPipeline() == whole)
    }
}
