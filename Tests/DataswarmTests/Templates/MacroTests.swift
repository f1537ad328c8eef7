import Dataswarm
import Testing

/// What each macro stands for.
@Suite struct MacroTests {
    private func bindings(_ ds: String = "2016-04-26") throws -> Bindings {
        Bindings(
            ds: try Datestamp(ds), task: "cat_gifs.dump",
            folders: .init(output: "/s/out", scratch: "/s/scratch", files: "/s/files", published: "/s/published"))
    }

    private static let dates: [(Template, String)] = [
        ("\(.ds)", "2016-04-26"),
        ("\(.ds - 6.days)", "2016-04-20"),
        ("\(.ds + 1.weeks)", "2016-05-03"),
        ("\(.ds - 2.months)", "2016-02-26"),
        ("\(.ds + 1.quarters)", "2016-07-26"),
        ("\(.ds - 1.years)", "2015-04-26"),
        ("\(.ds - 1.months - 1.days + 1.years)", "2017-03-25"),
        ("\(.ds.start(of: .week))", "2016-04-25"),
        ("\(.ds.end(of: .week))", "2016-05-01"),
        ("\(.ds.start(of: .month))", "2016-04-01"),
        ("\(.ds.end(of: .month))", "2016-04-30"),
        ("\(.ds.start(of: .quarter))", "2016-04-01"),
        ("\(.ds.end(of: .quarter))", "2016-06-30"),
        ("\(.ds.start(of: .year))", "2016-01-01"),
        ("\(.ds.end(of: .year))", "2016-12-31"),
        ("\((.ds - 1.months).end(of: .month) + 1.days)", "2016-04-01"),
        ("\(.ds, .standard)", "2016-04-26"),
        ("\(.ds, .compact)", "20160426"),
        ("\(.ds, .year)/\(.ds, .month)/\(.ds, .day)", "2016/04/26"),
        ("\(.ds, .isoWeek)", "2016-W17"),
        ("\(.ds, .dayOfYear)", "117"),
        ("\(.ds, .quarter)", "2016-Q2"),
        ("\(.ds, .monthly)", "2016-04"),
        ("\(.ds.start(of: .month) - 1.days, .compact)", "20160331"),
    ]

    @Test(arguments: Self.dates)
    func datestamps(template: Template, expected: String) throws {
        #expect(try template.rendered(with: bindings()) == expected)
    }

    @Test func hours() throws {
        let template: Template = "\(.ds) \(.ds - 8.hours) \(.ds, .hour) \(.ds.end(of: .month))"
        #expect(
            try template.rendered(with: bindings("2016-04-26T07")) == "2016-04-26T07 2016-04-25T23 07 2016-04-30T23")
    }

    @Test func foldersAndKeys() throws {
        let dump = Task("dump", NoOp())
        let other = Pipeline("raw") { Task("load", NoOp()) }.load
        let argument: Argument =
            "\(.output) \(.scratch) \(.runKey) \(dump.output) \(other.output) \(other.output(at: .ds - 1.days))"
        let published = "/s/published/dump/2016-04-26 /s/published/raw.load/2016-04-26 /s/published/raw.load/2016-04-25"
        #expect(try argument.rendered(with: bindings()) == "/s/out /s/scratch cat_gifs.dump@2016-04-26 " + published)
        #expect(try Argument.file("query.sql").rendered(with: bindings()) == "/s/files/query.sql")
    }

    /// In a plan, folders are the variables that hold them, in whatever language takes them.
    @Test(arguments: [Language.plain, .shell, .sql])
    func symbolicFolders(language: Language) throws {
        let dump = Task("dump", NoOp())
        let template: Template = "\(.output) '\(.scratch)' \(dump.output)"
        let rendered = try template.rendered(with: Bindings(ds: try Datestamp("2016-04"), task: "p.t"), in: language)
        #expect(rendered == "$DATASWARM_OUTPUT '$DATASWARM_SCRATCH' $DATASWARM_PUBLISHED/dump/2016-04")
    }

    @Test func values() throws {
        let day = try Datestamp("2013-06-03")
        let template: Template = "\(3) \(-7) \(day) \(Identifier("visits_2"))"
        #expect(template.pieces == [.text("3 -7 2013-06-03 visits_2")])
    }

    @Test func freeTextInAnArgument() throws {
        let title = "it's $(date) \\ \"new\"\nline"
        let argument: Argument = "--title=\(title)"
        #expect(argument.pieces == [.text("--title="), .free(title)])
        #expect(try argument.rendered(with: bindings()) == "--title=" + title)
    }

    @Test func textNextToTextIsJoined() {
        let template: Template = "a\(1)b" + "c\(2)" + "\(.ds)" + ""
        #expect(template.pieces == [.text("a1bc2"), .datestamp([], .standard)])
        let literal: Argument = ""
        #expect(literal.pieces == [] && Argument("x").pieces == [.text("x")])
    }

    @Test(arguments: ["", "1a", "a-b", "a.b", "a b", "tablé", "x;drop", String(repeating: "x", count: 129)])
    func aBadIdentifierIsFreeText(name: String) {
        #expect(!Identifier.isValid(name))
        #expect(Identifier(name).piece == .free(name))
    }

    @Test(arguments: ["a", "_", "Visits_2", String(repeating: "x", count: 128)])
    func identifiers(name: String) {
        #expect(Identifier.isValid(name))
        #expect(Identifier(name).piece == .text(name))
    }
}
