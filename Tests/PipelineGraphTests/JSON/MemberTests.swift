import PipelineGraph
import Testing

/// Members that are not known, and values of the wrong type.
@Suite struct MemberTests {
    /// Members of a task, and the problem after its place.
    private static let cases: [(members: String, problem: String)] = [
        (#""onwer":"x""#, "the member 'onwer' is not known here. Did you mean 'owner'?"),
        (#""depList":[]"#, "the member 'depList' is not known here."),
        (#""\u001b":1"#, #"the member '\u{1B}' is not known here."#),
        (
            #""hold_after_failure":3"#,
            "the member 'hold_after_failure' is not known here. Did you mean 'hold_after_failures'?"
        ),
        (#""retries":{"limt":3}"#, "the member 'limt' is not known here. Did you mean 'limit'?"),
        (
            #""retries":{"on":["timeot"]}"#,
            """
            'timeot' is no failure that retries can be for: it is one of timeout, signal, out_of_memory, start, exit, \
            or an exit code as a number. Did you mean 'timeout'?
            """
        ),
        (#""retries":{"on":"timeout"}"#, "a list belongs here."),
        (#""retries":{"on":[1.5]}"#, "a whole number of 64 bits belongs here."),
        (#""pool":{"slot":3}"#, "the member 'slot' is not known here. Did you mean 'slots'?"),
        (#""pool":[{"slot":3}]"#, "the member 'slot' is not known here. Did you mean 'slots'?"),
        (#""pool":7"#, "an object belongs here."),
        (#""pool":["hive",["hive"]]"#, "an object belongs here."),
        (#""environment":{"A":{"sceret":"x"}}"#, "the member 'sceret' is not known here. Did you mean 'secret'?"),
        (#""run":{"argumets":[]}"#, "the member 'argumets' is not known here. Did you mean 'arguments'?"),
        (#""run":{"succeeds":{"every_ms":1}}"#, "the member 'every_ms' is not known here."),
        (#""run":{"time":{"secnds":1}}"#, "the member 'secnds' is not known here. Did you mean 'seconds'?"),
        (#""run":{"arguments":[{"perl":[]}]}"#, "the member 'perl' is not known here."),
        (#""run":{"arguments":[{"shel":[]}]}"#, "the member 'shel' is not known here. Did you mean 'shell'?"),
        (
            #""run":{"arguments":[[{"formt":"x","ds":[]}]]}"#,
            "the member 'formt' is not known here. Did you mean 'format'?"
        ),
        (#""after":[{"tsk":"x"}]"#, "the member 'tsk' is not known here. Did you mean 'task'?"),
        (
            #""when":"allDone""#,
            """
            'allDone' is not a trigger rule: it is one of all_succeeded, all_done, one_succeeded, one_failed, \
            none_failed, always.
            """
        ),
        (
            #""run":{"arguments":[[{"macro":"otuput"}]]}"#,
            "'otuput' is not a macro: it is one of run_key, output, scratch."
        ),
        (
            #""run":{"arguments":[[{"ds":[],"format":"iso"}]]}"#,
            """
            'iso' is not a format of a datestamp: it is one of standard, compact, year, month, day, hour, isoWeek, \
            dayOfYear, quarter, monthly.
            """
        ),
        (
            #""run":{"arguments":[[{"ds":[["shift",1,"day"]]}]]}"#,
            """
            'day' is not a unit: it is one of hours, days, weeks, months, quarters, years.
            """
        ),
        (
            #""run":{"arguments":[[{"ds":[["start","day"]]}]]}"#,
            "'day' is not a unit: it is one of week, month, quarter, year."
        ),
        (
            #""run":{"arguments":[[{"ds":[["by",1]]}]]}"#,
            """
            a step is ["shift", -6, "days"], ["start", "month"] or ["end", "month"].
            """
        ),
        (
            #""run":{"arguments":[[{"parameter":"a","type":"choice"}]]}"#,
            "the member 'choices' is missing, a list of the words of which a choice is one."
        ),
        (
            #""run":{"arguments":[[{"parameter":"a","type":"text","choices":["b"]}]]}"#,
            "the member 'choices' belongs to the type 'choice', which this parameter is not of."
        ),
        (
            #""run":{"arguments":[[{"parameter":"a","type":"float"}]]}"#,
            """
            'float' is not a type of a parameter: it is one of integer, datestamp, identifier, text, boolean, choice.
            """
        ),
        (
            #""run":{"arguments":[[{}]]}"#,
            """
            a piece of a text is missing: a text, or one of free, file, macro, ds, output_of, outputs_of, parameter.
            """
        ),
        (
            #""run":{"arguments":["a"],"file_exists":"b"}"#,
            """
            a probe has no arguments of its own: 'succeeds' holds those of its process.
            """
        ),
        (#""owner":null"#, "a text belongs here."),
        (#""owner":7"#, "a text belongs here."),
        (#""timeout_ms":"1 h""#, "a whole number belongs here."),
        (#""timeout_ms":1.5"#, "a whole number of 64 bits belongs here."),
        (#""tags":"nightly""#, "a list belongs here."),
        (#""retries":3"#, "an object belongs here."),
        (#""environment":["A"]"#, "an object belongs here."),
        (#""after":[{"previous":1}]"#, "true or false belongs here."),
        (#""run":{"arguments":[7]}"#, "a list belongs here."),
        (#""run":{"arguments":[[7]]}"#, "an object belongs here."),
    ]

    @Test(arguments: Self.cases)
    func sentences(members: String, problem: String) {
        let found = problems(in: file(tasks: #"{"name":"t","at":"P.swift:3","# + members + "}"))
        let sentences = found.map { $0.split(separator: ": ", maxSplits: 2).last.map(String.init) ?? "" }
        #expect(sentences.first == problem, "\(found)")
    }

    private static let pipelineCases: [(members: String, problem: String)] = [
        (#""schedul":{}"#, "the member 'schedul' is not known here. Did you mean 'schedule'?"),
        (#""schedule":{"evry":"x"}"#, "the member 'evry' is not known here. Did you mean 'every'?"),
        (
            #""schedule":{"every":"dayly"}"#,
            "'dayly' is not a cadence: it is one of never, hourly, daily, weekly, monthly, cron."
        ),
        (#""schedule":{"every":"weekly","on":"monday"}"#, "'monday' is not a day of the week, such as Monday."),
        (#""schedule":{"every":"monthly","on":"last"}"#, "'last' is not a day of the month, such as 1."),
        (#""schedule":{"every":"daily","deu":{}}"#, "the member 'deu' is not known here. Did you mean 'due'?"),
        (
            #""schedule":{"due":{"day_after":1,"at":"07:00"}}"#,
            "the member 'day_after' is not known here. Did you mean 'days_after'?"
        ),
        (
            #""schedule":{"due":{"at":"07:00","minutes_after":1}}"#,
            "'due' says a time of day ('at', and 'days_after' beside it), or 'minutes_after' an hour."
        ),
        (
            #""schedule":{"due":{"days_after":1}}"#,
            "'due' says a time of day ('at', and 'days_after' beside it), or 'minutes_after' an hour."
        ),
        (#""schedule":{"due":{"minutes_after":"1"}}"#, "a whole number belongs here."),
        (
            #""schedule":{"due":{}}"#,
            "'due' says a time of day ('at', and 'days_after' beside it), or 'minutes_after' an hour."
        ),
        (#""schedule":{"due":"07:00"}"#, "an object belongs here."),
        (#""generator":{"nam":"x"}"#, "the member 'nam' is not known here. Did you mean 'name'?"),
        (#""groups":[{"owner":"x"}]"#, "the member 'owner' is not known here."),
        (#""defaults":[{"onwer":"x"}]"#, "the member 'onwer' is not known here. Did you mean 'owner'?"),
        (#""defaults":{}"#, "a list belongs here."),
    ]

    @Test(arguments: Self.pipelineCases)
    func ofPipelines(members: String, problem: String) {
        let found = problems(in: file(pipelines: #"{"name":"p","at":"P.swift:2","# + members + "}"))
        let sentences = found.map { $0.split(separator: ": ", maxSplits: 2).last.map(String.init) ?? "" }
        #expect(sentences == [problem], "\(found)")
    }

    /// Members that mean half of something, twice something, or something else by their order.
    private static let halves: [(members: String, problem: String)] = [
        (#""after":[{}]"#, "what is waited for is missing: it is one of task, pipeline, previous."),
        (
            #""after":[{"task":"p.a","previous":true}]"#,
            "what is waited for is one of task, pipeline, previous, and not task and previous at once."
        ),
        (
            #""after":[{"previous":true,"task":"p.a"}]"#,
            "what is waited for is one of task, pipeline, previous, and not previous and task at once."
        ),
        (#""after":[{"previous":false}]"#, "'previous' is true, or left out."),
        (#""uses":[{}]"#, "the member 'resource' is missing, which names what is used."),
        (#""owner":"a","owner":"b""#, "the member 'owner' stands here twice: keep one of them."),
        (#""environment":{"A":"a","A":"b"}"#, "the member 'A' stands here twice: keep one of them."),
        (
            #""environment":{"A":{"secret":"a","plain":"b"}}"#,
            "the value of a variable is one of secret, plain, shell, sql, python, other, and not secret and plain at once."
        ),
        (
            #""environment":{"A":{}}"#,
            "the value of a variable is missing: it is one of secret, plain, shell, sql, python, other."
        ),
        (#""pool":{"slots":2}"#, "the member 'name' is missing, which names the pool."),
        (#""pool":[{}]"#, "the member 'name' is missing, which names the pool."),
        (#""run":{"every_ms":50}"#, "what a probe looks for is missing: it is one of file_exists, time, succeeds."),
        (
            #""run":{"file_exists":"a","time":{}}"#,
            "what a probe looks for is one of file_exists, time, succeeds, and not file_exists and time at once."
        ),
        (#""run":{"arguments":[{}]}"#, "a text is missing: it is one of plain, shell, sql, python, other."),
        (
            #""run":{"arguments":["a",{"sql":"a","shell":"b"}]}"#,
            "a text is one of plain, shell, sql, python, other, and not sql and shell at once."
        ),
        (
            #""run":{"arguments":["a",[{"free":"a","macro":"output"}]]}"#,
            "a piece of a text is one of free, file, macro, ds, output_of, outputs_of, parameter, and not free and macro at once."
        ),
        (
            #""run":{"arguments":["a",[{"parameter":"a","ds":[]}]]}"#,
            "a piece of a text is one of free, file, macro, ds, output_of, outputs_of, parameter, and not parameter and ds at once."
        ),
        (
            #""run":{"arguments":["a",[{"macro":"output","format":"compact"}]]}"#,
            "the member 'format' belongs to 'ds', which is not here."
        ),
        (
            #""run":{"arguments":["a",[{"output_of":"p.a","ds":[],"format":"compact"}]]}"#,
            "the member 'format' belongs to 'ds', which is not here."
        ),
        (
            #""run":{"arguments":["a",[{"free":"a","default":"b"}]]}"#,
            "the member 'default' belongs to 'parameter', which is not here."
        ),
        (
            #""run":{"arguments":["a",[{"ds":[["shift",1,"days",2]]}]]}"#,
            #"a step is ["shift", -6, "days"], ["start", "month"] or ["end", "month"]."#
        ),
        (
            #""run":{"arguments":["a",[{"ds":[["start","month","week"]]}]]}"#,
            #"a step is ["shift", -6, "days"], ["start", "month"] or ["end", "month"]."#
        ),
        (#""priority":01"#, "a number does not begin with a zero: leave it out."),
        (#""priority":-00"#, "a number does not begin with a zero: leave it out."),
        (#""priority":{"a":1.}"#, "a digit belongs here."),
    ]

    @Test(arguments: Self.halves)
    func halvesAreRefused(members: String, problem: String) {
        let start = #"{"name":"t","at":"P.swift:3","#
        let found = problems(in: file(tasks: start + "\n" + members + "}"))
        let sentences = found.map { $0.split(separator: ": ", maxSplits: 2).last.map(String.init) ?? "" }
        #expect(sentences.contains(problem), "\(found)")
        #expect(found.allSatisfy { $0.hasPrefix("graph: line 2, column ") }, "\(found)")
    }

    /// Numbers of members that are passed over are numbers all the same.
    @Test(arguments: ["01", "-", "1.", ".5", "+1", "1e", "1e+", "1.e3", "-01", "00", "1-2", "1.2.3", "0x1", "NaN"])
    func whatIsNoNumber(text: String) {
        #expect(!problems(in: #"{"dataswarm":1,"graph":{},"x":"# + text + "}").filter { !$0.contains("'x'") }.isEmpty)
    }

    @Test func aScheduleSaysNothingThatDoesNotCount() {
        for (schedule, problem) in [
            (
                #"{"every":"daily","on":"Monday"}"#,
                "the member 'on' says nothing where 'every' is 'daily': leave it out."
            ),
            (#"{"on":"Monday"}"#, "the member 'on' says nothing where 'every' is 'never': leave it out."),
            (#"{"every":"monthly","on":"01"}"#, "'01' is not a day of the month, such as 1."),
        ] {
            let found = problems(in: file(pipelines: #"{"name":"p","at":"P.swift:2","schedule":"# + schedule + "}"))
            #expect(found.count == 1 && found[0].hasSuffix(problem), "\(found)")
        }
    }

    /// What a file does not say of a place is where it stands in the file; what people write has both.
    @Test func problemsOfMeaningNameLineAndColumn() throws {
        let tasks = #"{"name":"a","after":["nobody"],"run":{"arguments":["x"]}},"# + "\n "
        let text = file(tasks: tasks + #"{"name":"c","at":"P.swift:3","after":["nobody"]}"#)
        #expect(
            problems(in: text) == [
                "graph: line 1, column 129: error: 'p.a' waits for 'p.nobody', which no pipeline defines.",
                "P.swift:3: error: 'p.c' waits for 'p.nobody', which no pipeline defines.",
            ])
        let error = #expect(throws: GraphError.self) { try Graph.load(Array(text.utf8), isByHand: true) }
        #expect(
            error?.problems == [
                "graph: line 1, column 129: error: 'p.a' waits for 'p.nobody', which no pipeline defines.",
                "P.swift:3 (line 2, column 2): error: 'p.c' waits for 'p.nobody', which no pipeline defines.",
            ])
    }

    /// A probe or a setting may be written shorter than we write it.
    @Test func whatMayBeLeftOut() {
        let tasks =
            #"{"name":"a","at":""},{"name":"b","at":"","run":{"arguments":["x",{"plain":"y"},[]]},"pool":"hive"}"#
        #expect(problems(in: file(tasks: tasks)) == [])
    }
}
