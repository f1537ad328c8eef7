import Testing

/// What can be wrong with one task: a hand-written file shows what the language rules out, too.
@Suite struct TaskProblemsTests {
    private static let nameRule = """
        a name is made of letters, digits, '_', '-' and '.', begins with none of the last two, \
        and has at most 120 characters
        """

    /// Members of the task `p.t`, and what is said of it after its place.
    private static let cases: [(members: String, sentence: String)] = [
        (
            #""pool":"hvie""#,
            """
            'p.t' names the pool 'hvie', which no one declares: add Pool("hvie", slots: …) to the definitions. \
            Did you mean 'hive'?
            """
        ),
        (
            #""pool":"mysql""#,
            "'p.t' names the pool 'mysql', which no one declares: add Pool(\"mysql\", slots: …) to the definitions."
        ),
        (
            #""pool":{"name":"hive","slots":5}"#,
            "'p.t' takes 5 slots of the pool 'hive', which has 4: take from 1 to 4."
        ),
        (
            #""pool":{"name":"hive","slots":0}"#,
            "'p.t' takes 0 slots of the pool 'hive', which has 4: take from 1 to 4."
        ),
        (
            #""pool":["hive",{"name":"hive","slots":2}]"#,
            "'p.t' names the pool 'hive' more than once: name it once, with as many slots as it needs."
        ),
        (
            #""pool":["hive","hvie"]"#,
            """
            'p.t' names the pool 'hvie', which no one declares: add Pool("hvie", slots: …) to the definitions. \
            Did you mean 'hive'?
            """
        ),
        (
            #""pool":[{"name":"hive","slots":5}]"#,
            "'p.t' takes 5 slots of the pool 'hive', which has 4: take from 1 to 4."
        ),
        (
            #""timeout_ms":0"#,
            "the timeout of 'p.t' is 0.0 seconds: it must be more than nothing and at most a year."
        ),
        (
            #""timeout_ms":9223372036854775807"#,
            "the timeout of 'p.t' is 9.223372036854776e+15 seconds: it must be more than nothing and at most a year."
        ),
        (
            #""hold_after_failures":-1"#,
            "'p.t' is to be held after -1 failures: write a number from 1 to 10000, or 0 for never."
        ),
        (#""skip_on":[0]"#, "'p.t' is to be skipped on exit 0, which is success: write exit codes from 1 to 255."),
        (#""skip_on":[99,256]"#, "'p.t' is to be skipped on exit 256: write exit codes from 1 to 255."),
        (#""retries":{"limit":-1}"#, "the retries of 'p.t' are wrong: a limit of -1 is not between 0 and 10000."),
        (
            #""retries":{"first_ms":-1}"#,
            "the retries of 'p.t' are wrong: a pause must not be negative, nor longer than a year."
        ),
        (#""retries":{"factor_milli":999}"#, "the retries of 'p.t' are wrong: the factor must lie between 1 and 1000."),
        (#""retries":{"jitter_milli":1001}"#, "the retries of 'p.t' are wrong: the jitter must lie between 0 and 1."),
        (
            #""retries":{"limit":1,"on":[]}"#,
            "the retries of 'p.t' are wrong: they are for no failure at all: leave 'on' away for every failure, or write .never."
        ),
        (
            #""retries":{"on":["exit",0]}"#,
            "the retries of 'p.t' are wrong: an exit code of 0 is not between 1 and 255, and 0 is success."
        ),
        (#""retries":{"on":[256]}"#, "the retries of 'p.t' are wrong: an exit code of 256 is not between 1 and 255."),
        (
            #""priority":9223372036854775807"#,
            "the priority of 'p.t' is 9223372036854775807: it must lie between -1000000 and 1000000."
        ),
        (#""tags":["ok","a b"]"#, "'a b' cannot be a tag of 'p.t': \(nameRule)."),
        (
            #""environment":{"A-B":"x"}"#,
            "'p.t' sets the variable 'A-B': a variable is made of letters, digits and '_'."
        ),
        (
            #""environment":{"DATASWARM_DS":"x"}"#,
            "'p.t' sets the variable 'DATASWARM_DS': names that begin with DATASWARM_ are the driver's own."
        ),
        (#""environment":{"A":{"secret":"../x"}}"#, "'p.t' names the secret '../x': \(nameRule)."),
        (#""working_folder":"a\u0000b""#, "'p.t' has a text with a NUL character, which no process can be given."),
        (#""run":{"arguments":[]}"#, "'p.t' has no program to start."),
        (#""run":{"arguments":["","x"]}"#, "'p.t' has no program to start."),
        (#""run":{"arguments":[[{"free":""}]]}"#, "'p.t' has no program to start."),
        (
            #""run":{"arguments":["sh","-c",{"shell":["ls ",{"free":"a b"}]}]}"#,
            """
            'p.t' has 'a b' in a script, where it could become code: pass it as an argument or a variable, \
            or write an identifier of letters, digits and '_'.
            """
        ),
        (
            #""run":{"arguments":["a"],"input":{"sql":[{"parameter":"who","type":"text","default":""}]}}"#,
            """
            'p.t' has the text parameter 'who' in a script, where it could become code: \
            pass it as an argument or a variable.
            """
        ),
        (
            #""run":{"arguments":["a",[{"file":"copy.sq"}]],"files":{"copy.sql":"x"}}"#,
            "'p.t' names the file 'copy.sq', which its process does not bring along. Did you mean 'copy.sql'?"
        ),
        (
            #""run":{"file_exists":[{"file":"a"}]}"#,
            "'p.t' names the file 'a', which its process does not bring along."
        ),
        (
            #""run":{"arguments":["x"],"files":{"script":"x"}},"environment":{"A":[{"file":"a"}]}"#,
            "'p.t' names the file 'a', which its process does not bring along."
        ),
        (#""run":{"arguments":["a",[{"file":"../b"}]]}"#, "'p.t' brings the file '../b': \(nameRule)."),
        (#""run":{"arguments":["a"],"files":{".b":"x"}}"#, "'p.t' brings the file '.b': \(nameRule)."),
        (
            #""run":{"every_ms":9,"file_exists":"x"}"#,
            "'p.t' looks every 0.009 seconds: the pause must be from 10 milliseconds to a year."
        ),
        (
            #""run":{"time":{"seconds":86400}}"#,
            "'p.t' waits for a time that no day has: the hour goes from 0 to 23, the minute from 0 to 59."
        ),
        (
            #""run":{"time":{"time_zone":"../x"}}"#,
            "'p.t' names the time zone '../x', which is no name such as Europe/Berlin."
        ),
        (
            #""run":{"arguments":["a",[{"parameter":"a b","type":"text"}]]}"#,
            "'a b' cannot be a parameter's name: \(nameRule)."
        ),
        (
            #""run":{"arguments":["a",[{"parameter":"n","type":"integer","default":"x"}]]}"#,
            "the default 'x' of the parameter 'n' is not of its type, integer."
        ),
        (
            #""environment":{"A":[{"parameter":"n","type":"integer"}]}"#,
            "the default '' of the parameter 'n' is not of its type, integer."
        ),
        (
            #""environment":{"A":[{"parameter":"n","type":"boolean","default":"yes"}]}"#,
            "the default 'yes' of the parameter 'n' is not of its type, boolean."
        ),
        (
            #""environment":{"A":[{"parameter":"n","type":"choice","choices":["a","b"],"default":"c"}]}"#,
            "the default 'c' of the parameter 'n' is none of its choices, a, b."
        ),
        (
            #""environment":{"A":[{"parameter":"n","type":"choice","choices":[]}]}"#,
            "the parameter 'n' is a choice of nothing: give it the words of which it is one."
        ),
        (
            #""environment":{"A":[{"parameter":"n","type":"choice","choices":["a","a"],"default":"a"}]}"#,
            "the parameter 'n' has the choice 'a' twice: keep one of them."
        ),
        (
            #""environment":{"A":[{"parameter":"n","type":"choice","choices":["a\u000Ab"],"default":"a"}]}"#,
            "the parameter 'n' has the choice 'a\\u{A}b': a choice is a word of printable characters, at least one."
        ),
        (#""group":"g""#, "'p.t' is a member of 'g', which is no group of its pipeline."),
        (#""group":"t""#, "'p.t' is a member of 't', which is no group of its pipeline."),
        (#""after":["s"]"#, "'p.t' waits for 'p.s', which no pipeline defines."),
        (#""after":[{"task":"p.u"}]"#, "'p.t' waits for 'p.u', which the pipeline 'p' (P.swift:2) does not have."),
        (#""after":["other"]"#, "'p.t' waits for 'p.other', which no pipeline defines."),
        (
            #""after":["t"]"#,
            "these wait for each other in a circle: p.t → p.t. Take one of the edges away."
        ),
        (
            #""run":{"arguments":["cat",[{"output_of":"p.s"}]]}"#,
            "'p.t' reads the output of 'p.s', which no pipeline defines."
        ),
    ]

    @Test(arguments: Self.cases)
    func sentences(members: String, sentence: String) {
        let found = problems(in: file(tasks: #"{"name":"t","at":"P.swift:3","# + members + "}"))
        #expect(found == ["P.swift:3: error: \(sentence)"])
    }

    private static let names = ["", ".a", "-a", "a b", "a/b", "ä", "a\n", String(repeating: "x", count: 121)]

    @Test(arguments: Self.names)
    func badNames(name: String) {
        let written = name.replacing("\n", with: "\\n")
        let shown = name.replacing("\n", with: "\\u{A}")
        let found = problems(in: file(tasks: #"{"name":""# + written + #"","at":"P.swift:3"}"#))
        #expect(found == ["P.swift:3: error: '\(shown)' cannot be a task's name: \(Self.nameRule)."])
    }

    @Test(arguments: ["a", "_", "0", "a-b.c_D", String(repeating: "x", count: 120)])
    func soundNames(name: String) {
        #expect(problems(in: file(tasks: #"{"name":""# + name + #"","at":"P.swift:3"}"#)) == [])
    }

    @Test func allProblemsAtOnce() {
        let tasks =
            #"{"name":"a b","at":"P.swift:3","pool":"x"},{"name":"t","at":"P.swift:4","after":["nothing"],"tags":[""]}"#
        let found = problems(in: file(tasks: tasks))
        #expect(found.map { String($0.prefix(9)) } == ["P.swift:4", "P.swift:3", "P.swift:3", "P.swift:4"])
    }
}
