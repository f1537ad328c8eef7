import Dataswarm
import PipelineGraph
import Testing

/// What is described and what is loaded are the same.
@Suite struct RoundTripTests {
    private struct Bringing: Operator {
        var invocation: Invocation {
            .process(
                ["run", .file("a.txt")], files: ["a.txt": "\(.ds)", "b.sh": .script("ls \(.output)", in: .shell)])
        }
    }

    private enum Mode: String, ParameterChoice { case fast, slow }

    private let family = Defaults(owner: "family", timeout: .milliseconds(1_500), tags: ["family"])

    private func described() -> Pipeline {
        let variable = "it's\n\u{1}\"käse\""
        let limit = Parameter<Int>("limit", default: -5)
        let title = Parameter<String>("title", default: variable)
        let mode = Parameter<Mode>("mode", default: .slow)
        let full = Parameter<Bool>("full", default: true)
        return Pipeline(
            "p", schedule: .hourly.starting("2013-01-01T00").inTimeZone("Europe/Berlin"), documentation: variable,
            limit: 5,
            parallel: 2
        ) {
            Defaults(
                retries: .upTo(3, backoff: .exponential(from: .seconds(10), factor: 1.5, jitter: 0.25)), pool: "hive",
                environment: [
                    "A": "\(.ds)", "T": .secret("token"), "Q": .text(.script("SELECT '\(.output)'", in: .sql)),
                ])
            let shell = Task(
                "shell",
                Shell("ls '\(.output)' \(limit) \(mode) \(full) > \(.scratch)", arguments: ["\(variable)", ""]))
            let sql = Task(
                "sql", SQLite("SELECT \(.ds, .compact);", database: "\(shell.output)", parameters: ["a": "b"]),
                depList: [shell])
            let group = Group("group", depList: [shell], limit: 2) {
                Defaults(owner: "group", pool: PoolUse("hive", slots: 2), workingFolder: "in/\(.ds)", when: .allDone)
                Task(
                    "command", Command("run", "\(title)", "\(.runKey)", standardInput: "\(variable)"),
                    depList: [.previous])
                Task("files", Bringing(), environment: ["A": "task"], when: .always)
            }
            Task("end", NoOp(), depList: [group, shell], priority: 7, documentation: variable)
            Task("file", WaitForFile("\((.ds - 6.days).start(of: .quarter), .isoWeek)", every: .seconds(1)))
            Task("time", SleepUntil((.ds + 1.days).end(of: .month), at: 6, 30, in: "Europe/Berlin"))
            Task("ask", WaitUntil(Command("ask", "\(sql.output(at: .ds - 1.days))")), depList: [sql.at(.ds - 1.days)])
        }
    }

    private static let folders = [
        Bindings.Folders.symbolic, .init(output: "/it's", scratch: "/a b", files: "/$(x)", published: "/\"p\""),
    ]

    @Test(arguments: RoundTripTests.folders)
    func invocationsAndSettings(folders: Bindings.Folders) throws {
        let pipeline = [described()].defaults(family)[0]
        #expect(pipeline.tasks.count == 8)
        let graph = try graph(of: [pipeline], pools: [Pool("hive", slots: 4)])
        for task in pipeline.tasks {
            let index = try #require(graph.index(of: "p.\(task.name)"))
            let bindings = Bindings(ds: try Datestamp("2016-04-26T07"), task: "p.\(task.name)", folders: folders)
            let loaded = try graph.nodes[index].invocation.rendered(with: bindings, settings: graph.settings(of: index))
            let settings = merged(task, in: pipeline)
            #expect(loaded == (try task.operation.invocation.rendered(with: bindings, settings: settings)))
            #expect(graph.settings(of: index).comparable == settings.comparable)
            #expect(graph.nodes[index].location == task.location.description)
            #expect(graph.nodes[index].operatorName == type(of: task.operation).name)
        }
    }

    private func merged(_ task: Task, in pipeline: Pipeline) -> Settings {
        let isMember = ["command", "files"].contains(task.name)
        let layers = [family] + pipeline.defaults + (isMember ? pipeline.groups.flatMap(\.defaults) : [])
        return layers.map(\.settings).reduce(Settings.library) { $0.overridden(by: $1) }.overridden(by: task.settings)
    }

    @Test func edgesAndMembers() throws {
        let graph = try graph(of: [described()], pools: [Pool("hive", slots: 4)])
        #expect(graph.waits("p.shell") == [])
        #expect(graph.waits("p.command") == ["p.shell"])
        #expect(graph.waits("p.group") == ["p.command", "p.files"])
        #expect(graph.waits("p.end") == ["p.group", "p.shell"])
        let groups = graph.nodes.map { node in node.group.map { graph.nodes[$0].name } ?? "-" }
        #expect(Set(zip(graph.nodes.map(\.name), groups).filter { $0.1 != "-" }.map(\.0)) == ["command", "files"])
        #expect(
            graph.nodes.indices.filter { graph.waitsElsewhere(of: $0) == ["itself at the previous ds"] }.map {
                graph.nodes[$0].name
            } == ["command"])
        #expect(graph.nodes.filter(\.isGroup).map(\.name) == ["group"])
    }

    @Test func limits() throws {
        let graph = try graph(of: [described()], pools: [Pool("hive", slots: 4)])
        func limits(_ name: String) throws -> [String] {
            graph.limits(around: try #require(graph.index(of: name))).map { "\($0.slots) of \($0.name)" }
        }
        #expect(try limits("p.shell") == ["5 of p"])
        #expect(graph.pipelines.map(\.parallel) == [2])
        #expect(try limits("p.command") == ["5 of p", "2 of p.group"])
    }

    @Test func pipelinesAndPools() throws {
        let made = [described()].generated(by: "family", file: "Family.swift", line: 7).defaults(family)
        let definitions = Definitions(pools: [Pool("hive", slots: 4, file: "Pools.swift", line: 3)], pipelines: made)
        let graph = try Graph.load(definitions.graphJSON)
        #expect(graph.pools == definitions.pools)
        let node = try #require(graph.pipelines.first)
        #expect(node.name == "p" && node.location == made[0].location.description)
        #expect(node.schedule == made[0].schedule && node.documentation == made[0].documentation)
        #expect(node.generator?.name == "family" && node.generator?.location == "Family.swift:7")
        #expect(node.layers.map(\.kind) == [.family, .pipeline])
        #expect(node.layers.map(\.location) == [family.location.description, made[0].defaults[0].location.description])
        #expect(graph.sha256.utf8.count == 64)
        #expect(definitions.graphJSON.starts(with: Array("{\"dataswarm\":1,\"sha256\":\"\(graph.sha256)\"".utf8)))
    }

    private static let schedules: [Schedule] = [
        Schedule.never, .hourly, .daily, .weekly, .weekly(on: .sunday), .monthly, .monthly(onDay: 31),
        .cron("30 4 * * 1-5"),
        .daily.starting("2013-01-01").ending("2014-01-01").inTimeZone("America/New_York"),
        .daily.at("07:00"), .daily.at("07:00", daysAfter: 0), .monthly.at("07:00", daysAfter: 3),
        .hourly.at(minutesAfter: 10), .cron("@hourly").at(minutesAfter: 0),
    ]

    @Test(arguments: Self.schedules)
    func schedule(schedule: Schedule) throws {
        #expect(try graph(of: [Pipeline("p", schedule: schedule) {}]).pipelines.map(\.schedule) == [schedule])
    }

    @Test(arguments: TriggerRule.allCases)
    func rule(rule: TriggerRule) throws {
        let graph = try graph(of: [Pipeline("p") { Task("a", NoOp(), when: rule) }])
        #expect(graph.settings(of: 0).when == rule)
    }

    @Test(
        arguments: [
            RetryCause.all, [.timeout], [.exitCode(75), .exitCode(1), .signal], [.start, .outOfMemory, .exit],
        ])
    func retries(causes: Set<RetryCause>) throws {
        let retries = Retries.upTo(3, backoff: .fixed(.seconds(1)), on: causes)
        let graph = try graph(of: [Pipeline("p") { Task("a", NoOp(), retries: retries) }])
        #expect(graph.settings(of: 0).retries == retries)
    }

    @Test(arguments: ["hive", PoolUse("hive", slots: 4), ["disk", PoolUse("hive", slots: 2)], []])
    func pools(use: PoolUse) throws {
        let pools = [Pool("hive", slots: 4), Pool("disk", slots: 1)]
        let pipeline = Pipeline("p") {
            Defaults(pool: "disk")
            Task("a", NoOp(), pool: use)
        }
        #expect(try graph(of: [pipeline], pools: pools).settings(of: 0).pool == use)
    }

    private static let numbers = [0, 1, -1, 1_000_000, -1_000_000]

    @Test(arguments: Self.numbers)
    func priority(number: Int) throws {
        let graph = try graph(of: [Pipeline("p") { Task("a", NoOp(), priority: number) }])
        #expect(graph.settings(of: 0).priority == number)
    }

    @Test(arguments: [Int.max, .min, .max - 1, .min + 1])
    func everyShift(count: Int) throws {
        let template: Template = "\(.ds + DatestampShift(count, .days))"
        let graph = try graph(of: [Pipeline("p") { Task("a", Shell(template)) }])
        guard case .process(let process) = graph.nodes[0].invocation else { return }
        #expect(process.arguments.last?.pieces == template.pieces)
    }
}

extension Settings {
    /// Without the texts, whose pieces may be cut in another way; they are compared as they are rendered.
    fileprivate var comparable: Settings {
        var settings = self
        settings.environment = [:]
        settings.workingFolder = nil
        return settings
    }
}
