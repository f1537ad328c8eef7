import Dataswarm
import Testing

@Suite struct SQLQuotingTests {
    private static let places: [(Template, String)] = [
        ("ATTACH \(.output) AS a", "ATTACH '/it''s a \"dir\"' AS a"),
        ("ATTACH '\(.output)/a.db' AS a", "ATTACH '/it''s a \"dir\"/a.db' AS a"),
        ("SELECT \"\(.output)\"", "SELECT \"/it's a \"\"dir\"\"\""),
        ("SELECT 'it''s', \(.output)", "SELECT 'it''s', '/it''s a \"dir\"'"),
        ("-- it's\nSELECT \(.output)", "-- it's\nSELECT '/it''s a \"dir\"'"),
        ("-- \(.output)", "-- /it's a \"dir\""),
        ("/* it's */ SELECT \(.output)", "/* it's */ SELECT '/it''s a \"dir\"'"),
        ("/*/ it's */ SELECT \(.output)", "/*/ it's */ SELECT '/it''s a \"dir\"'"),
        ("SELECT 1 - -1, 4 / 2 * 2, \(.output)", "SELECT 1 - -1, 4 / 2 * 2, '/it''s a \"dir\"'"),
        ("SELECT 5 -\(1)- 2, \(.output)", "SELECT 5 -1- 2, '/it''s a \"dir\"'"),
        ("SELECT '--', '/*', \(.output)", "SELECT '--', '/*', '/it''s a \"dir\"'"),
        ("SELECT '\(.ds)', \(.output)", "SELECT '2016-04-26', '/it''s a \"dir\"'"),
    ]

    @Test(arguments: Self.places)
    func paths(template: Template, expected: String) throws {
        let bindings = try NastyNames.bindings(output: "/it's a \"dir\"")
        #expect(try template.rendered(with: bindings, in: .sql) == expected)
    }

    /// The program, a script, and how the path `/it's\` is spelled in it; `nil` where it is refused.
    private static let dialects: [(String, Template, String?)] = [
        ("sqlite3", "SELECT 1 AS [it's], '\(.output)/f';", "SELECT 1 AS [it's], '/it''s\\/f';"),
        ("sqlite3", "SELECT 1 AS `it's`, \(.output);", "SELECT 1 AS `it's`, '/it''s\\';"),
        ("cat", "SELECT '\(.output)'", nil),
        ("sqlite3", ".print don't\nSELECT \(.output);", ".print don't\nSELECT '/it''s\\';"),
        ("sqlite3", ".import \(.output)/x t", nil),
        ("sqlite3", ".import \"\(.output)/x\" t", ".import \"/it's\\\\/x\" t"),
        ("sqlite3", ".import '\(.output)/x' t", nil), ("sqlite3", ".shell cat \(.output)", nil),
        ("sqlite3", ".once '|cat \(.output)'", nil), ("sqlite3", ".parameter set :a \(.output)", nil),
        ("sqlite3", "SELECT 1\n.print \(.output)", "SELECT 1\n.print '/it''s\\'"),
        ("sqlite3", "/* a\n*/\n.print \(.output)", nil),
        ("sqlite3", "SELECT '\n.print ' || \(.output);", "SELECT '\n.print ' || '/it''s\\';"),
        ("psql", "SELECT ARRAY['a', \(.output)]", "SELECT ARRAY['a', '/it''s\\']"),
        (
            "psql", "SELECT E'it\\'s', E'\(.output)', '\\', '\(.output)'",
            "SELECT E'it\\'s', E'/it''s\\\\', '\\', '/it''s\\'"
        ),
        ("psql", "SELECT $$it's$$, $a$ $$ ' $a$, \(.output)", "SELECT $$it's$$, $a$ $$ ' $a$, '/it''s\\'"),
        ("psql", "SELECT $$ \(.output) $$", nil), ("psql", "\\copy t from '\(.output)/x'", nil),
        ("psql", "/* /* it's */ ' */ SELECT \(.output)", "/* /* it's */ ' */ SELECT '/it''s\\'"),
        ("cat", "/* /* it's */ \(.output) */", nil), ("psql", "SELECT U&'x', \(.output)", nil),
        ("mysql", "SELECT 'it\\'s', \"\\\"\", \(.output)", "SELECT 'it\\'s', \"\\\"\", '/it''s\\\\'"),
        ("mysql", "SELECT 5--1, '\(.output)' # it's\n, \(.output)", "SELECT 5--1, '/it''s\\\\' # it's\n, '/it''s\\\\'"),
        ("mysql", "source \(.output)/x.sql", nil), ("mysql", "/*!40101 SELECT \(.output) */", nil),
        ("hive", "SELECT 'it\\'s', '\(.output)', \"\(.output)\"", "SELECT 'it\\'s', '/it\\'s\\\\', \"/it's\\\\\""),
        ("sqlite3", "ATTACH \(.output)/a.db AS a", nil), ("sqlite3", "SELECT 'a'\(.output)", nil),
        ("psql", "SELECT E\(.output)", nil),
    ]

    @Test(arguments: Self.dialects)
    func everyProgramReadsItsOwnDialect(program: String, script: Template, expected: String?) throws {
        let bindings = try NastyNames.bindings(output: "/it's\\")
        let invocation = Invocation.process(
            ["nice", Argument(stringLiteral: "/usr/bin/\(program)")], standardInput: .script(script, in: .sql))
        let input = try? invocation.rendered(with: bindings, settings: .library).process?.standardInput
        #expect(input == expected)
    }

    /// What no path could make right is found when a plan is made, in which paths are variables.
    @Test func isRefusedBeforeThePathIsKnown() throws {
        let task = Task("t", SQLite("ATTACH \(.output)/a.db AS a", database: "a"))
        let pipeline = Pipeline("p") { task }
        let sentence =
            "line 1 of its script has the path '$DATASWARM_OUTPUT' next to what is not a part of it: write single quotes around it and what belongs to it."
        #expect(throws: RenderingError(sentence)) { try pipeline.rendered("t", ds: "2016-04-26") }
    }

    @Test func whatDialectsDisagreeOnIsRefused() throws {
        let script: Template = "SELECT a[1], '\\', \(.output), '\\' FROM t -- ]"
        let sentence =
            "line 1 of its script has the path '/o' where dialects of SQL do not agree on how to spell it: give it to the database as a bound parameter or a variable."
        let invocation = Invocation.process(["cat"], standardInput: .script(script, in: .sql))
        #expect(throws: RenderingError(sentence)) {
            try invocation.rendered(with: NastyNames.bindings(output: "/o"), settings: .library)
        }
    }

    @Test func aPathCannotEndAComment() throws {
        let bindings = try NastyNames.bindings(output: "/a\n; DROP TABLE x; */ DROP TABLE y;")
        let line: Template = "-- \(.output)"
        #expect(try line.rendered(with: bindings, in: .sql) == "-- /a ; DROP TABLE x; */ DROP TABLE y;")
        let block: Template = "/* \(.output) */"
        #expect(try block.rendered(with: bindings, in: .sql) == "/* /a\n; DROP TABLE x; ?/ DROP TABLE y; */")
    }
}
