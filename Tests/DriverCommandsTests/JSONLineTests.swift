import FoundationEssentials
import Testing

@testable import DriverCommands

@Suite struct JSONLineTests {
    @Test func membersKeepTheirOrder() {
        let line = JSONLine.text([
            ("b", .text("x")), ("a", .number(-3)), ("c", .list([.flag(true), .flag(false)])),
            ("d", .object([("e", .number(.max))])),
        ])
        #expect(line == #"{"b":"x","a":-3,"c":[true,false],"d":{"e":9223372036854775807}}"#)
    }

    @Test(arguments: [
        "", "plain", "\"quoted\"", "back\\slash", "a\nb\r\nc\td", "\u{0}\u{1B}\u{1F}\u{7F}", "ünï → 🐱", "\u{2028}",
        "</script>",
    ])
    func anyTextComesBackFromAnotherParserOnOneLine(text: String) throws {
        let line = JSONLine.text([("text", .text(text))])
        #expect(!line.utf8.contains(UInt8(ascii: "\n")))
        let back = try JSONDecoder().decode([String: String].self, from: Data(line.utf8))
        #expect(back == ["text": text])
    }
}
