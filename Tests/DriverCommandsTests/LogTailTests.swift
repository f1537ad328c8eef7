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

    @Test func aLongLineIsCutInItsMiddle() throws {
        let lines = try tail(("error: " + String(repeating: "x", count: 100_000) + " no room").utf8)
        #expect(lines.map(\.count) == [400])
        #expect(lines[0].hasPrefix("error: ") && lines[0].contains("x…x") && lines[0].hasSuffix(" no room"))
    }

    /// What programs print, and what a terminal shows in the end.
    private static let drawn: [(String, [String])] = [
        (
            (1...5_000).map { "\r\($0)/5000 a file" }.joined() + "\nerror: no room\n",
            ["5000/5000 a file", "error: no room"]
        ),
        ((1...90_000).map { "\r\($0)/90000 a file" }.joined() + "error: no room", ["90000/90000 a fileerror: no room"]),
        ("100 %\rerror: no room\r\n", ["error: no room"]), ("downloading\rdone\n", ["doneloading"]),
        ("downloading\r\u{1B}[Kdone\n", ["done"]), ("downloading\u{1B}[2K\rdone\n", ["done"]),
        ("abc\u{1B}[2D\u{1B}[0Kx\n", ["ax"]), ("abcd\u{1B}[2G\u{1B}[1Kx\n", [" xcd"]), ("a\u{1B}[3Cb\n", ["a   b"]),
        ("1 %\u{8}\u{8}\u{8}2 %\u{8}\u{8}\u{8}\u{8}\u{8}\u{8}3 %", ["3 %"]),
        ("\u{1B}[1;31merror\u{1B}[0m: no room\u{1B}[m", ["error: no room"]),
        ("a: 1 %\nb: 1 %\n\u{1B}[2Aa: 100 %\nb: failed\n", ["a: 100 %", "b: failed"]),
        ("a\n\u{1B}[99A\u{1B}[99B\u{1B}[7777777777777777777777777Gx\n", ["a", "x"]),
        ("error: no room\n" + String(repeating: "\0", count: 100_000), ["error: no room"]),
        ("error: no room\n" + String(repeating: "\n \n", count: 50_000), ["error: no room"]),
        (
            "error: no room\n" + String(repeating: "x", count: 100_000),
            ["error: no room", String(repeating: "x", count: 100) + "…" + String(repeating: "x", count: 299)]
        ),
        ("cafe\u{301}\r\u{1B}[4Cs\n", ["cafe\u{301}s"]), ("\u{301}a", ["\u{301}a"]), ("a\u{1B}[", ["a\\u{1B}["]),
        ("a\u{1B}[5n", ["a\\u{1B}[5n"]),
    ]

    @Test(arguments: Self.drawn)
    func whatATerminalWouldShowIsShown(content: String, expected: [String]) throws {
        #expect(try tail(content.utf8) == expected)
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
