import Dataswarm
import Testing

@Suite struct GeneratorTests {
    private func replications(of tables: [String], file: String = #fileID, line: Int = #line) -> [Pipeline] {
        tables.map { table in
            Pipeline("replicate_\(table)", schedule: .daily) {
                let wait = Task("wait", WaitForFile("/data/\(table)/\(.ds)"))
                let loads = (0..<4).map { Task("load_\($0)", Command("load", "\(table)", "\($0)"), depList: [wait]) }
                Task("swap", Command("swap", "\(table)"), depList: loads)
            }
        }
        .generated(by: "replications", file: file, line: line)
    }

    @Test func aFamily() throws {
        let line = #line + 1
        let family = replications(of: ["visits", "orders"])
        #expect(family.map(\.name) == ["replicate_visits", "replicate_orders"])
        #expect(family.map(\.tasks.count) == [6, 6])
        for pipeline in family {
            #expect(pipeline.generator?.name == "replications")
            #expect(pipeline.generator?.location.description == "DataswarmTests/GeneratorTests.swift:\(line)")
        }
        let arguments = try family[1].rendered("load_3", ds: "2016-04-26")
        #expect(arguments == .process(RenderedProcess(arguments: ["load", "orders", "3"])))
    }
}
