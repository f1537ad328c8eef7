import Foundation
import PipelineGraph
import PipelineRecord
import Testing

/// The documentation's diagram and the code stand on one table.
@Suite struct StatesDocumentTests {
    @Test func theDiagramShowsTheTransitionsOfTheTable() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized
        let document = try String(
            contentsOf: root.appending(path: "Sources/PipelineEngine/PipelineEngine.docc/States.md"), encoding: .utf8)
        let edges = document.split(separator: "\n").compactMap { line -> String? in
            let words = line.split(separator: " ")
            guard words.count >= 3, words[1] == "-->", words[0] != "[*]", words[2] != "[*]" else { return nil }
            return "\(words[0]) \(words[2])"
        }
        let table = TaskState.transitions.flatMap { from, targets in targets.map { "\(from.rawValue) \($0.rawValue)" } }
        #expect(edges.sorted() == table.sorted())
    }
}
