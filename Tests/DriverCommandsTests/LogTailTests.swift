import Testing

@testable import DriverCommands

@Suite struct LogTailTests {
    private func tail(_ content: some Sequence<UInt8>, last count: Int = 3) throws -> [String] {
        let scratch = try Scratch()
        return LogTail.lines(of: try scratch.write(content, to: "log"), last: count)
    }

    @Test func theLastLinesAreShownWithoutEmptyOnesAtTheEnd() throws {
        #expect(try tail("1\n2\n3\n4\n\n\n".utf8) == ["2", "3", "4"])
        #expect(try tail("1\n\n3\n".utf8) == ["1", "", "3"])
        #expect(try tail("only".utf8) == ["only"])
    }

    @Test func whereThereIsNothingNothingIsShown() throws {
        #expect(try tail("".utf8) == [])
        #expect(try tail("\n\n\n".utf8) == [])
        #expect(LogTail.lines(of: "/nowhere/log", last: 3) == [])
    }

    @Test func aLongLineIsCut() throws {
        let lines = try tail(String(repeating: "x", count: 1_000).utf8)
        #expect(lines.map(\.count) == [400])
        #expect(lines.first?.last == "…")
    }

    @Test func ofALargeLogTheEndIsRead() throws {
        let many = (1...100_000).map { "line \($0)\n" }.joined()
        #expect(try tail(many.utf8, last: 2) == ["line 99999", "line 100000"])
        let endless = String(repeating: "x", count: 1 << 20) + "\nend"
        #expect(try tail(endless.utf8, last: 1) == ["end"])
    }

    @Test func whatWouldDriveATerminalIsSpelledOut() throws {
        let lines = try tail("\u{1B}[2J\u{7}\ta\r\n".utf8)
        #expect(lines == [#"\u{1B}[2J\u{7}    a"#])
    }

    @Test func bytesThatAreNoTextAreMarked() throws {
        #expect(try tail([0x61, 0xFF, 0xFE, 0x62, 0x0A]) == ["a\u{FFFD}\u{FFFD}b"])
    }
}
