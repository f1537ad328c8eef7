import Dataswarm
import PipelineGraph
import Testing

/// A group that is named stands for its tasks, and is no level of its own.
struct GroupSelectionTests {
    private let graph = Fixture.graph(
        Pipeline("p") {
            let before = Task("before", NoOp())
            let first = Task("first", NoOp(), depList: [before])
            let outer = Group("outer", depList: [first]) {
                let a = Task("a", NoOp())
                Group("inner", depList: [a]) {
                    Task("b", NoOp())
                    Task("c", NoOp())
                }
            }
            let empty = Group("empty", depList: [outer]) {}
            let after = Task("after", NoOp(), depList: [empty])
            Task("last", NoOp(), depList: [after])
        })

    @Test(arguments: [
        ("outer", "p.a p.b p.c"),
        ("group:inner", "p.b p.c"),
        ("p.inner", "p.b p.c"),
        ("group:p.in*", "p.b p.c"),
        ("1+outer", "p.first p.a p.b p.c"),
        ("1+inner", "p.a p.b p.c"),
        ("+inner", "p.before p.first p.a p.b p.c"),
        ("inner+1", "p.b p.c p.after"),
        ("outer+2", "p.a p.b p.c p.after p.last"),
        ("1+after", "p.a p.b p.c p.after"),
        ("2+after", "p.first p.a p.b p.c p.after"),
        ("1+empty", "p.a p.b p.c"),
        ("empty+1", "p.after"),
        ("a+1", "p.a p.b p.c p.after"),
    ])
    func selects(_ selector: String, _ names: String) throws {
        #expect(Set(try graph.selected(selector).split(separator: " ")) == Set(names.split(separator: " ")))
    }

    @Test func anEmptyGroupIsNothingToRun() throws {
        let error = #expect(throws: SelectorError.self) { try graph.selected("empty") }
        #expect(error?.description == "'empty' selects nothing: the group has no tasks.")
    }
}
