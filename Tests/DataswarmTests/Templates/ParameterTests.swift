import Dataswarm
import Testing

@Suite struct ParameterTests {
    private let limit = Parameter<Int>("limit", default: 100)
    private let table = Parameter<Identifier>("table", default: Identifier("visits"))
    private let title = Parameter<String>("title", default: "it's")

    private func pipeline() throws -> Pipeline {
        let since = Parameter<Datestamp>("since", default: try Datestamp("2013-01-01"))
        return Pipeline("p") {
            Task(
                "top",
                Shell(
                    "top \(table) -n \(limit) --since \(since)", arguments: ["\(title)"], environment: ["T": "\(title)"]
                ))
        }
    }

    @Test func defaults() throws {
        let expected = RenderedProcess(
            arguments: [
                "/bin/bash", "-euo", "pipefail", "-c", "top visits -n 100 --since 2013-01-01", "shell", "it's",
            ],
            environment: [.init(name: "T", value: .text("it's"))])
        #expect(try pipeline().rendered("top", ds: "2016-04-26") == .process(expected))
    }

    @Test func valuesFromTheCommandLine() throws {
        let values = ["limit": "5", "table": "orders", "since": "2016-04", "title": "$(x)", "unused": "1"]
        let expected = RenderedProcess(
            arguments: ["/bin/bash", "-euo", "pipefail", "-c", "top orders -n 5 --since 2016-04", "shell", "$(x)"],
            environment: [.init(name: "T", value: .text("$(x)"))])
        #expect(try pipeline().rendered("top", ds: "2016-04-26", parameters: values) == .process(expected))
    }

    @Test func declarations() {
        let expected = ParameterDeclaration(name: "limit", type: .integer, defaultText: "100")
        #expect(limit.piece == .parameter(expected))
        #expect(
            table.piece == .parameter(ParameterDeclaration(name: "table", type: .identifier, defaultText: "visits")))
        #expect(title.piece == .parameter(ParameterDeclaration(name: "title", type: .text, defaultText: "it's")))
    }

    private enum Country: String, ParameterChoice {
        case germany = "DE"
        case france = "FR"
    }

    @Test func truthAndChoicesStandInAScript() throws {
        let country = Parameter<Country>("country", default: .france)
        let full = Parameter<Bool>("full", default: true)
        let pipeline = Pipeline("p") { Task("t", Shell("load \(country) --full=\(full)")) }
        func script(_ values: [String: String]) throws -> String? {
            try pipeline.rendered("t", ds: "2016-04-26", parameters: values).arguments.last
        }
        #expect(try script([:]) == "load FR --full=true")
        #expect(try script(["country": "DE", "full": "false"]) == "load DE --full=false")
        #expect(
            country.piece
                == .parameter(
                    ParameterDeclaration(name: "country", type: .choice(["DE", "FR"]), defaultText: "FR")))
    }

    private static let acceptances: [(ParameterType, String, Bool)] = [
        (.integer, "5", true), (.integer, "-5", true), (.integer, "0", true),
        (.integer, "+5", false), (.integer, "05", false), (.integer, "-0", false), (.integer, "5.0", false),
        (.integer, "", false), (.integer, " 5", false), (.integer, "9223372036854775808", false),
        (.datestamp, "2016-04-26", true), (.datestamp, "2016-04", true), (.datestamp, "2016-04-26T07", true),
        (.datestamp, "2016-02-30", false), (.datestamp, "today", false),
        (.identifier, "visits", true), (.identifier, "a b", false), (.identifier, "x'--", false),
        (.boolean, "true", true), (.boolean, "false", true), (.boolean, "True", false), (.boolean, "", false),
        (.choice(["a", "b c"]), "b c", true), (.choice(["a"]), "A", false), (.choice([]), "", false),
        (.choice(["\u{E9}"]), "e\u{301}", false),
        (.text, "", true), (.text, "it's $(x)", true), (.text, "a\0b", false),
    ]

    @Test(arguments: Self.acceptances)
    func accepts(type: ParameterType, value: String, expected: Bool) {
        #expect(type.accepts(value) == expected)
    }
}
