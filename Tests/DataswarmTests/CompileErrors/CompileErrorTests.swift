import Testing

/// Mistakes that do not compile, and the sentences that the compiler says.
@Suite struct CompileErrorTests {
    private static let freeText = """
        free text in a script could become code: pass it as an argument or an environment variable, \
        or name a table or column with Identifier(…)
        """
    private static let secret = """
        a secret in a script or an argument would show in logs and in ps: \
        pass it as environment: ["NAME": .secret("name")]
        """
    private static let itself = """
        a dependency is the task itself, not its name: depList: [fetch], or depList: [.task("ingest.fetch")] for a task \
        of another pipeline
        """
    private static let double = """
        a Double has more than one spelling: pass an Int, or a text of your own making as an argument
        """

    private static let mistakes: [(name: String, source: String, message: String)] = [
        (
            "operator", #"let a = Pipeline("p") { Shell("true") }"#,
            #"'buildExpression' is unavailable: an operator is not a task yet: write Task("name", …) around it"#
        ),
        (
            "operatorInGroup", #"let b = Group("g") { Task("a", NoOp()); Shell("true") }"#,
            #"'buildExpression' is unavailable: an operator is not a task yet: write Task("name", …) around it"#
        ),
        (
            "resource", #"let r = Pipeline("p") { Resource("r", create: NoOp(), destroy: NoOp()) }"#,
            "'buildExpression' is unavailable: a resource stands for nothing by itself: name it in the uses: of the tasks that need it"
        ),
        (
            "resourceThatIsWaitedFor",
            #"""
            let ra = Resource("r", create: NoOp(), destroy: NoOp())
            let rb = Task("t", NoOp(), depList: [ra])
            """#,
            "cannot convert value of type 'Resource' to expected element type 'Node'"
        ),
        (
            "taskThatIsUsed",
            #"""
            let ta = Task("a", NoOp())
            let tb = Task("b", NoOp(), uses: [ta])
            """#,
            "cannot convert value of type 'Task' to expected element type 'Resource'"
        ),
        (
            "text", #"let c = Pipeline("p") { "echo hello" }"#,
            #"'buildExpression' is unavailable: a text is not a task: write Task("name", Shell("…"))"#
        ),
        (
            "pipeline", #"let d = Pipeline("p") { Pipeline("q") { Task("a", NoOp()) } }"#,
            "'buildExpression' is unavailable: a pipeline cannot stand in another: list both in the definitions"
        ),
        (
            "pipelines", #"let e = Pipeline("p") { [Pipeline("q") { Task("a", NoOp()) }] }"#,
            "'buildExpression' is unavailable: pipelines cannot stand in another: list them in the definitions"
        ),
        (
            "freeText", #"func f(_ table: String) -> Shell { Shell("ls \(table)") }"#,
            "conformance of 'String' to 'Macro' is unavailable: \(freeText)"
        ),
        (
            "freeSubstring", #"func g(_ table: Substring) -> SQLite { SQLite("SELECT \(table)", database: "a") }"#,
            "conformance of 'Substring' to 'Macro' is unavailable: \(freeText)"
        ),
        (
            "textParameter",
            #"func h(_ who: Parameter<String>) -> Shell { Shell("hello \(who)") }"#,
            """
            conformance of 'String' to 'ScriptParameterValue' is unavailable: a text parameter in a script could become \
            code: pass it as an argument or an environment variable
            """
        ),
        (
            "secret", #"let i = Shell("curl \(Secret("token"))")"#,
            "conformance of 'Secret' to 'Macro' is unavailable: \(secret)"
        ),
        (
            "secretInArgument", #"let j = Command("curl", "\(Secret("token"))")"#,
            "conformance of 'Secret' to 'ArgumentPart' is unavailable: \(secret)"
        ),
        ("double", #"let k: Template = "n=\(0.5)""#, "conformance of 'Double' to 'Macro' is unavailable: \(double)"),
        (
            "doubleInArgument", #"let l: Argument = "n=\(0.5)""#,
            "conformance of 'Double' to 'ArgumentPart' is unavailable: \(double)"
        ),
        ("macro", #"let m: Template = "ls \(.dss)""#, "type 'Macro' has no member 'dss'"),
        ("macroInShell", #"let n = Shell("ls \(.dss) \(.ds)")"#, "type 'Macro' has no member 'dss'"),
        (
            "arithmetic", #"let o: Template = "ls \(.output - 3.days)""#,
            "binary operator '-' cannot be applied to operands of type 'NamedMacro' and 'DatestampShift'"
        ),
        (
            "dependency",
            #"let q = Pipeline("p") { let find = Task("find", NoOp()); Task("dump", NoOp(), depList: [fnid]) }"#,
            "cannot find 'fnid' in scope"
        ),
        (
            "dependencyByName", #"let v = Pipeline("p") { Task("dump", NoOp(), depList: ["find"]) }"#,
            "'init(stringLiteral:)' is unavailable: \(itself)"
        ),
        (
            "noOperator", #"let s = Pipeline("p") { Task("dump", "echo") }"#,
            """
            conformance of 'String' to 'Operator' is unavailable: a text does not say how it is executed: \
            Shell("…"), or SQLite("…", database: "…")
            """
        ),
    ]

    /// One start of the compiler for all of them.
    private static let compilation = Result {
        try Compilation(of: Dictionary(uniqueKeysWithValues: mistakes.map { ($0.name, $0.source) }))
    }

    @Test(arguments: Self.mistakes)
    func sentences(name: String, source: String, message: String) throws {
        let messages = try Self.compilation.get().messages[name] ?? []
        #expect(messages.filter { $0.hasPrefix("error") } == ["error: \(message)"])
    }

    /// What must compile, so that the above does not fail for another reason; and without a warning but the one.
    @Test func whatIsRightCompiles() throws {
        let compilation = try Compilation(of: [
            "right": #"""
            public let catGIFs = Pipeline("cat_gifs", schedule: .daily) {
                Defaults(owner: "growth", retries: .upTo(3, backoff: .exponential(from: .seconds(10))), pool: "hive")
                let find = Task("find", Shell("find \(.ds - 6.days) \(.ds, .compact) \(3) > \(.output)/found"))
                let dump = Task("dump", Command("dump", "\(find.output)", "--ds=\(.ds)"), depList: [find])
                if catGIFsArePosted { Task("post", PHP(file: "post.php", arguments: ["\(.ds)"]), depList: [dump]) }
                for table in tables { Task("load_\(table)", Command("load", "\(table)"), timeout: .minutes(10)) }
            }
            let catGIFsArePosted = true
            let tables = ["visits", "orders"]
            """#,
            "task": """
            func unstructured() { let task: Task = Task("a", NoOp()); _ = task.name }
            """,
            "unused": """
            func describe() -> Pipeline {
                Pipeline("p") {
                    let forgotten = Task("forgotten", NoOp())
                    Task("a", NoOp())
                }
            }
            """,
        ])
        #expect(compilation.messages.keys.sorted() == ["unused"])
        let warnings = compilation.messages["unused"] ?? []
        #expect(warnings.count == 1)
        let expected = "warning: initialization of immutable value 'forgotten' was never used"
        #expect(warnings.first?.hasPrefix(expected) == true)
    }
}
