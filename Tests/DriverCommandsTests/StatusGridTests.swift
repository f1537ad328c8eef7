import Dataswarm
import PipelineGraph
import PipelineRecord
import Testing

@testable import DriverCommands

/// Grids as they stand on terminals of several widths.
@Suite struct StatusGridTests {
    private func grid(_ range: String, width: Int, _ names: [String] = ["ingest.clean", "daily.sum"]) throws -> [String]
    {
        let datestamps = Array(try DatestampRange(range))
        let rows = names.enumerated().map { row, name in
            StatusTable.Row(
                name,
                datestamps.indices.map { column in
                    let state: Standing =
                        column % 7 == 3 + row ? .recorded(.failed) : column % 11 == 5 ? .stale : .recorded(.succeeded)
                    return StatusTable.Cell(column + 4 > datestamps.count ? .notRun : state)
                })
        }
        return StatusGrid(table: StatusTable(datestamps, rows), width: width)
            .lines(Style(for: try Page().console))
    }

    @Test func whatFitsHasAMarkAboveEachColumn() throws {
        #expect(
            try grid("2016-04-20..2016-04-26", width: 60) == [
                "2016-04       20 21 22 23 24 25 26",
                "ingest.clean   ✓  ✓  ✓  ✗  ·  ·  ·",
                "daily.sum      ✓  ✓  ✓  ✓  ·  ·  ·",
            ])
    }

    @Test func hoursStandByDay() throws {
        #expect(
            try grid("2016-04-24T00..2016-04-26T23", width: 80) == [
                "              2016-04-24                2016-04-25",
                "              00    06    12    18      00    06    12    18",
                "ingest.clean  ✓✓✓✗✓~✓✓✓✓✗✓✓✓✓✓~✗✓✓✓✓✓✓  ✗✓✓~✓✓✓✗✓✓✓✓✓✓✗✓✓✓✓✓✓✗✓✓",
                "daily.sum     ✓✓✓✓✗~✓✓✓✓✓✗✓✓✓✓~✓✗✓✓✓✓✓  ✓✗✓~✓✓✓✓✗✓✓✓✓✓~✗✓✓✓✓✓✓✗✓",
                "",
                "2016-04-26    00    06    12    18",
                "ingest.clean  ✓~✓✓✗✓✓✓✓✓✓✗~✓✓✓✓✓✗✓✓···",
                "daily.sum     ✓~✓✓✓✗✓✓✓✓✓✓✗✓✓✓✓✓✓✗✓···",
            ])
        #expect(try grid("2016-04-24T00..2016-04-26T23", width: 120).count == 4)
    }

    @Test(arguments: [20, 40, 60, 80, 120, 200]) func noLineIsWiderThanTheTerminal(width: Int) throws {
        let long = ["a_pipeline_with_a_long_name.and_a_task_with_a_longer_one", "p.a"]
        for range in [
            "2016-04-20..2016-04-26", "2016-01-01..2016-12-31", "2016-04-24T05..2016-04-26T04", "2001-01..2016-12",
        ] {
            let lines = try grid(range, width: width, long)
            #expect(lines.allSatisfy { $0.count <= width }, "\(range)")
            let cells = lines.filter { $0.hasPrefix("p.a ") }.joined().filter { "✓✗~·".contains($0) }
            #expect(cells.count == (try DatestampRange(range)).count, "\(range)")
            #expect(lines.allSatisfy { $0.last != " " })
        }
    }

    @Test func aNameWithoutRoomIsCutInItsMiddle() throws {
        let lines = try grid("2016-04-01..2016-04-30", width: 60, ["replicate_orders_to_the_warehouse.swap_them_in"])
        #expect(lines.last == "replicate_orde….swap_them_in  ✓✓✓✗✓~✓✓✓✓✗✓✓✓✓✓~✗✓✓✓✓✓✓✗✓✓···")
    }
}
