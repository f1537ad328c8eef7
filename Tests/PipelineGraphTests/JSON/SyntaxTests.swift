import Testing

@testable import PipelineGraph

/// Files that are no JSON, or no graph: each problem begins with line and column.
@Suite struct SyntaxTests {
    private static let cases: [(text: String, problems: [String])] = [
        ("", ["graph: line 1, column 1: the file ends too early."]),
        ("  \n ", ["graph: line 2, column 2: the file ends too early."]),
        ("no", ["graph: line 1, column 1: an object belongs here.", "graph: line 1, column 1: 'null' belongs here."]),
        ("{", ["graph: line 1, column 2: the file ends too early."]),
        ("{1}", ["graph: line 1, column 2: a name in quotes belongs here."]),
        (#"{"graph" 1}"#, ["graph: line 1, column 10: a colon belongs after the name."]),
        (#"{"graph":{} 1}"#, ["graph: line 1, column 13: a comma or '}' belongs here."]),
        (#"{"graph":{"pools":[{} 1]}}"#, ["graph: line 1, column 23: a comma or ']' belongs here."]),
        (#"{"graph":{},}"#, ["graph: line 1, column 13: a name in quotes belongs here."]),
        (
            #"{"graph":{"pools":[,]}}"#,
            [
                "graph: line 1, column 20: an object belongs here.", "graph: line 1, column 20: a value belongs here.",
            ]
        ),
        (#"{"gra"#, ["graph: line 1, column 6: the file ends within a text."]),
        ("{\"a\u{1}\"", ["graph: line 1, column 4: a control character in a text must be escaped."]),
        (#"{"a\x"#, [#"graph: line 1, column 6: '\' must be followed by one of " \ / b f n r t u."#]),
        (#"{"\u12"#, ["graph: line 1, column 5: the file ends within a text."]),
        (#"{"\u12G4"#, ["graph: line 1, column 7: four hexadecimal digits belong after '\\u'."]),
        (#"{"\ud800""#, ["graph: line 1, column 9: half of a surrogate pair stands alone."]),
        (#"{"\ud800\n""#, ["graph: line 1, column 9: half of a surrogate pair stands alone."]),
        (#"{"\ud800\u0041""#, ["graph: line 1, column 15: half of a surrogate pair stands alone."]),
        (#"{"\udc00""#, ["graph: line 1, column 9: half of a surrogate pair stands alone."]),
        (#"{"dataswarm":1,"graph":{}}x"#, ["graph: line 1, column 27: nothing may follow the end of the graph."]),
        (
            #"{"dataswarm":tru"#,
            [
                "graph: line 1, column 14: a whole number belongs here.",
                "graph: line 1, column 14: 'true' belongs here.",
            ]
        ),
        (#"{"dataswarm":-}"#, ["graph: line 1, column 15: a digit belongs after the sign."]),
        (
            #"{"dataswarm":2,"graph":[]}"#,
            [
                """
                graph: the graph is of version 2, and this driver reads version 1: \
                build driver and definitions from the same release.
                """
            ]
        ),
        (
            #"{"graph":{}}"#,
            [
                """
                graph: line 1, column 13: the member 'dataswarm' is missing, which names the version of the format: \
                add "dataswarm":1.
                """
            ]
        ),
        (
            #"{"dataswarm":1}"#,
            ["graph: line 1, column 16: the member 'graph' is missing, which holds the pools and pipelines."]
        ),
        (
            #"{"dataswarm":1,"grahp":{"a":[1,-2.5e3,true,false,null,"x",{}]},"graph":{}}"#,
            ["graph: line 1, column 24: the member 'grahp' is not known here. Did you mean 'graph'?"]
        ),
        (#"{"dataswarm":1,"graph":"x"}"#, ["graph: line 1, column 24: an object belongs here."]),
        (
            "{\"dataswarm\":1,\"graph\":{\"pools\":{},\n\"pipelines\":3}}",
            ["graph: line 1, column 33: a list belongs here.", "graph: line 2, column 13: a list belongs here."]
        ),
    ]

    @Test(arguments: Self.cases)
    func sentences(text: String, expected: [String]) {
        #expect(problems(in: text) == expected)
    }

    @Test func theFilesNameIsSafeToPrint() {
        let error = #expect(throws: GraphError.self) { try Graph.load([], named: "\u{1B}[0m") }
        #expect(error?.problems == [#"\u{1B}[0m: line 1, column 1: the file ends too early."#])
        #expect(
            error?.details
                == [Problem(.format, at: #"\u{1B}[0m"#, "line 1, column 1: the file ends too early.")])
    }

    @Test func aByteOrderMark() {
        #expect(problems(in: [0xEF, 0xBB, 0xBF, 0x7B, 0x7D]).last == "graph: line 1, column 1: a value belongs here.")
    }

    private static let invalid: [[UInt8]] = [
        [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82], [0x80],
    ]

    @Test(arguments: Self.invalid)
    func invalidUTF8(bytes: [UInt8]) {
        for (before, after) in [("{\"", "\":1}"), ("{\"a\\n", "\":1}")] {
            let found = problems(in: Array(before.utf8) + bytes + Array(after.utf8))
            #expect(found.count == 1 && found[0].hasSuffix(": the text is not UTF-8."), "\(found)")
        }
    }

    @Test(arguments: [("[", "]"), ("{\"a\":", "}"), ("[{\"a\":", "}]")])
    func deepNesting(open: String, close: String) {
        let deep = String(repeating: open, count: 1_000_000)
        let found = problems(in: "{\"dataswarm\":1,\"graph\":{},\"x\":" + deep)
        #expect(found.last?.hasSuffix(": values lie more than 64 deep in each other.") == true, "\(found)")
        let shallow = String(repeating: open, count: 20) + "1" + String(repeating: close, count: 20)
        #expect(problems(in: "{\"dataswarm\":1,\"graph\":{},\"x\":" + shallow + "}").count == 1)
    }

    private static let numbers: [(text: String, isWhole: Bool)] = [
        ("0", true), ("-0", true), ("9223372036854775807", true), ("-9223372036854775808", true),
        ("9223372036854775808", false), ("-9223372036854775809", false), ("1e3", false), ("1.0", false),
        (String(repeating: "9", count: 10_000), false), ("-" + String(repeating: "9", count: 10_000), false),
    ]

    @Test(arguments: Self.numbers)
    func wholeNumbers(text: String, isWhole: Bool) {
        let task =
            #"{"name":"a","at":"P.swift:3","run":{"arguments":["a",[{"ds":[["shift","# + text + #","days"]]}]]}}"#
        let found = problems(in: file(tasks: task))
        #expect(
            isWhole
                ? found.isEmpty : found.count == 1 && found[0].hasSuffix(": a whole number of 64 bits belongs here."))
    }

    @Test func problemsEndSomewhere() {
        let found = problems(in: #"{"dataswarm":1,"graph":{"pools":["# + String(repeating: "1,", count: 1_000) + "1]}}")
        #expect(found.count == 50)
    }
}
