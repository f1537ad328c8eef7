import Dataswarm
import Testing

/// Scripts put together at random and run by real shells, once with a path that needs no quotes and so is right wherever
/// it stands, and once with one that needs them: both must print the same, or the second is refused.
@Suite struct RandomScriptTests {
    /// `@` stands for the path.
    private static let fragments = [
        "printf '[%s]' @/x", "printf '[%s]' \"@/x\"", "printf '[%s]' '@/x'", " @", "\"@\"", "'@'", "\n", "\n", "\n",
        ";", " ",
        "'", "\"", "`", "`printf %s @`", "\\", "\\'", "\\\"", "$", "$(", ")", "(", "((", "))", "$((", "$(( 1 << 2 ))",
        "$((1 << w + 1))", "(( x = 1 << 3 ))", "w=3", "$w", "${w}", "${w#'}", "${w#'x'}", "\"${w#x}\"", "\"${w:-'}\"",
        "${w:-\"a b\"}", "${", "}", "$'it\\'s'", "$'x'", "$\"x\"", "$#'x'", "$[ 1 << 2 ]", "# it's\n", "#", " # \"\n",
        "cat <<EOF\n", "cat <<'EOF'\n", "cat <<\"END OF\"\n", "END OF\n", "cat <<-EOF\n", "\tEOF\n", "\nEOF\n", "EOF",
        "don't @\n", "\"@\"\n", "cat <<A <<\\B; printf %s @\n", "A\n", "B\n", "cat <<< @", "cat <<< \"@\"",
        "let 'x=1<<2'",
        "case a in a) printf %s @;; esac", "case a in (a) printf %s '@';; esac", "case \"a\" in", " a)", ";; esac",
        "if true; then printf %s @; fi", "[[ a = a ]]", "a[1<<2]=3", "x=(1 '2' @)", "echo {a,@}", "!(a|#b)", "@(it|s)",
        "{ printf %s @; }", "( printf %s @ )", "printf %s \"$(printf %s @)\"", "printf %s \"$(printf %s \"@\")\"",
        "\\\n", "$\\\n", "<\\\n<EOF\n", "\\@", "$@", "$#", "\"$(cat <<EOF\n@\nEOF\n)\"", "eval 'printf %s @'", "<<",
        "<",
        "trap 'printf %s \"@\"' EXIT", "bash -c 'printf %s @'", "cat <<EOF\n$(printf %s @) `x` ${w:-@}\nEOF\n",
    ]

    private static let path = "/tmp/it's \"my\" $dir `x` \\y"

    @Test(arguments: 0..<8)
    func aPathIsSpelledRightOrRefused(part: Int) throws {
        var generator = SplitMix(state: UInt64(part))
        var spelled = 0
        for _ in 0..<40 {
            let fragments = (0..<Int.random(in: 2...7, using: &generator)).compactMap { _ in
                Self.fragments.randomElement(using: &generator)
            }
            // Messages go nowhere: what they quote of the script is spelled in two ways. Where it is followed to its end, the last place tells that nothing before was misread.
            let text = "exec 2>&-; w=3\n" + fragments.joined() + "\nprintf '<%s>' @/y"
            // A process's number is never the same twice.
            if text.contains("$$") { continue }
            let interpreter: Shell.Interpreter = Bool.random(using: &generator) ? .bash : .sh
            guard let nasty = try Self.output(of: text, interpreter, path: Self.path) else { continue }
            spelled += 1
            let plain = try #require(try Self.output(of: text, interpreter, path: "/tmp/plain"))
            #expect(nasty == plain, "\(interpreter): \(text)")
        }
        #expect(spelled > 5)
    }

    /// What the script prints, with `@` for the path; `nil` where a path is refused.
    private static func output(of text: String, _ interpreter: Shell.Interpreter, path: String) throws -> String? {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false).map {
            Template(stringLiteral: String($0))
        }
        let script = parts.dropFirst().reduce(parts[0]) { $0 + "\(.output)" + $1 }
        do {
            let invocation = Shell(script, interpreter: interpreter).invocation
            let process = try invocation.rendered(with: NastyNames.bindings(output: path), settings: .library).process
            let child = try Child.run(try #require(process).arguments)
            return child.output.replacing(path, with: "@")
        } catch let error as RenderingError {
            #expect(error.description.hasSuffix(" instead."))
            return nil
        }
    }

    private struct SplitMix: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var value = state
            value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
            value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
            return value ^ (value >> 31)
        }
    }
}
