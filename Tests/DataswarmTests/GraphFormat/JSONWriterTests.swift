import Testing

@testable import Dataswarm

@Suite struct JSONWriterTests {
    private func written(_ write: (inout JSONWriter) -> Void) -> String {
        var json = JSONWriter()
        write(&json)
        return String(decoding: json.bytes, as: UTF8.self)
    }

    private static let texts = [
        ("", #""""#), ("plain", #""plain""#), (#"a"b\c/d"#, #""a\"b\\c/d""#), ("käse 🧀", #""käse 🧀""#),
        ("a\nb\tc\r\u{0}\u{1F}\u{7F}", "\"a\\nb\\u0009c\\u000d\\u0000\\u001f\u{7F}\""),
    ]

    @Test(arguments: Self.texts)
    func strings(text: String, expected: String) {
        #expect(written { $0.value(text) } == expected)
    }

    @Test func numbersAndFlags() {
        #expect(written { $0.array([0, -1, Int.max, Int.min]) { $0.value($1) } } == "[0,-1,\(Int.max),\(Int.min)]")
        #expect(written { $0.array([true, false]) { $0.value($1) } } == "[true,false]")
    }

    @Test func nesting() {
        let text = written { json in
            json.object { json in
                json.key("a")
                json.array([[1, 2], [], [3]]) { $0.array($1) { $0.value($1) } }
                json.key("b" + "\"")
                json.object { _ in }
                json.key("c")
                json.array(["x", "y"]) { json, text in
                    json.breakLine()
                    json.value(text)
                }
            }
        }
        #expect(text == "{\"a\":[[1,2],[],[3]],\"b\\\"\":{},\"c\":[\n\"x\",\n\"y\"]}")
    }

    private static let durations: [(Duration, Int64)] = [
        (.seconds(1), 1_000), (.milliseconds(1_500), 1_500), (.microseconds(1_999), 1), (.zero, 0),
        (.hours(2), 7_200_000),
        (.days(1), 86_400_000), (.minutes(3), 180_000), (.seconds(Int64.max), .max), (.seconds(Int64.min), .min),
    ]

    @Test(arguments: Self.durations)
    func milliseconds(duration: Duration, expected: Int64) {
        #expect(duration.wholeMilliseconds == expected)
    }
}
