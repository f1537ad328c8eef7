import Dataswarm
import Testing

@Suite struct BuilderTests {
    private func names(@PipelineBuilder _ content: () -> [Statement]) -> [String] {
        Pipeline("p", content: content).tasks.map(\.name)
    }

    @Test func nothing() {
        #expect(names {} == [])
    }

    @Test func statements() {
        let names = names {
            Task("a", NoOp())
            let b = Task("b", NoOp())
            Task("c", NoOp(), depList: [b])
        }
        #expect(names == ["a", "b", "c"])
    }

    @Test(arguments: [(0, "zero"), (1, "one"), (2, "many")])
    func branches(count: Int, expected: String) {
        let byIf = names {
            if count == 0 {
                Task("zero", NoOp())
            } else if count == 1 {
                Task("one", NoOp())
            } else {
                Task("many", NoOp())
            }
        }
        let bySwitch = names {
            switch count {
            case 0: Task("zero", NoOp())
            case 1: Task("one", NoOp())
            default: Task("many", NoOp())
            }
        }
        #expect(byIf == [expected] && bySwitch == [expected])
    }

    @Test(arguments: [(true, ["load", "check"]), (false, ["load"])])
    func ifWithoutElse(isChecked: Bool, expected: [String]) {
        let names = names {
            let load = Task("load", NoOp())
            load
            if isChecked { Task("check", NoOp(), depList: [load]) }
        }
        #expect(names == expected)
    }

    @Test func loops() {
        let names = names {
            for table in ["visits", "orders"] {
                let wait = Task("wait_\(table)", NoOp())
                for shard in 0..<2 { Task("load_\(table)_\(shard)", NoOp(), depList: [wait]) }
            }
        }
        let orders = ["wait_orders", "load_orders_0", "load_orders_1"]
        #expect(names == ["wait_visits", "load_visits_0", "load_visits_1"] + orders)
    }

    @Test func lists() {
        let names = names {
            let loads = (0..<3).map { Task("load_\($0)", NoOp()) }
            loads
            [Task("a", NoOp()), Group("g") { Task("b", NoOp()) }]
            [Task]()
        }
        #expect(names == ["load_0", "load_1", "load_2", "a", "b"])
    }

    @Test func optionals() {
        let present: Task? = Task("present", NoOp())
        let absent: Task? = nil
        let names = names {
            if let present { present }
            if let absent { absent }
        }
        #expect(names == ["present"])
    }

    @Test func otherStatements() {
        var calls = 0
        func count() { calls += 1 }
        let names = names {
            count()
            Task("a", NoOp())
            let unlisted = Task("unlisted", NoOp())
            _ = unlisted
        }
        #expect(names == ["a"] && calls == 1)
    }

    @Test func aFunctionOfStatements() {
        @PipelineBuilder func checks(of task: Task) -> [Statement] {
            Task("count", NoOp(), depList: [task])
            Task("compare", NoOp(), depList: [task])
        }
        let pipeline = Pipeline("p") {
            let load = Task("load", NoOp())
            Group("checks") { for task in [load] { Task("first", NoOp(), depList: [task]) } }
            Task("end", NoOp(), depList: checks(of: load).flatMap(\.tasks))
        }
        #expect(pipeline.tasks.map(\.name) == ["load", "first", "count", "compare", "end"])
    }
}

extension Statement {
    fileprivate var tasks: [Node] { if case .nodes(let nodes) = self { nodes } else { [] } }
}
