import TestSupport
import Testing

@testable import Masking

@Suite struct SecretSpellingTests {
    /// Between them they have all that some program spells in its own way.
    private static let secrets: [String] = [
        "open-sesame", "abcd", "ghp_a8Fk29dLqPz71mVbXcTyRwEoUiNsJhGf0123456789ABCDEFabcdef0123456789ABCDEF",
        #"it's "so" b\c/d $x <é>&;z~#!"#, "a+b c%d=e?f,g", "\u{7F}x\u{1}\u{1B}[31m\ty'z", "naïve ключ 🔑 x",
    ]

    /// What several programs make of a secret in the variable `S`, each after a mark.
    private static let shells = """
        export LC_ALL=C.UTF-8
        for form in 'printf %s "$S"' 'printf %s "$S" | base64 -w 0' 'printf %q "$S"' 'LC_ALL=C; printf %q "$S"' \\
            'printf %s "${S@Q}"' 'declare -p S' 'bash -xc ": \\"\\$S\\""' 'sh -xc ": \\"\\$S\\""' \\
            'printf %s "$S" | od -An -v -tx1 | tr -d " \\n"'; do
          printf '<mark>'
          (eval "$form") 2>&1
        done
        """

    private static let python = """
        import os, json, base64, shlex, urllib.parse
        s = os.environ['S']
        b = s.encode()
        for text in (
            repr(s), ascii(s), b, json.dumps(s), json.dumps(s, ensure_ascii=False), urllib.parse.quote(s),
            urllib.parse.quote(s, safe=''), urllib.parse.quote_plus(s), shlex.quote(s),
            base64.b64encode(b).decode(), base64.urlsafe_b64encode(b).decode(),
            base64.urlsafe_b64encode(b).decode().rstrip('='), b.hex(), b.hex().upper(),
        ): print('<mark>', text, sep='', end='')
        """

    private static let php = """
        setlocale(LC_ALL, 'C.UTF-8');
        $s = getenv('S');
        foreach ([json_encode($s), urlencode($s), rawurlencode($s), escapeshellarg($s), base64_encode($s),
            json_encode($s, JSON_HEX_TAG | JSON_HEX_AMP | JSON_HEX_APOS | JSON_UNESCAPED_SLASHES)] as $text)
            echo '<mark>', $text;
        """

    /// The programs themselves say how they spell.
    @Test(arguments: [("shells", 9), ("python", 14), ("php", 6)], secrets)
    func `what programs make of a secret is found`(program: (name: String, forms: Int), secret: String) async throws {
        let arguments =
            switch program.name {
            case "shells": ["bash", "-c", Self.shells]
            case "python": ["python3", "-X", "utf8", "-c", Self.python]
            default: ["php", "-r", Self.php]
            }
        let environment = ["PATH": "/usr/bin:/bin", "S": secret]
        let outcome = try await Program(path: "/usr/bin/env", arguments: arguments, environment: environment).run()
        #expect(outcome.code == 0)
        let log = outcome.output
        let output = Filtering.text(log, secrets: secret)
        let forms = output.split(separator: "<mark>", omittingEmptySubsequences: true)
        #expect(forms.count == program.forms)
        for form in forms {
            var form = form
            // What a program puts around it is of no matter.
            for frame in ["+ : ", "declare -x S=", "b", "$", "'", "\""] where form.hasPrefix(frame) {
                form = form.dropFirst(frame.count)
            }
            for frame in ["\n", "'", "\"", "=", "="] where form.hasSuffix(frame) { form = form.dropLast(frame.count) }
            #expect(form == "***", "\(program.name) made \(log) of \(secret)")
        }
    }

    @Test(arguments: 1...4)
    func `a secret within a longer text is found in its base64, but for the bits at its ends`(seed: Int) {
        var dice = Dice(state: UInt64(seed))
        let all = Array(UInt8.min...UInt8.max)
        for before in 0...4 {
            for after in 0...4 {
                let secret = dice.bytes(Int.random(in: 4...40, using: &dice), of: all)
                let text = dice.bytes(before, of: all) + secret + dice.bytes(after, of: all)
                for (isForAddresses, isPadded) in [(false, false), (false, true), (true, false), (true, true)] {
                    let encoded = base64(text, isForAddresses: isForAddresses, isPadded: isPadded)
                    var filtering = Filtering(SecretFilter(secrets: [secret]))
                    filtering.take(encoded)
                    filtering.end()
                    let output = String(decoding: filtering.output, as: UTF8.self)
                    let rest = output.split(separator: "***", omittingEmptySubsequences: false)
                    #expect(rest.count == 2, "\(String(decoding: encoded, as: UTF8.self)) became \(output)")
                    // Whole letters of the neighbours, and one that is shared at each end.
                    #expect(rest.first?.count == before * 8 / 6 + (before % 3 == 0 ? 0 : 1))
                    let afterwards = encoded.count - (before + secret.count) * 8 / 6
                    // A letter that is shared may happen to be as it would be at the end.
                    let last = rest.last?.count ?? -1
                    #expect(after == 0 ? last == 0 : last == afterwards || last == afterwards - 1)
                }
            }
        }
    }

    @Test func `base64 in lines is found`() {
        let secret = (0..<150).map { "\($0)" }.joined(separator: ",")
        let text = String(decoding: base64(Array("\(secret)\n".utf8)), as: UTF8.self)
        for length in [64, 76] {
            var lines: [Substring] = []
            var rest = text[...]
            while !rest.isEmpty {
                lines.append(rest.prefix(length))
                rest = rest.dropFirst(length)
            }
            let output = Filtering.text(lines.joined(separator: "\n"), secrets: secret).split(separator: "\n")
            #expect(output.dropLast().allSatisfy { $0 == "***" })
            #expect(output.last?.hasPrefix("***") == true && output.last.map { $0.count <= 7 } == true)
        }
    }

    /// Lines that are broken in any spelling, at any width, and indented or not: what comes out is what comes out of the
    /// text in one line, but for line breaks outside of the secret.
    @Test(arguments: ["\n", "\r\n", "\n    "], ["0123abcd-ghp_a8Fk29dLqPz71mVbXcTy", "a+b c%d=e?\"f/g", "abcd"])
    func `a secret is found in lines of any width`(lineBreak: String, secret: String) {
        let whole = Array("user:\(secret) and more".utf8)
        var texts = [String(decoding: base64(whole), as: UTF8.self), whole.map { hex($0) }.joined()]
        if secret.utf8.count >= SecretSpellings.minimumWrappedLength {
            texts.append("user:\(secret)!")
            for spelling in JSONSpelling.all(of: Array(secret.utf8)).union(PercentSpelling.all(of: Array(secret.utf8)))
            {
                texts.append("<\(String(decoding: spelling, as: UTF8.self))>")
            }
        }
        for text in texts {
            let expected = Filtering.text(text, secrets: secret)
            #expect(expected.contains("***"))
            for width in 1...text.utf8.count {
                var lines: [String] = []
                var rest = text.utf8[...]
                while !rest.isEmpty {
                    lines.append(String(decoding: rest.prefix(width), as: UTF8.self))
                    rest = rest.dropFirst(width)
                }
                // Blanks at the beginning of a line are its own, and not the indent's.
                if lines.contains(where: { $0.hasPrefix(" ") || $0.hasSuffix("\r") }) { continue }
                var filtering = Filtering(SecretFilter(secrets: [Array(secret.utf8)]))
                for line in lines { filtering.take((line + lineBreak).utf8) }
                filtering.end()
                let output = String(decoding: filtering.output, as: UTF8.self).replacing(lineBreak, with: "")
                #expect(output == expected, "\(text) in lines of \(width)")
            }
        }
    }

    @Test func `what lies further apart is not one text`() {
        let secret = "open-sesame"
        for gap in ["\n\n", "\n" + String(repeating: " ", count: 17), " \n", "\r", "\n \n"] {
            let text = "open-\(gap)sesame\n"
            #expect(Filtering.text(text, secrets: secret) == text)
        }
        #expect(Filtering.text("open-\nsesame open-\nsesame\n", secrets: secret) == "*** ***\n")
        #expect(Filtering.text("ab\ncd\n", secrets: "abcd") == "ab\ncd\n")
        #expect(Filtering.text("<open-\nsesameopen-sesame>", secrets: secret) == "<***>")
    }

    private func hex(_ byte: UInt8) -> String { SecretSpellings.digits(byte, radix: 16, count: 2) }

    /// As it stands in RFC 4648, bit by bit.
    private func base64(_ bytes: [UInt8], isForAddresses: Bool = false, isPadded: Bool = true) -> [UInt8] {
        let letters = Array(
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789\(isForAddresses ? "-_" : "+/")".utf8)
        var bits = bytes.flatMap { byte in (0..<8).map { byte >> (7 - $0) & 1 } }
        while bits.count % 6 != 0 { bits.append(0) }
        var text = stride(from: 0, to: bits.count, by: 6).map { start in
            letters[Int(bits[start..<start + 6].reduce(0) { $0 << 1 | $1 })]
        }
        while isPadded, text.count % 4 != 0 { text.append(UInt8(ascii: "=")) }
        return text
    }
}
