import Dataswarm
import PipelineGraph
import Testing

/// The drawings that programs read.
struct LanguageDrawingTests {
    private struct Odd: Operator {
        static let name = #"Say "hi" \ <b>#1"#
        var invocation: Invocation { .nothing }
    }

    private let graph = Fixture.graph(
        Pipeline("p", schedule: .daily) {
            let wait = Task("wait", NoOp(), file: "P.swift", line: 1)
            let loads = Group("loads", depList: [wait], file: "P.swift", line: 2) {
                Task("load", Odd(), file: "P \"1\"\n.swift", line: 3)
            }
            let empty = Group("empty", depList: [loads], file: "P.swift", line: 4) {}
            Task("end", NoOp(), depList: [empty], file: "P.swift", line: 5)
        },
        Pipeline("q") { Task("t", NoOp(), depList: [.task("p.end")], file: "Q.swift", line: 6) })

    private func drawn(_ drawing: GraphDrawing) -> String { graph.drawn(Selection(all: graph), as: drawing) }

    @Test func dot() {
        #expect(
            drawn(.dot) == #"""
                digraph pipelines {
                    rankdir=LR
                    node [shape=box, style=rounded, fontname="sans-serif"]
                    graph [fontname="sans-serif", color=gray]
                    subgraph cluster_0 {
                        label="p\ndaily"
                        "p.wait" [label="wait\nNoOp"]
                        subgraph cluster_group_1 {
                            label="loads"
                            "p.loads" [shape=point, label=""]
                            "p.load" [label="load\nSay \"hi\" \\ <b>#1"]
                        }
                        "p.empty" [label="empty"]
                        "p.end" [label="end\nNoOp"]
                    }
                    subgraph cluster_1 {
                        label="q"
                        "q.t" [label="t\nNoOp"]
                    }
                    "p.load" -> "p.loads"
                    "p.wait" -> "p.load"
                    "p.loads" -> "p.empty"
                    "p.empty" -> "p.end"
                    "p.end" -> "q.t"
                }

                """#)
    }

    @Test func mermaid() {
        #expect(
            drawn(.mermaid) == #"""
                flowchart LR
                    subgraph p0["p<br>daily"]
                        n2["wait<br>NoOp"]
                        subgraph n1["loads"]
                            n3["load<br>Say #34;hi#34; #92; #60;b#62;#35;1"]
                        end
                        n0["empty"]
                        n4["end<br>NoOp"]
                    end
                    subgraph p1["q"]
                        n5["t<br>NoOp"]
                    end
                    n2 --> n3
                    n1 --> n0
                    n0 --> n4
                    n4 --> n5

                """#)
    }

    @Test func json() {
        #expect(
            drawn(.json) == #"""
                {"nodes":[
                {"name":"p.wait","pipeline":"p","operator":"NoOp","at":"P.swift:1","after":[]},
                {"name":"p.loads","pipeline":"p","at":"P.swift:2","after":["p.load"]},
                {"name":"p.load","pipeline":"p","group":"p.loads","operator":"Say \"hi\" \\ <b>#1","at":"P \"1\"\n.swift:3","after":["p.wait"]},
                {"name":"p.empty","pipeline":"p","at":"P.swift:4","after":["p.loads"]},
                {"name":"p.end","pipeline":"p","operator":"NoOp","at":"P.swift:5","after":["p.empty"]},
                {"name":"q.t","pipeline":"q","operator":"NoOp","at":"Q.swift:6","after":["p.end"]}
                ]}

                """#)
    }

    @Test func nothingIsAFrame() {
        let none = Selection([], in: graph)
        #expect(graph.drawn(none, as: .json) == "{\"nodes\":[\n]}\n")
        #expect(graph.drawn(none, as: .mermaid) == "flowchart LR\n")
        #expect(graph.drawn(none, as: .dot).hasSuffix("}\n"))
    }

    /// One file that a browser reads, whatever stands in names; and who hears it is told what waits for what.
    @Test func svg() throws {
        let picture = drawn(.svg)
        #expect(picture.hasPrefix("<svg xmlns=\"http://www.w3.org/2000/svg\" width="))
        #expect(picture.hasSuffix("</svg>\n"))
        #expect(picture.contains("<title>4 tasks of 2 pipelines</title>"))
        #expect(picture.contains("<title>p.load, Say &quot;hi&quot; \\ &lt;b&gt;#1, waits for p.wait</title>"))
        #expect(picture.contains("<title>q.t, NoOp, waits for p.end</title>"))
        #expect(picture.split(separator: "\n").count { $0.hasPrefix("<path ") } == 5)
        #expect(!picture.contains("<script"))
        #expect(picture == drawn(.svg))
    }
}
