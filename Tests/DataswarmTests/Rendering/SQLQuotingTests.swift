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

    @Test func aPathCannotEndAComment() throws {
        let bindings = try NastyNames.bindings(output: "/a\n; DROP TABLE x; */ DROP TABLE y;")
        let line: Template = "-- \(.output)"
        #expect(try line.rendered(with: bindings, in: .sql) == "-- /a ; DROP TABLE x; */ DROP TABLE y;")
        let block: Template = "/* \(.output) */"
        #expect(try block.rendered(with: bindings, in: .sql) == "/* /a\n; DROP TABLE x; ?/ DROP TABLE y; */")
    }
}
