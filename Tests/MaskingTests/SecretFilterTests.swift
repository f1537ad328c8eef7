import Testing

@testable import Masking

@Suite struct SecretFilterTests {
    @Test func `a secret is replaced, and nothing else is touched`() {
        #expect(
            Filtering.text("say open-sesame, twice: open-sesame\n", secrets: "open-sesame")
                == "say ***, twice: ***\n")
        #expect(
            Filtering.text("open-sesam and open sesame\n", secrets: "open-sesame") == "open-sesam and open sesame\n")
        #expect(Filtering.text("", secrets: "open-sesame") == "")
        #expect(Filtering.text("anything", secrets: "") == "anything")
    }

    @Test func `secrets that overlap, touch or lie in one another are one`() {
        #expect(Filtering.text("<abcdefgh>", secrets: "abcdef", "cdefgh") == "<***>")
        #expect(Filtering.text("<abcdefgh>", secrets: "abcdefgh", "cdef") == "<***>")
        #expect(Filtering.text("<abcdefgX>", secrets: "abcdefgh", "cdef") == "<ab***gX>")
        #expect(Filtering.text("<abcdabcd>", secrets: "abcd") == "<***>")
        #expect(Filtering.text("<aaaaaaaaaaa>", secrets: "aaaa") == "<***>")
        #expect(Filtering.text("<aaabaaaa>", secrets: "aaaa") == "<aaab***>")
    }

    @Test func `a secret of three bytes is let through, and one of four is not`() {
        #expect(Filtering.text("abc abc\n", secrets: "abc") == "abc abc\n")
        #expect(Filtering.text("abcd abc\n", secrets: "abcd") == "*** abc\n")
        #expect(SecretFilter.minimumLength == 4)
    }

    @Test func `the longer lines of a secret are secrets, too`() {
        let key = "-----BEGIN KEY-----\nMIIEvQIBADANBg\n  c2hvcnQ=\nend\n-----END KEY-----\n"
        #expect(
            Filtering.text("a MIIEvQIBADANBg b c2hvcnQ= c end d -----END KEY----- e", secrets: key)
                == "a *** b *** c end d *** e")
        #expect(Filtering.text("<\(key)>", secrets: key) == "<***>")
        // Whole, it is one secret, whatever ends its lines.
        #expect(Filtering.text(key.replacing("\n", with: "\r\n"), secrets: key) == "***\r\n")
    }

    @Test func `a secret with blanks around it is found without them`() {
        #expect(Filtering.text("<open sesame>", secrets: "\topen sesame \n") == "<***>")
    }

    @Test func `however a text is cut, the same comes out`() {
        let text = Array("xabcdabcabcdey".utf8)
        let patterns = ["abcd", "cabc", "bcde"].map { Array($0.utf8) }
        let naive = NaiveFilter(patterns: patterns)
        let expected = naive.output(text, naive.marks(text))
        #expect(String(decoding: expected, as: UTF8.self) == "x***ab***y")
        for cuts in 0..<(1 << (text.count - 1)) {
            var filtering = Filtering(SecretFilter(patterns: patterns))
            var start = 0
            for end in 1...text.count where end == text.count || cuts >> (end - 1) & 1 == 1 {
                filtering.take(text[start..<end])
                start = end
            }
            filtering.end()
            #expect(filtering.output == expected, "cut at \(String(cuts, radix: 2))")
        }
    }

    @Test(arguments: 1...8)
    func `random secrets in random texts, randomly cut, come out as the naive filter has it`(seed: Int) {
        var dice = Dice(state: UInt64(seed))
        for _ in 0..<1_000 {
            let alphabet = Array("abcd".utf8.prefix(Int.random(in: 1...4, using: &dice)))
            let patterns = (0..<Int.random(in: 1...6, using: &dice)).map { _ in
                dice.bytes(Int.random(in: 0...9, using: &dice), of: alphabet)
            }
            let text = dice.bytes(Int.random(in: 0...80, using: &dice), of: alphabet)
            expectNaive(patterns, text, largest: Int.random(in: 1...20, using: &dice), &dice)
        }
    }

    @Test(arguments: 1...4)
    func `random secrets of every byte, in texts with their beginnings, come out as the naive filter has it`(seed: Int)
    {
        var dice = Dice(state: UInt64(seed) << 32)
        for _ in 0..<10 {
            let secrets = (0..<Int.random(in: 1...4, using: &dice)).map { _ in
                dice.bytes(Int.random(in: 4...24, using: &dice), of: Array(0...255))
            }
            let patterns = secrets.flatMap(SecretSpellings.all)
            var text: [UInt8] = []
            for _ in 0..<30 {
                let pattern = patterns.randomElement(using: &dice)!
                switch Int.random(in: 0...2, using: &dice) {
                case 0: text += pattern
                case 1: text += pattern.prefix(Int.random(in: 0...pattern.count, using: &dice))
                default: text += dice.bytes(Int.random(in: 0...9, using: &dice), of: Array(0...255))
                }
            }
            expectNaive(patterns, text, largest: 70, &dice)
        }
    }

    @Test func `a long text is worked off in pieces, and a secret across two of them is found`() {
        for offset in [65_530, 65_536, 131_070] {
            let before = [UInt8](repeating: UInt8(ascii: "."), count: offset)
            var filtering = Filtering(SecretFilter(secrets: [Array("open-sesame".utf8)]))
            filtering.take(before + Array("open-sesame".utf8) + before)
            filtering.end()
            #expect(filtering.output == before + Array("***".utf8) + before)
        }
    }

    @Test func `after the end, a filter begins anew`() {
        var filtering = Filtering(SecretFilter(secrets: [Array("open-sesame".utf8)]))
        filtering.take("open-".utf8)
        filtering.end()
        #expect(filtering.output == Array("open-".utf8))
        filtering.take("sesame open-sesame".utf8)
        filtering.end()
        filtering.take("open-sesame".utf8)
        filtering.end()
        #expect(filtering.output == Array("open-sesame ******".utf8))
    }

    /// Expects what the naive filter gives; and of all that came in, never more held back than the longest pattern but
    /// one byte.
    private func expectNaive(_ patterns: [[UInt8]], _ text: [UInt8], largest: Int, _ dice: inout Dice) {
        let naive = NaiveFilter(patterns: patterns)
        let marks = naive.marks(text)
        let holding = max(0, (patterns.map(\.count).max() ?? 0) - 1)
        var filtering = Filtering(SecretFilter(patterns: patterns))
        var start = 0
        while start < text.count {
            let end = min(text.count, start + Int.random(in: 1...largest, using: &dice))
            filtering.take(text[start..<end])
            start = end
            let certain = max(0, start - holding)
            #expect(filtering.output.count >= naive.output(text[..<certain], marks[..<certain]).count)
        }
        filtering.end()
        let expected = naive.output(text, marks)
        #expect(filtering.output == expected, "\(patterns) in \(text)")
    }
}
