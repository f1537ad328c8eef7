import Dataswarm
import FoundationEssentials
import PipelineGraph
import Templates
import Testing

/// Strings that attack, wherever the language and graph JSON take a text.
@Suite struct HostileStringTests {
    @Test func thereAreManyOfThem() {
        #expect(Corpus.hostile.count >= 200)
        #expect(Set(Corpus.hostile.map { Array($0.utf8) }).count == Corpus.hostile.count)
    }

    /// Whether a text may be shown as it is.
    static func isClean(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator: false
            default: true
            }
        }
    }

    /// What the loaded graph says of itself, on a terminal.
    private func expectClean(_ graph: Graph, _ label: String) {
        let selection = Selection(all: graph)
        for drawing in GraphDrawing.allCases {
            for line in graph.drawn(selection, as: drawing).split(separator: "\n") where !Self.isClean(String(line)) {
                Issue.record("\(label): \(drawing) draws \(line.debugDescription)")
            }
        }
        for task in graph.taskIndices {
            for line in Explanation(of: task, in: graph).lines where !Self.isClean(line) {
                Issue.record("\(label): \(line.debugDescription) is explained")
            }
        }
        for warning in graph.warnings where !Self.isClean(warning) {
            Issue.record("\(label): \(warning.debugDescription) is warned of")
        }
    }

    /// - Returns: the graph, where it is accepted.
    @discardableResult
    private func load(_ bytes: [UInt8], _ label: String) -> Graph? {
        do throws(GraphError) {
            let graph = try Graph.load(bytes)
            expectClean(graph, label)
            return graph
        } catch {
            for problem in error.problems where !Self.isClean(problem) || problem.isEmpty {
                Issue.record("\(label): \(problem.debugDescription)")
            }
            return nil
        }
    }

    @Test func asAValueItArrivesByteForByte() throws {
        for (index, text) in Corpus.hostile.enumerated() {
            let pipeline = Pipeline("p") {
                Task("t", Command("echo", "\(text)", "a\(text)b"), environment: ["X": "\(text)"])
            }
            let graph = load(Array(Definitions(pipelines: [pipeline]).graphJSON), "string \(index)")
            if text.utf8.contains(0) {
                #expect(graph == nil)
                continue
            }
            let plan = try Plan(
                try #require(graph), PlanRequest(ds: Datestamp("2016-04-26"), selection: Selection(all: graph!)),
                records: [:])
            guard case .process(let process) = plan.items[0].invocation else {
                Issue.record("string \(index) is no process")
                continue
            }
            #expect(process.arguments.map { Array($0.utf8) } == ["echo", text, "a\(text)b"].map { Array($0.utf8) })
        }
    }

    /// A name that is accepted is a name: nothing else becomes a path or a word of a command line.
    @Test func asANameItIsRefusedOrHarmless() {
        for (index, text) in Corpus.hostile.enumerated() {
            let definitions: [(String, Bool, Definitions)] = [
                ("pipeline", true, Definitions(pipelines: [Pipeline(text) { Task("t", NoOp()) }])),
                ("task", true, Definitions(pipelines: [Pipeline("p") { Task(text, NoOp()) }])),
                ("group", true, Definitions(pipelines: [Pipeline("p") { Group(text) { Task("t", NoOp()) } }])),
                ("pool", true, Definitions(pools: [Pool(text, slots: 1)], pipelines: [])),
                ("tag", false, Definitions(pipelines: [Pipeline("p") { Task("t", NoOp(), tags: [text]) }])),
                ("owner", false, Definitions(pipelines: [Pipeline("p") { Task("t", NoOp(), owner: text) }])),
                (
                    "documentation", false,
                    Definitions(pipelines: [Pipeline("p") { Task("t", NoOp(), documentation: text) }])
                ),
                (
                    "parameter", true,
                    Definitions(pipelines: [
                        Pipeline("p") { Task("t", Command("echo", "\(Parameter<String>(text, default: text))")) }
                    ])
                ),
                (
                    "secret", true,
                    Definitions(pipelines: [Pipeline("p") { Task("t", NoOp(), environment: ["X": .secret(text)]) }])
                ),
                (
                    "file", true,
                    Definitions(pipelines: [Pipeline("p") { Task("t", Raw(.process(["true"], files: [text: "x"]))) }])
                ),
            ]
            for (what, isName, definitions) in definitions {
                let graph = load(Array(definitions.graphJSON), "string \(index) as \(what)")
                if isName, graph != nil, !Name.isValid(text) { Issue.record("string \(index) is a \(what)") }
            }
            let variable = Definitions(pipelines: [Pipeline("p") { Task("t", NoOp(), environment: [text: "x"]) }])
            if load(Array(variable.graphJSON), "string \(index) as variable") != nil, !Name.isVariable(text) {
                Issue.record("string \(index) is a variable")
            }
        }
    }

    @Test func asATableItIsRefusedOrAnIdentifier() {
        for (index, text) in Corpus.hostile.enumerated() {
            let pipelines = replications(of: [text], from: { "\($0).csv" }, to: "replicas", pool: "x")
            let graph = load(
                Array(Definitions(pools: [Pool("x", slots: 1)], pipelines: pipelines).graphJSON),
                "string \(index) as table")
            // It becomes a part of names and of paths.
            if graph != nil, !Name.isValid("x\(text)") { Issue.record("string \(index) is a table") }
        }
    }

    /// Graph JSON that no program of ours wrote, with the text in the place of each text in turn.
    @Test func anywhereInGraphJSON() throws {
        let places = 17
        var accepted = 0
        for (index, text) in Corpus.hostile.enumerated() {
            let quoted = String(decoding: try JSONEncoder().encode(text), as: UTF8.self)
            for place in 0..<places {
                let label = "string \(index) at place \(place)"
                if load(Array(Self.json(quoted, at: place).utf8), label) != nil { accepted += 1 }
            }
        }
        #expect(accepted > Corpus.hostile.count)
        #expect(load(Array(Self.json("", at: -1).utf8), "without") != nil)
    }

    private static func json(_ quoted: String, at place: Int) -> String {
        var count = 0
        func text(_ usual: String) -> String {
            defer { count += 1 }
            return count == place ? quoted : "\"\(usual)\""
        }
        return """
            {"dataswarm":1,"sha256":\(text("5eed")),"graph":{"pools":[{"name":\(text("hive")),"slots":2,"at":\(text("x:1"))}],
            "pipelines":[{"name":\(text("p")),"at":\(text("x:2")),"documentation":\(text("what")),
            "schedule":{"every":\(text("weekly")),"on":\(text("Monday")),"time_zone":\(text("UTC")),"start":\(text("2016-01-01"))},
            "forgotten":[{"name":\(text("f")),"at":\(text("x:3"))}],
            "tasks":[{"name":\(text("t")),"at":\(text("x:4")),"after":[],"operator":\(text("Shell")),
            "run":{"arguments":[\(text("/bin/echo")),\(text("hello"))]}}]}]}}
            """
    }
}

/// An operator that is its invocation.
struct Raw: Operator {
    let invocation: Invocation

    init(_ invocation: Invocation) { self.invocation = invocation }
}
