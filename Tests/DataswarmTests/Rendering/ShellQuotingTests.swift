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
        ("w=3; x=$((1 << w + 1)); printf %s \(.output)/x", "@/x"),
        ("cat <<\"END OF\"\nit's\nEND OF\nprintf %s \(.output)/x", "it's\n@/x"),
        ("cat <<E; cat <<'F'\n$(printf %s \(.output)/x)\nE\nit's \(.output)\nF\n", "@/x\nit's @\n"),
        ("case b in a) ;; b) printf %s \(.output)/x;; esac; printf %s '\(.output)'", "@/x@"),
        ("x=`printf \"it's\"`; printf %s \(.output)/x", "@/x"),
        ("x=a; printf %s \"${x:-b}${#x}\" $#'' \(.output)/x > /dev/null; printf %s \"${x#b}\" '\(.output)'", "a@"),
        ("printf %s a\\\n\(.output)/x\\\n\"\(.output)\"", "a@/x@"),
        ("x=$(printf %s \(.output)/x)'it\"s'; printf %s \"$x\"", "@/xit\"s"),
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

    /// What bash alone knows.
    @Test(arguments: NastyNames.all)
    func pathsComeThroughInBash(name: String) throws {
        let places: [(Template, String)] = [
            ("(( x = 1 << 3 ))\nprintf %s \(.output)/x", "@/x"), ("x=$'it\\'s'; printf %s \(.output)/x", "@/x"),
            ("for ((i=0; i<1<<1; i++)); do printf %s \(.output)/x; done", "@/x@/x"),
            ("x=$[1 << 2]; printf %s \(.output)", "@"),
            ("cat <<< \(.output)/x", "@/x\n"), ("x=(\(.output) 'it'); printf %s \"${x[0]}\" \(.output)", "@@"),
            ("cat <(printf %s \(.output)/x) # it's\nprintf %s \(.output)", "@/x@"),
            ("printf %s $\"it's\" \(.output)", "it's@"),
            ("[[ \(.output)/x == \(.output)/* ]] && printf %s \(.output)", "@"), ("printf %s {a,\(.output)}", "a@"),
        ]
        let path = "/tmp/\(name)"
        for (script, expected) in places {
            let rendered = try Shell(script).invocation.rendered(
                with: NastyNames.bindings(output: path), settings: .library)
            let child = try Child.run(rendered.arguments)
            #expect(
                child == Child(status: 0, output: expected.replacing("@", with: path)),
                "\(rendered.arguments.last ?? "")")
        }
    }

    private static let refused: [(Template, String)] = [
        ("cd /\nx=`cat \(.output)/x`", "line 2 of its script has the path '/my state' within backquotes"),
        (
            "trap 'rm -r \(.output)/x' EXIT",
            "line 1 of its script has the path '/my state' in what 'trap' reads as a script once more"
        ),
        (
            "\\eval cat \(.output)",
            "line 1 of its script has the path '/my state' in what 'eval' reads as a script once more"
        ),
        (
            "xargs sh -ec 'cat \(.output)'",
            "line 1 of its script has the path '/my state' in what 'sh -ec' reads as a script once more"
        ),
        ("x=${1:-\(.output)}", "line 1 of its script has the path '/my state' within ${…}"),
        ("x=$(( \(.output) ))", "line 1 of its script has the path '/my state' in arithmetic"),
        ("x=$'\(.output)'", "line 1 of its script has the path '/my state' within $'…'"),
        ("x=\"${1#'}\"; cat \(.output)", "line 1 of its script has the path '/my state' after quotes within \"${…}\""),
        ("cat \\\(.output)", "line 1 of its script has the path '/my state' after a backslash"),
        (
            "x=\"$(case a in a) ;; esac)\"; cat \(.output)",
            "line 1 of its script has the path '/my state' after 'case' within '$(…)'"
        ),
    ]

    /// Where no spelling is safe, a path that needs one is refused, and one that needs none stands as it is.
    @Test(arguments: Self.refused)
    func isRefused(script: Template, place: String) throws {
        let sentence = "\(place), where it cannot be quoted safely: write \"$DATASWARM_OUTPUT\" instead."
        let bindings = try NastyNames.bindings(output: "/my state")
        #expect(throws: RenderingError(sentence)) {
            try Shell(script).invocation.rendered(with: bindings, settings: .library)
        }
        let plain = try Shell(script).invocation.rendered(
            with: NastyNames.bindings(output: "/state"), settings: .library)
        #expect(plain.arguments.last?.contains("/state") == true)
    }

    @Test func theRemedyNamesWhatThePathIs() throws {
        let find = Task("find", NoOp())
        let paths: [(Template, String)] = [
            ("`\(.scratch)`", "write \"$DATASWARM_SCRATCH\" instead."),
            ("`\(find.output)`", "write \"$DATASWARM_PUBLISHED/find/$DATASWARM_DS\" instead."),
            (
                "`\(find.output(at: .ds - 1.days))`",
                "give it to the process as an argument or a variable, and write \"$1\" or \"$NAME\" instead."
            ),
        ]
        for (script, remedy) in paths {
            let error = #expect(throws: RenderingError.self) {
                try Shell(script).invocation.rendered(
                    with: NastyNames.bindings(output: "/my state"), settings: .library)
            }
            #expect(error?.description.hasSuffix(remedy) == true)
        }
    }

    @Test func constructsMayBeNestedDeeply() throws {
        let bindings = try NastyNames.bindings(output: "/my state")
        let deep = Template(stringLiteral: String(repeating: "\"$(", count: 100_000)) + "\(.output)"
        #expect(throws: RenderingError.self) { try deep.rendered(with: bindings, in: .shell) }
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
