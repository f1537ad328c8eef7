import Testing

@testable import PipelineGraph

struct GlobTests {
    @Test(arguments: [
        ("dump", "dump", true), ("dump", "dumps", false), ("", "", true), ("*", "", true), ("*", "anything", true),
        ("d*p", "dump", true), ("d*p", "dp", true), ("d*p", "dumps", false), ("*a*b*", "xaxbx", true),
        ("*a*b*", "xbxax", false), ("?ump", "dump", true), ("?ump", "ump", false), ("load_?", "load_12", false),
        ("**", "x", true), ("a*a*a", "aa", false), ("a*a*a", "aaa", true), ("Zo?", "Zoë", true), ("Zo??", "Zoë", false),
        ("*?", "ë", true), ("?*?", "ë", false), ("*ë", "Zoë", true),
    ])
    func matches(_ pattern: String, _ text: String, _ expected: Bool) {
        #expect(Glob(pattern).matches(text) == expected)
    }

    @Test func manyStarsTakeNoTime() {
        let text = String(repeating: "a", count: 5_000)
        #expect(!Glob(String(repeating: "*a", count: 100) + "b").matches(text))
    }
}
