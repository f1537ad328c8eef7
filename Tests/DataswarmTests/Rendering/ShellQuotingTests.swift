import Dataswarm
import Testing

/// Scripts with paths in them, run by real shells: a path must come through whole, wherever it stands.
@Suite struct ShellQuotingTests {
    /// A script, and what it prints: `@` stands for the path.
    private static let places: [(Template, String)] = [
        ("printf %s \(.output)/x", "@/x"),
        ("printf %s \"\(.output)/x\"", "@/x"),
        ("printf %s '\(.output)/x'", "@/x"),
        ("printf %s%s \(.output) '\(.scratch)'", "@@"),
        ("printf %s a\(.output)'b'\(.output)\"c\"", "a@b@c"),
        ("# it's a comment on \(.output)\nprintf %s \(.output)/x", "@/x"),
        ("printf %s a#\\'b\\\"; printf %s \(.output)/x", "a#'b\"@/x"),
        (": \(.output)#'it' ; printf %s '\(.output)'", "@"),
        ("printf %s it\\'s' \"'\"it's \\\"\"; printf %s \(.output)/x", "it's \"it's \"@/x"),
        ("X=\(.output)/x; printf %s \"$X\"", "@/x"),
        ("export X=\"\(.output)\"/x; printf %s \"$X\"", "@/x"),
        ("printf %s \"$(printf %s \(.output)/x)\"", "@/x"),
        ("printf %s \"$(printf %s \"\(.output)/x\")\"", "@/x"),
        ("printf %s \"$(printf %s '\(.output)/x')\"", "@/x"),
        ("printf %s \"$( (printf %s \(.output)/x) )\(.output)/y\"", "@/x@/y"),
        ("printf %s \"a\\$(\(.output))\"", "a$(@)"),
        ("(printf %s \"(\"; printf %s \(.output)/x)", "(@/x"),
        ("printf %s $((1 << 2)); printf %s \(.output)/x", "4@/x"),
        ("cat <<EOF\ndon't \"\(.output)/x\"\nEOF\nprintf %s \(.output)/y", "don't \"@/x\"\n@/y"),
        ("cat <<'EOF'; printf %s \(.output)/y\n\(.output)/x\nEOF\n", "@/x\n@/y"),
        ("cat <<-\\EOF # it's\n\t\(.output)/x\n\tEOF\nprintf %s \(.output)/y", "@/x\n@/y"),
        ("cat <<A; cat <<B\n\(.output)/x\nA\n\(.output)/y\nB\nprintf %s \(.output)/z", "@/x\n@/y\n@/z"),
    ]

    @Test(arguments: NastyNames.all, [Shell.Interpreter.sh, .bash])
    func pathsComeThrough(name: String, interpreter: Shell.Interpreter) throws {
        let path = "/tmp/\(name)"
        for (script, expected) in Self.places {
            let invocation = Shell(script, interpreter: interpreter).invocation
            let rendered = try invocation.rendered(with: NastyNames.bindings(output: path), settings: .library)
            guard case .process(let process) = rendered else { continue }
            let child = try Child.run(process.arguments)
            let wanted = expected.split(separator: "@", omittingEmptySubsequences: false).joined(separator: path)
            #expect(child == Child(status: 0, output: wanted), "\(process.arguments.last ?? "")")
        }
    }

    @Test func aPlainPathIsNotQuoted() throws {
        let template: Template = "cat \(.output)/cats.tsv"
        let bindings = try NastyNames.bindings(output: "/var/data_1/a-b.c/p.t@2016-04-26")
        #expect(try template.rendered(with: bindings, in: .shell) == "cat /var/data_1/a-b.c/p.t@2016-04-26/cats.tsv")
    }

    @Test func argumentsAndVariablesAreNeverCode() throws {
        let script: Template = "printf '%s|' \"$0\" \"$1\" \"$2\" \"$WORD\""
        for word in NastyNames.all {
            let shell = Shell(script, arguments: ["\(word)", "--x=\(.ds)"])
            let rendered = try shell.invocation.rendered(with: NastyNames.bindings(output: "/o"), settings: .library)
            guard case .process(let process) = rendered else { continue }
            let child = try Child.run(process.arguments, environment: ["WORD=\(word)"])
            #expect(child == Child(status: 0, output: "shell|\(word)|--x=2016-04-26|\(word)|"))
        }
    }

    /// As the operator promises; the shell's own message comes with it.
    @Test(
        arguments: [
            ("false; echo on", Shell.Interpreter.bash, 1), ("false; echo on", .sh, 1),
            ("false | true; echo on", .bash, 1),
            ("false | true", .sh, 0),
        ] as [(Template, Shell.Interpreter, Int32)])
    func stopsAtTheFirstFailure(script: Template, interpreter: Shell.Interpreter, status: Int32) throws {
        let rendered = try Shell(script, interpreter: interpreter).invocation
            .rendered(with: NastyNames.bindings(output: "/o"), settings: .library)
        guard case .process(let process) = rendered else { return }
        #expect(try Child.run(process.arguments) == Child(status: status, output: ""))
    }

    @Test(arguments: [Shell.Interpreter.bash, .sh])
    func stopsAtAVariableThatIsNotSet(interpreter: Shell.Interpreter) throws {
        let rendered = try Shell("echo \"$NO_SUCH_VARIABLE\"; echo on", interpreter: interpreter).invocation
            .rendered(with: NastyNames.bindings(output: "/o"), settings: .library)
        guard case .process(let process) = rendered else { return }
        let child = try Child.run(process.arguments)
        #expect(child.status != 0 && child.output.contains("NO_SUCH_VARIABLE") && !child.output.contains("on\n"))
    }
}
