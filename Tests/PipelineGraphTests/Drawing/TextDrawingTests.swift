import Dataswarm
import PipelineGraph
import Testing

struct TextDrawingTests {
    private func text(_ graph: Graph, only: [String] = []) throws -> String {
        graph.drawn(try Selection(only: only, in: graph), as: .text)
    }

    @Test func aFamilyAndWhatWaitsForIt() throws {
        let graph = Fixture.graph(
            [Fixture.catGIFs, Fixture.replication(of: "visits")].generated(
                by: "all", file: "Pipelines/All.swift", line: 4)
                + [
                    Pipeline("report") {
                        Task("top", NoOp(), depList: [.task("cat_gifs.dump"), .task("replicate_visits.swap")])
                    }
                ])
        let drawn = try text(graph)
        #expect(
            drawn == """
                cat_gifs  (daily, made by all, Pipelines/All.swift:4)
                └─ find  (SQLite)
                   └─ dump  (Shell)
                      └─ post  (Command)

                replicate_visits  (daily, made by all, Pipelines/All.swift:4)
                └─ wait  (WaitForFile)
                   └─ loads  (group)
                      ├· load_0  (Shell)
                      ├· load_1  (Shell)
                      └─ swap  (Shell)

                report
                └─ top  (NoOp)  ← cat_gifs.dump, replicate_visits.swap

                marks: └─ waits for what it hangs from, · is in the group, ← waits for these

                """)
    }

    @Test func whatIsNotSelectedIsLeftOut() throws {
        let graph = Fixture.graph(Fixture.catGIFs, Fixture.replication(of: "visits"))
        let drawn = try text(graph, only: ["load_1", "swap"])
        #expect(
            drawn == """
                replicate_visits  (daily)
                └─ loads  (group)
                   ├· load_1  (Shell)
                   └─ swap  (Shell)

                marks: └─ waits for what it hangs from, · is in the group

                """)
        #expect(graph.drawn(Selection([], in: graph), as: .text) == "")
    }

    @Test func branchesMeetBelowWhereTheyPart() throws {
        let graph = Fixture.graph(
            Pipeline("p") {
                let a = Task("a", NoOp())
                let left = Task("left", NoOp(), depList: [a])
                let right = Task("right", NoOp(), depList: [a])
                let leaf = Task("leaf", NoOp(), depList: [left])
                let twig = Task("twig", NoOp(), depList: [left])
                let join = Task("join", NoOp(), depList: [leaf, right])
                Task("end", NoOp(), depList: [join, .previous])
                Task("late", NoOp(), depList: [twig])
                Task("alone", NoOp())
            })
        let drawn = try text(graph)
        #expect(
            drawn == """
                p
                ├─ a  (NoOp)
                │  ├─ left  (NoOp)
                │  │  ├─ leaf  (NoOp)
                │  │  └─ twig  (NoOp)
                │  │     └─ late  (NoOp)
                │  ├─ right  (NoOp)
                │  └─ join  (NoOp)  ← leaf, right
                │     └─ end  (NoOp)  ← itself at the previous ds
                └─ alone  (NoOp)

                marks: └─ waits for what it hangs from, ← waits for these

                """)
    }

    /// `c` names `before` itself, which the group around it has said already.
    @Test func groupsInGroups() throws {
        let graph = Fixture.graph(
            Pipeline("p") {
                let before = Task("before", NoOp())
                let outer = Group("outer", depList: [before]) {
                    let a = Task("a", NoOp())
                    Group("inner", depList: [a]) {
                        let b = Task("b", NoOp())
                        Task("c", NoOp(), depList: [b, before])
                    }
                }
                let empty = Group("empty", depList: [outer]) {}
                Task("first", NoOp(), depList: [empty])
                Task("second", NoOp(), depList: [outer])
            })
        let drawn = try text(graph)
        #expect(
            drawn == """
                p
                └─ before  (NoOp)
                   └─ outer  (group)
                      ├· a  (NoOp)
                      │  └─ inner  (group)
                      │     └· b  (NoOp)
                      │        └─ c  (NoOp)
                      ├─ empty  (group)
                      │  └─ first  (NoOp)
                      └─ second  (NoOp)

                marks: └─ waits for what it hangs from, · is in the group

                """)
    }

    @Test func manyNamesAreCounted() throws {
        let graph = Fixture.graph(
            Pipeline("p") {
                let parts = (0..<12).map { Task("t\($0)", NoOp()) }
                Task("sum", NoOp(), depList: parts)
            })
        #expect(try text(graph).contains("└─ sum  (NoOp)  ← t0, t1, t2, t3, t4, t5, t6, t7, 4 more\n"))
    }

    @Test func aLongChainGoesOnAtOneLevelSomeTime() throws {
        let graph = Fixture.graph(Pipeline("p") { chain(50) })
        let lines = try text(graph).split(separator: "\n")
        #expect(lines.count == 52)
        // Where nobody could take it for a row of siblings, each hangs from the one before.
        for place in 0..<12 {
            let mark = place == 11 ? "├" : "└"
            #expect(lines[place + 1] == String(repeating: " ", count: 3 * place) + "\(mark)─ t\(place)  (NoOp)")
        }
        let indent = String(repeating: " ", count: 33)
        #expect(lines[13...49].allSatisfy { $0.hasPrefix("\(indent)├→ t") })
        #expect(lines[50] == "\(indent)└→ t49  (NoOp)")
        #expect(lines[51] == "marks: └─ waits for what it hangs from, → waits for the line above")
    }

    /// Each link of the chain has a leaf as well, so that by rights each stands one level deeper.
    @Test func aDeepTreeStaysNarrow() throws {
        let graph = Fixture.graph(
            Pipeline("p") {
                for (place, task) in chain(5_000).enumerated() { Task("leaf\(place)", NoOp(), depList: [task]) }
            })
        let lines = try text(graph).split(separator: "\n")
        #expect(lines.count == 10_002)
        #expect(lines.dropLast().allSatisfy { $0.count < 80 })
    }

    private func chain(_ count: Int) -> [Task] {
        var tasks: [Task] = []
        for place in 0..<count { tasks.append(Task("t\(place)", NoOp(), depList: tasks.suffix(1))) }
        return tasks
    }
}
