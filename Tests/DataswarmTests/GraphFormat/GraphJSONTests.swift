import Dataswarm
import Glibc
import Testing

/// The graph as it crosses the boundary between processes, byte for byte.
@Suite struct GraphJSONTests {
    /// What the grammar's every member looks like, in a file beside this one.
    ///
    /// After a change of the grammar, of the definitions or of their lines: `UPDATE_GOLDEN=1 swift test --filter golden`,
    /// and read the difference before it is committed.
    @Test func golden() throws {
        let path = #filePath.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" } + "/rich.json"
        let written = RichDefinitions.all.graphJSON
        if getenv("UPDATE_GOLDEN") != nil { try writeFile(written, to: path) }
        let expected = try readFile(path)
        let place = zip(written, expected).enumerated().first { $0.element.0 != $0.element.1 }?.offset
        let around = place.map {
            String(decoding: written[max(0, $0 - 60)..<min(written.count, $0 + 60)], as: UTF8.self)
        }
        #expect(written == expected, "first difference around: \(around ?? "the end")")
    }

    @Test func theSameDefinitionsGiveTheSameBytes() {
        func describe() -> [UInt8] {
            let variables = (0..<50).map { ("V\($0)", EnvironmentValue.text("\($0)")) }
            return Definitions(
                pools: [Pool("b", slots: 1, line: 1), Pool("a", slots: 2, line: 1)],
                pipelines: ["q", "p"].map { name in
                    Pipeline(name) {
                        Defaults(environment: Dictionary(uniqueKeysWithValues: variables.shuffled()))
                        let first = Task("first", Shell("echo \(.ds)"))
                        Group("g", depList: [first]) { for index in 0..<20 { Task("t\(index)", NoOp()) } }
                    }
                }
            ).graphJSON
        }
        let first = describe()
        for _ in 0..<10 { #expect(describe() == first) }
    }

    @Test func theOrderOfPipelinesAndPoolsDoesNotCount() {
        let pipelines = ["a", "c", "b"].map { Pipeline($0) { Task("t", NoOp()) } }
        let pools = ["a", "c", "b"].map { Pool($0, slots: 1) }
        let written = Definitions(pools: pools, pipelines: pipelines).graphJSON
        #expect(Definitions(pools: pools.reversed(), pipelines: pipelines.reversed()).graphJSON == written)
    }

    @Test func theHashIsThatOfTheContent() {
        let text = String(decoding: Definitions(pipelines: []).graphJSON, as: UTF8.self)
        let content = #"{"pools":[],"pipelines":[]}"#
        let hash = SHA256.hexDigest(of: Array(content.utf8))
        #expect(text == "{\"dataswarm\":1,\"sha256\":\"\(hash)\",\"graph\":\n\(content)}\n")
    }

    @Test func aChangeChangesTheHash() {
        func hash(_ script: Template) -> Substring {
            let pipeline = Pipeline("p", line: 1) { Task("a", Shell(script), line: 2) }
            return String(decoding: Definitions(pipelines: [pipeline]).graphJSON, as: UTF8.self)
                .split(separator: "\"sha256\":\"")[1].prefix(64)
        }
        #expect(hash("echo \(.ds)") == hash("echo \(.ds)"))
        #expect(hash("echo \(.ds)") != hash("echo \(.ds) "))
        #expect(hash("echo \(.ds)") != hash("echo \(.ds - 1.days)"))
    }

    @Test func edgesToOtherPipelines() throws {
        let source = Pipeline("source") { Task("dump", NoOp()) }
        let outside = Task("outside", NoOp())
        let reader = Pipeline("reader") {
            Task("read", NoOp(), depList: [source.dump, .task("third.task"), .previous, outside])
        }
        let text = String(decoding: Definitions(pipelines: [source, reader]).graphJSON, as: UTF8.self)
        #expect(text.contains(#""after":[{"task":"source.dump"},{"task":"third.task"},{"previous":true},"outside"]"#))
    }
}
