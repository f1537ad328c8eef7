import Dataswarm

/// Definitions in which every member of the graph's grammar occurs.
enum RichDefinitions {
    static let all = Definitions(
        pools: [Pool("sqlite", slots: 4), Pool("hive", slots: 100)],
        pipelines: [settings, texts, invocations, resources] + [settings, schedules].flatMap { copies(of: $0) }
            + cadences)

    /// Every setting, in every layer.
    private static let settings = Pipeline(
        "settings", schedule: .daily.starting("2013-01-01").ending("2099-12-31").inTimeZone("Europe/Berlin"),
        documentation: "Quotes \" and \\, a line\nbreak, a tab\t, a bell \u{7}, käse 🧀."
    ) {
        Defaults(
            owner: "growth", retries: .upTo(3, backoff: .exponential(from: .seconds(10), jitter: 0.25)),
            timeout: .hours(2), holdAfterFailures: 3, skipOn: [100, 99], pool: "hive", priority: -1,
            tags: ["nightly", "gifs"],
            environment: ["REGION": "eu", "DAY": "\(.ds)", "TOKEN": .secret("api-token")],
            workingFolder: "jobs/\(.ds, .year)", when: .noneFailed)
        Defaults(priority: 1)
        let wait = Task("wait", WaitForFile("/data/\(.ds).ok"), depList: [.previous])
        let loads = Group("loads", depList: [wait], limit: 2) {
            Defaults(pool: PoolUse("sqlite", slots: 2))
            let first = Task("first", NoOp())
            Group("inner", depList: [first, .task("texts.shell")]) {
                Defaults(owner: "inner")
                Task("second", NoOp(), pool: ["hive", PoolUse("sqlite", slots: 3)], when: .always)
            }
        }
        Task(
            "swap", NoOp(), depList: [loads, wait], owner: "data",
            retries: .upTo(1, on: [.exitCode(75), .exitCode(3), .timeout]), timeout: .milliseconds(1_500),
            holdAfterFailures: 0, skipOn: [], pool: "hive", priority: 7, tags: ["late"], documentation: "Swaps.",
            environment: ["REGION": "us"], workingFolder: "/", when: .allDone)
    }

    /// Every piece of a text, in every language.
    private static let texts = Pipeline("texts", limit: 3) {
        let variable = "it's"
        let shell = Task("shell", Shell("a '\(.ds)' > \(.output)/x", arguments: ["\(variable)", ""], interpreter: .sh))
        let sql = Task(
            "sql",
            SQLite("SELECT '\(.scratch)', :a;", database: "\(shell.output)/a.db", parameters: ["a": "\(variable)"]),
            depList: [shell])
        let limits = Parameter<Int>("limit", default: -5)
        let since = Parameter<Datestamp>("since", default: Datestamp.epoch)
        let table = Parameter<Identifier>("table", default: Identifier("visits"))
        let title = Parameter<String>("title", default: "käse \"x\"")
        Task(
            "pieces",
            Command(
                "run", "\(.runKey)", "\(limits) \(since) \(table) \(title)", "\(sql.output(at: .ds - 1.days))",
                "\(.ds.start(of: .quarter) + 6.weeks - 1.years, .isoWeek)\((.ds + 1.hours).end(of: .month), .compact)",
                environment: ["QUERY": .text(.script("SELECT '\(.output)'", in: .sql))],
                standardInput: "query"),
            depList: [sql, sql.at(.ds - 1.days)])
    }

    /// Every kind of invocation.
    private static let invocations = Pipeline("invocations", schedule: .hourly) {
        Task("nothing", NoOp())
        Task("file", WaitForFile("/data/\(.ds)", every: .milliseconds(250)), depList: [texts.shell])
        Task("time", SleepUntil(.ds + 1.days, at: 6, 30, in: "Europe/Berlin"))
        Task("process", WaitUntil(Command("ask", "\(.ds)", environment: ["A": "1"], standardInput: "now?\n")))
        Task("files", Bringing())
        Task("python", Python(file: "clean.py", arguments: ["\(.ds)"]))
        Task("php", PHP(file: "post.php", arguments: ["\(.ds)"]))
    }

    /// Resources that are used by tasks and groups, and what can be said of them.
    private static let resources = Pipeline("resources") {
        let wait = Task("wait", NoOp())
        let database = Resource(
            "db", create: Shell("createdb \(.runKey) > \(.output)/host"), destroy: Shell("dropdb \(.runKey)"),
            depList: [wait], owner: "dba", retries: .upTo(2), timeout: .minutes(5), destroyRetries: .upTo(9),
            destroyTimeout: .minutes(1), pool: "sqlite", environment: ["A": "1"], workingFolder: "db",
            documentation: "For a while.")
        let cluster = Resource("cluster", create: NoOp(), destroy: { Command("stop", "\($0)/id") })
        Group("loads", uses: [database]) {
            Task("load", Command("load", "\(database.output)/host"), uses: [database, cluster])
        }
    }

    private static let schedules = Pipeline("schedules", schedule: .cron("30 4 * * 1-5")) { Task("a", NoOp()) }

    private static let cadences: [Pipeline] = [
        Schedule.never, .hourly, .daily, .weekly(on: .friday), .monthly(onDay: 31), .hourly.at(minutesAfter: 10),
        .daily.at("07:00"), .monthly.at("07:00", daysAfter: 3),
    ].enumerated().map { index, schedule in Pipeline("cadence_\(index)", schedule: schedule) {} }

    /// A family made by a function.
    private static func copies(of pipeline: Pipeline, file: String = #fileID, line: Int = #line) -> [Pipeline] {
        [Pipeline("copy_of_\(pipeline.name)", schedule: pipeline.schedule) { Task("a", NoOp()) }]
            .generated(by: "copies", file: file, line: line)
            .defaults(Defaults(owner: "family", timeout: .seconds(90)))
    }
}

private struct Bringing: Operator {
    var invocation: Invocation {
        .process(["run", .file("a.txt")], files: ["a.txt": "\(.ds)", "b.sh": .script("ls \(.output)", in: .shell)])
    }
}

extension Datestamp {
    fileprivate static var epoch: Datestamp { try! Datestamp("1970-01-01") }
}
