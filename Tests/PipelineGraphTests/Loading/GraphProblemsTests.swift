import Dataswarm
import Testing

/// What is wrong beyond one task.
@Suite struct GraphProblemsTests {
    private static let nameRule = """
        a name is made of letters, digits, '_', '-' and '.', begins with none of the last two, \
        and has at most 120 characters
        """

    /// Members of a pipeline at P.swift:2, and what is said of it.
    private static let pipelines: [(members: String, sentence: String)] = [
        (#""name":"a b""#, "P.swift:2: error: 'a b' cannot be a pipeline's name: \(nameRule)."),
        (
            #""name":"p","schedule":{"every":"cron","on":"60 * * * *"}"#,
            """
            P.swift:2: error: the schedule of 'p' is wrong: \
            cron '60 * * * *': minute '60' is out of range: write 0 to 59.
            """
        ),
        (
            #""name":"p","schedule":{"every":"monthly","on":"32"}"#,
            """
            P.swift:2: error: the schedule of 'p' is wrong: A schedule cannot run monthly on day 32: \
            write a day from 1 to 31, which in a shorter month stands for its last day.
            """
        ),
        (
            #""name":"p","schedule":{"every":"daily","due":{"at":"25:00"}}"#,
            """
            P.swift:2: error: the schedule of 'p' is wrong: The schedule is due at('25:00'), which is no time of day: \
            write 00:00 to 23:59.
            """
        ),
        (
            #""name":"p","defaults":[{"at":"P.swift:7","pool":"x"}]"#,
            """
            P.swift:7: error: the Defaults(…) of 'p' names the pool 'x', which no one declares: \
            add Pool("x", slots: …) to the definitions.
            """
        ),
        (
            #""name":"p","family":[{"at":"F.swift:7","timeout_ms":-1}]"#,
            """
            F.swift:7: error: the timeout of the Defaults(…) of 'p' is -0.001 seconds: \
            it must be more than nothing and at most a year.
            """
        ),
        (
            #""name":"p","groups":[{"name":"g","at":"P.swift:3","defaults":[{"at":"P.swift:4","environment":{"1":"x"}}]}]"#,
            """
            P.swift:4: error: the Defaults(…) of 'p.g' sets the variable '1': \
            a variable is made of letters, digits and '_'.
            """
        ),
        (
            #""name":"p","limit":0"#,
            "P.swift:2: error: the pipeline 'p' is limited to 0 tasks at a time: it needs from 1 to 1000000."
        ),
        (
            #""name":"p","parallel":0"#,
            "P.swift:2: error: the pipeline 'p' is limited to 0 datestamps at a time: it needs from 1 to 10000."
        ),
        (
            #""name":"p","groups":[{"name":"g","at":"P.swift:3","limit":-1}]"#,
            "P.swift:3: error: the group 'p.g' is limited to -1 tasks at a time: it needs from 1 to 1000000."
        ),
        (
            #""name":"p","groups":[{"name":"g h","at":"P.swift:3"}]"#,
            "P.swift:3: error: 'g h' cannot be a group's name: \(nameRule)."
        ),
        (
            #""name":"p","groups":[{"name":"g","at":"P.swift:3","group":"g"}]"#,
            "P.swift:3: error: 'p.g' is a member of 'g', which is no group of its pipeline."
        ),
    ]

    @Test(arguments: Self.pipelines)
    func sentences(members: String, sentence: String) {
        #expect(problems(in: file(pipelines: #"{"at":"P.swift:2","# + members + "}")) == [sentence])
    }

    @Test func groupsInEachOther() {
        let groups = #"{"name":"g","at":"P.swift:3","group":"h"},{"name":"h","at":"P.swift:4","group":"g"}"#
        let found = problems(in: file(pipelines: #"{"name":"p","at":"P.swift:2","groups":["# + groups + "]}"))
        #expect(
            found == [
                "P.swift:3: error: the group 'p.g' lies in itself.",
                "P.swift:4: error: the group 'p.h' lies in itself.",
            ])
    }

    /// Three in a circle, one that leads in and one that leads out.
    @Test func cycle() {
        let tasks = """
            {"name":"in","at":"P.swift:3"},{"name":"a","at":"P.swift:4","after":["c","in"]},
            {"name":"b","at":"P.swift:5","after":["a"]},{"name":"c","at":"P.swift:6","after":["b"]},
            {"name":"out","at":"P.swift:7","after":["c"]}
            """
        #expect(
            problems(in: file(tasks: tasks)) == [
                """
                P.swift:4: error: these wait for each other in a circle: p.b → p.c → p.a → p.b. \
                Take one of the edges away.
                """
            ])
    }

    @Test func aCycleAcrossPipelines() {
        func pipeline(_ name: String, after other: String) -> String {
            #"{"name":"\#(name)","at":"\#(name):1","tasks":[{"name":"t","at":"\#(name):2","after":[{"task":"\#(other).t"}]}]}"#
        }
        let found = problems(in: file(pipelines: pipeline("p", after: "q") + "," + pipeline("q", after: "p")))
        #expect(
            found == [
                "p:2: error: these wait for each other in a circle: q.t → p.t → q.t. Take one of the edges away."
            ])
    }

    @Test func pools() {
        let pools = [
            Pool("none", slots: 0, file: "P.swift", line: 1), Pool("many", slots: 1_000_001, file: "P.swift", line: 2),
            Pool("a b", slots: 1, file: "P.swift", line: 3),
        ]
        let pipeline = Pipeline("p") {
            Task("a", NoOp(), pool: "none")
            Task("b", NoOp(), pool: "many")
        }
        #expect(
            problems(of: [pipeline], pools: pools) == [
                "P.swift:3: error: 'a b' cannot be a pool's name: \(Self.nameRule).",
                "P.swift:2: error: the pool 'many' has 1000001 slots: it needs from 1 to 1000000.",
                "P.swift:1: error: the pool 'none' has 0 slots: it needs from 1 to 1000000.",
            ])
    }

    @Test func outputsThatAreNotWaitedFor() {
        let found = problems(of: [
            Pipeline("p", file: "P.swift", line: 1) {
                let dump = Task("dump", NoOp())
                let middle = Task("middle", NoOp(), depList: [dump])
                let group = Group("g") { Task("member", NoOp(), depList: [dump]) }
                dump
                Task("direct", Command("cat", "\(dump.output)"), depList: [dump])
                Task("through", Command("cat", "\(dump.output)"), depList: [middle])
                Task("through_group", Command("cat", "\(dump.output)"), depList: [group])
                Task("before", Command("cat", "\(dump.output(at: .ds - 1.days))"), depList: [dump.at(.ds - 1.days)])
                Task("within", Command("cat", "\(dump.output(at: .ds - 1.days))"), depList: [dump.last(3)])
                Task(
                    "outside", Command("cat", "\(dump.output(at: .ds - 3.days))", "\(dump.last(9).outputs)"),
                    depList: [dump.last(3)], file: "P.swift", line: 6)
                Task("itself", Command("cat", "\(.output)"))
                Task("no", Command("cat", "\(dump.output)"), file: "P.swift", line: 7)
                Task("variable", NoOp(), environment: ["IN": "\(dump.output)"], file: "P.swift", line: 8)
                Task("folder", Command("ls"), workingFolder: "\(dump.output)/a", file: "P.swift", line: 9)
            }
        ])
        let names = ["7: error: 'p.no'", "8: error: 'p.variable'", "9: error: 'p.folder'"]
        #expect(
            found
                == [
                    "P.swift:6: error: 'p.outside' reads the output of 'p.dump' for other datestamps but does not wait for it there: add dump.at(.ds - 3.days) to its depList."
                ]
                + names.map {
                    "P.swift:\($0) reads the output of 'p.dump' but does not wait for it: add it to its depList."
                })
    }

    @Test func parametersMustAgree() {
        let found = problems(of: [
            Pipeline("p") {
                Task("a", Command("a", "\(Parameter<Int>("n", default: 1))"), file: "P.swift", line: 3)
                Task("b", Command("a", "\(Parameter<Int>("n", default: 1))"), file: "P.swift", line: 4)
                Task("c", Command("a", "\(Parameter<Int>("n", default: 2))"), file: "P.swift", line: 5)
                Task(
                    "d", NoOp(), environment: ["N": "\(Parameter<String>("n", default: "1"))"], file: "P.swift", line: 6
                )
            },
            Pipeline("q") { Task("a", Command("a", "\(Parameter<Int>("n", default: 3))")) },
        ])
        #expect(
            found
                == [5, 6].map {
                    """
                    P.swift:\($0): error: the parameter 'n' is declared in another way at P.swift:3: \
                    give both the same type and default.
                    """
                })
    }

    @Test func aBadIdentifier() {
        let found = problems(of: [
            Pipeline("p") { Task("a", Shell("top \(Identifier("visits; rm"))"), file: "P.swift", line: 3) }
        ])
        #expect(
            found == [
                """
                P.swift:3: error: 'p.a' has 'visits; rm' in a script, where it could become code: \
                pass it as an argument or a variable, or write an identifier of letters, digits and '_'.
                """
            ])
    }

    /// Problems are told in the same order, so that two reports of the same graph can be compared.
    @Test func theOrderOfProblems() {
        let parameters = (0..<20).map { Parameter<Int>("a b \($0)", default: 1) }
        let pipeline = Pipeline("p") {
            Task("a", Command("a", arguments: parameters.map { "\($0)" }), file: "P.swift", line: 3)
        }
        let first = problems(of: [pipeline])
        #expect(first.count == 20 && first[7].contains("'a b 7'"))
    }

    @Test func placesOfAHandWrittenFileAreShownSafely() {
        let tasks = #"{"name":"a","at":"\u001b[2J"},{"name":"a","at":"\u202e"}"#
        #expect(
            problems(in: file(tasks: tasks)) == [
                #"\u{202E}: error: 'p.a' is also defined at \u{1B}[2J: rename one of them."#
            ])
    }
}
