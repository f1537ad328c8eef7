import Dataswarm
import PipelineGraph
import Testing

/// The values of `--set`.
struct ParameterTests {
    private let graph: Graph = {
        let limit = Parameter<Int>("limit", default: 100)
        let since = Parameter<Datestamp>("since", default: try! Datestamp("2016-01-01"))
        let table = Parameter<Identifier>("table", default: Identifier("visits"))
        let note = Parameter<String>("note", default: "none")
        return Fixture.graph(
            Pipeline("one") { Task("t", Command("run", "\(limit)", "\(since)", "\(table)", "\(note)")) },
            Pipeline("two") {
                Defaults(
                    environment: ["LIMIT": "\(limit)"], workingFolder: "\(Parameter<String>("folder", default: "."))")
                Task("t", Command("run"))
            })
    }()

    private func arguments(_ set: [String: String]) throws -> [String] {
        let plan = try graph.plan { $0.parameters = set }
        guard case .process(let one) = plan.items[0].invocation, case .process(let two) = plan.items[1].invocation
        else {
            return []
        }
        let variables = two.environment.map { "\($0.name)=\($0.value)" }
        return one.arguments.dropFirst() + variables + [two.folder ?? ""]
    }

    private func problems(_ set: [String: String]) -> [String] {
        do { return try graph.plan { $0.parameters = set }.warnings } catch {
            return (error as? PlanError)?.problems ?? []
        }
    }

    @Test func theDefaultsHold() throws {
        #expect(try arguments([:]) == ["100", "2016-01-01", "visits", "none", "LIMIT=text(\"100\")", "."])
    }

    @Test func aValueIsForAllPipelinesThatHaveIt() throws {
        #expect(
            try arguments(["limit": "5", "note": "a b"]) == [
                "5", "2016-01-01", "visits", "a b", "LIMIT=text(\"5\")", ".",
            ])
    }

    @Test func defaultsOfAPipelineDeclareThem() throws {
        #expect(try arguments(["folder": "/tmp"]).last == "/tmp")
    }

    @Test func whatIsSaidOfOnePipelineStands() throws {
        #expect(try arguments(["two.limit": "5"])[4] == "LIMIT=text(\"5\")")
        let both = try arguments(["limit": "5", "one.limit": "7"])
        #expect(both[0] == "7")
        #expect(both[4] == "LIMIT=text(\"5\")")
    }

    @Test func aChangedValueRunsWhatUsesIt() throws {
        let done = graph.records(after: try graph.plan())
        let plan = try graph.plan(records: done) { $0.parameters = ["limit": "5"] }
        #expect(plan.lines == ["one.t: run, changed: argument 1", "two.t: run, changed: variable LIMIT"])
    }

    @Test(arguments: [
        ("limit", "many", "--set limit: 'many' is no whole number, which the parameter of 'one' is."),
        ("one.limit", "1.5", "--set one.limit: '1.5' is no whole number, which the parameter of 'one' is."),
        (
            "since", "2016-13-01",
            "--set since: '2016-13-01' is no datestamp such as 2016-04-26, which the parameter of 'one' is."
        ),
        (
            "table", "a; b",
            "--set table: 'a; b' is no identifier of letters, digits and '_', which the parameter of 'one' is."
        ),
        ("note", "a\u{0}", "--set note: 'a\\u{0}' is no text without NUL, which the parameter of 'one' is."),
        ("limti", "5", "--set limti: no pipeline has a parameter of that name. Did you mean 'limit'?"),
        ("notee", "5", "--set notee: no pipeline has a parameter of that name. Did you mean 'note'?"),
    ])
    func refuses(_ name: String, _ value: String, _ sentence: String) {
        #expect(problems([name: value]) == [sentence])
    }

    @Test func allThatIsWrongIsToldAtOnce() {
        #expect(problems(["limit": "x", "since": "y", "nothing_like_it": "z"]).count == 3)
    }

    @Test func whereThereAreNoneItSaysSo() {
        let graph = Fixture.graph(Fixture.catGIFs)
        let error = #expect(throws: PlanError.self) { try graph.plan { $0.parameters = ["limit": "5"] } }
        #expect(
            error?.description
                == "--set limit: no pipeline has a parameter of that name. No pipeline has parameters.")
    }

    @Test func pathsTakeThePlaceOfVariablesAtTheEnd() throws {
        let graph = Fixture.graph(
            Pipeline("p") { Task("t", Shell("cp \(Parameter<Int>("limit", default: 1)) \(.output)/x")) })
        let plan = try graph.plan { $0.parameters = ["limit": "8"] }
        let folders = Bindings.Folders(output: "/out put", scratch: "/s", files: "/f", published: "/p")
        let invocation = try plan.invocation(of: plan.items[0], in: graph, folders: folders)
        guard case .process(let process) = invocation else { return }
        #expect(process.arguments.last == "cp 8 '/out put'/x")
        guard case .process(let symbolic) = plan.items[0].invocation else { return }
        #expect(symbolic.arguments.last == "cp 8 $DATASWARM_OUTPUT/x")
    }
}
