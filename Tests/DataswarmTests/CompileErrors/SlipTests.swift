import Testing

/// What the hands of those who come from Airflow, Luigi, Digdag or dbt write, and the sentences that they get for it.
@Suite struct SlipTests {
    private static let waits = #"the task that waits says so: Task("rank", …, depList: [fetch])"#
    private static let label = "what a task waits for is its depList: write depList: [fetch]"
    private static let unit = "a time has a unit: .seconds(60), .minutes(10), .hours(2)"
    private static let schedule = """
        'init(stringLiteral:)' is unavailable: a schedule is no text: .hourly, .daily, .weekly, .monthly, or \
        .cron("0 5 * * *")
        """
    private static let beginning = #"a schedule has its beginning: schedule: .daily.starting("2016-04-26")"#
    private static let rule = """
        'init(stringLiteral:)' is unavailable: a rule is no text: .allSucceeded, .allDone, .oneSucceeded, .oneFailed, \
        .noneFailed or .always
        """
    private static let distance = "a distance has a unit: .ds - 1.days, .ds - 1.hours or .ds - 1.months"
    private static let time = """
        a time of day has hours and minutes, .daily.at("07:00"), and the end of an hour minutes after it, \
        .hourly.at(minutesAfter: 15)
        """

    /// Statements of a closure in which there are the tasks `fetch` and `rank`.
    private static let slips: [(name: String, statement: String, messages: [String])] = [
        ("shift", "fetch >> rank", ["'>>' is unavailable: \(waits)"]),
        ("shiftBack", "rank << fetch", ["'<<' is unavailable: \(waits)"]),
        ("shiftOfMany", "[fetch, rank] >> group", ["'>>' is unavailable: \(waits)"]),
        ("shiftToMany", "group >> [fetch, rank]", ["'>>' is unavailable: \(waits)"]),
        ("shiftBackOfMany", "[fetch, rank] << group", ["'<<' is unavailable: \(waits)"]),
        ("shiftBackToMany", "group << [fetch, rank]", ["'<<' is unavailable: \(waits)"]),
        (
            "shifts", "fetch >> group >> rank",
            [
                "adjacent operators are in non-associative precedence group 'BitwiseShiftPrecedence'",
                "'>>' is unavailable: \(waits)", "'>>' is unavailable: \(waits)",
            ]
        ),
        ("setUpstream", "rank.set_upstream(fetch)", ["'set_upstream' is unavailable: \(waits)"]),
        ("setDownstream", "fetch.set_downstream([rank])", ["'set_downstream' is unavailable: \(waits)"]),
        (
            "upstream", #"Task("x", NoOp(), upstream: [fetch])"#,
            ["'init(_:_:upstream:retries:timeout:)' is unavailable: \(label)"]
        ),
        (
            "dependsOn", #"Task("x", NoOp(), dependsOn: fetch)"#,
            ["'init(_:_:dependsOn:retries:timeout:)' is unavailable: \(label)"]
        ),
        (
            "depends_on", #"Task("x", NoOp(), depends_on: "fetch")"#,
            ["'init(_:_:depends_on:retries:timeout:)' is unavailable: \(label)"]
        ),
        (
            "deps", #"Task("x", NoOp(), deps: [fetch], retries: .upTo(3))"#,
            ["'init(_:_:deps:retries:timeout:)' is unavailable: \(label)"]
        ),
        (
            "requires", #"Task("x", NoOp(), requires: ["fetch"])"#,
            ["'init(_:_:requires:retries:timeout:)' is unavailable: \(label)"]
        ),
        ("after", #"Task("x", NoOp(), after: fetch)"#, ["'init(_:_:after:retries:timeout:)' is unavailable: \(label)"]),
        (
            "aLabelThatIsNone", #"Task("x", NoOp(), trigger_rule: "all_done")"#,
            ["extra argument 'trigger_rule' in call"]
        ),
        (
            "aLabelThatIsMisspelt", #"Task("x", NoOp(), retris: .upTo(3))"#,
            ["incorrect argument label in call (have '_:_:retris:', expected '_:_:retries:')"]
        ),
        (
            "labelsOutOfOrder", #"Task("x", NoOp(), retries: .upTo(3), depList: [fetch])"#,
            ["argument 'depList' must precede argument 'retries'"]
        ),
        (
            "noOperator", #"Task("x", depList: [fetch])"#,
            [
                """
                'init(_:depList:)' is unavailable: what a task does stands after its name: Task("fetch", Shell("…")), \
                or NoOp() where it does nothing
                """
            ]
        ),
        ("seconds", #"Task("x", NoOp(), timeout: 60)"#, ["'init(integerLiteral:)' is unavailable: \(unit)"]),
        ("halfSeconds", #"Task("x", NoOp(), timeout: 0.5)"#, ["'init(floatLiteral:)' is unavailable: \(unit)"]),
        (
            "timeInWords", #"Task("x", NoOp(), timeout: "10m")"#,
            ["'init(stringLiteral:)' is unavailable: a time is no text: .seconds(60), .minutes(10), .hours(2)"]
        ),
        (
            "retriesInWords", #"Task("x", NoOp(), retries: .upTo("3"))"#,
            ["cannot convert value of type 'String' to expected argument type 'Int'"]
        ),
        (
            "pause", #"Task("x", NoOp(), retries: .upTo(3, backoff: 60))"#,
            [
                """
                'init(integerLiteral:)' is unavailable: a pause has a unit: .fixed(.seconds(60)), or \
                .exponential(from: .seconds(10))
                """
            ]
        ),
        (
            "pauseOfSeconds", #"Task("x", NoOp(), retries: .upTo(3, backoff: .seconds(60)))"#,
            ["'seconds' is unavailable: write .fixed(.seconds(60)), or .exponential(from: .seconds(10))"]
        ),
        ("rule", #"Task("x", NoOp(), when: "all_done")"#, [rule]),
        ("ruleOfAirflow", #"Task("x", NoOp(), when: .all_done)"#, ["'all_done' has been renamed to 'allDone'"]),
        (
            "ruleOfSuccess", #"Task("x", NoOp(), when: .one_success)"#,
            ["'one_success' has been renamed to 'oneSucceeded'"]
        ),
        ("preset", #"_ = Pipeline("q", schedule: "@daily") { fetch }"#, [schedule]),
        ("cron", #"_ = Pipeline("q", schedule: "0 5 * * *") { fetch }"#, [schedule]),
        (
            "noSchedule", #"_ = Pipeline("q", schedule: nil) { fetch }"#,
            ["'init(nilLiteral:)' is unavailable: where there is no schedule, leave it out, or write .never"]
        ),
        ("hour", "_ = Schedule.daily.at(7)", ["'at' is unavailable: \(time)"]),
        (
            "startDate", #"_ = Pipeline("q", schedule: .daily, start_date: "2016-04-26") { fetch }"#,
            ["'init(_:schedule:start_date:content:)' is unavailable: \(beginning)"]
        ),
        (
            "startDateFirst", #"_ = Pipeline("q", start_date: "2016-04-26", schedule: .daily) { fetch }"#,
            ["'init(_:start_date:schedule:content:)' is unavailable: \(beginning)"]
        ),
        ("ds", #"Task("x", Shell("ls \(ds)"))"#, [#"'ds' is unavailable: a macro begins with a dot: \(.ds)"#]),
        ("yesterday", #"Task("x", Shell("ls \(.ds - 1)"))"#, ["'init(integerLiteral:)' is unavailable: \(distance)"]),
        (
            "format", ##"Task("x", Shell("ls \(.ds, "%Y%m%d")"))"##,
            [
                """
                'init(stringLiteral:)' is unavailable: a format has a name: \\(.ds, .compact), .year, .month, .day, .hour, \
                .isoWeek, .dayOfYear, .quarter or .monthly
                """
            ]
        ),
    ]

    /// One start of the compiler for all of them.
    private static let compilation = Result {
        try Compilation(of: Dictionary(uniqueKeysWithValues: slips.map { ($0.name, source(of: $0)) }))
    }

    private static func source(of slip: (name: String, statement: String, messages: [String])) -> String {
        """
        let pipelineOf\(slip.name) = Pipeline("p") {
            let fetch = Task("fetch", NoOp())
            let rank = Task("rank", NoOp())
            let group = Group("group") { Task("member", NoOp()) }
            \(slip.statement)
            [fetch, rank]
            group
        }
        """
    }

    @Test(arguments: Self.slips)
    func sentences(name: String, statement: String, expected: [String]) throws {
        let messages = try Self.compilation.get().messages[name] ?? []
        #expect(messages.filter { $0.hasPrefix("error") } == expected.map { "error: \($0)" })
    }
}
