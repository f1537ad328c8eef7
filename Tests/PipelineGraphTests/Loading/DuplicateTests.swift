import Dataswarm
import Testing

/// Names that are taken twice; each sentence names both places.
@Suite struct DuplicateTests {
    @Test func tasks() {
        let pipeline = Pipeline("p") {
            Task("a", NoOp(), file: "P.swift", line: 2)
            Task("a", NoOp(), file: "P.swift", line: 3)
        }
        #expect(
            problems(of: [pipeline]) == ["P.swift:3: error: 'p.a' is also defined at P.swift:2: rename one of them."])
    }

    @Test func aTaskAndAGroup() {
        let pipeline = Pipeline("p") {
            Task("a", NoOp(), file: "P.swift", line: 2)
            Group("a", file: "P.swift", line: 3) { Task("b", NoOp()) }
        }
        #expect(
            problems(of: [pipeline]).first
                == "P.swift:2: error: 'p.a' is also defined at P.swift:3: rename one of them.")
    }

    @Test func tasksOfPipelinesWithDots() {
        let pipelines = [
            Pipeline("p") { Task("a.b", NoOp(), file: "P.swift", line: 2) },
            Pipeline("p.a") { Task("b", NoOp(), file: "P.swift", line: 3) },
        ]
        #expect(
            problems(of: pipelines) == ["P.swift:3: error: 'p.a.b' is also defined at P.swift:2: rename one of them."])
    }

    @Test func pipelines() {
        let pipelines = [1, 2].map { line in Pipeline("p", file: "P.swift", line: line) {} }
        #expect(
            problems(of: pipelines) == [
                "P.swift:2: error: the pipeline 'p' is also defined at P.swift:1: rename one of them."
            ])
    }

    @Test func pools() {
        let pools = [
            Pool("hive", slots: 1, file: "P.swift", line: 1), Pool("hive", slots: 2, file: "P.swift", line: 2),
        ]
        #expect(
            problems(of: [], pools: pools) == [
                "P.swift:2: error: the pool 'hive' is also declared at P.swift:1: remove one of them."
            ])
    }
}
