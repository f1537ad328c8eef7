import CivilTime
import Dataswarm
import PipelineGraph
import PipelineRecord
import Testing

/// Windows between pipelines of different time zones.
@Suite struct ZonedWindowTests {
    private static func zoned(_ pipelines: Pipeline...) -> Graph {
        var graph = Fixture.graph(pipelines)
        graph.zones = ZoneDatabase(folders: ["/usr/share/zoneinfo"]).zones(named: graph.zoneNames)
        return graph
    }

    /// Hours in one zone, and a day in another that waits for them by a window.
    private static func day(
        _ zone: String, of hours: String, _ window: (NamedTask) -> TaskWindow = { $0.each(.hour).byTime }
    ) -> Graph {
        let ingest = Pipeline("ingest", schedule: .hourly.inTimeZone(hours).starting("2010-01-01T00")) {
            Task("clean", Shell("clean > \(.output)/n"))
        }
        let window = window(ingest.clean)
        return zoned(
            ingest,
            Pipeline("daily", schedule: .daily.inTimeZone(zone).starting("2010-01-02")) {
                Task("sum", Command("sum", "\(window.outputs)"), depList: [window])
            })
    }

    private func hours(_ graph: Graph, of day: String) throws -> [String] {
        let index = try #require(graph.index(of: "daily.sum"))
        let edge = try #require(graph.windows.upstream(of: index).first)
        return try graph.datestamps(of: edge, from: Datestamp(day)).map(\.description)
    }

    // MARK: Which hours

    @Test(arguments: [
        ("2016-03-26", "2016-03-25T23", 24), ("2016-03-27", "2016-03-26T23", 23), ("2016-06-01", "2016-05-31T22", 24),
        ("2016-10-30", "2016-10-29T22", 25), ("2016-10-31", "2016-10-30T23", 24),
    ])
    func `a day in Berlin waits for the hours of UTC that begin in it`(day: String, first: String, count: Int) throws {
        let found = try hours(Self.day("Europe/Berlin", of: "UTC"), of: day)
        #expect(found.count == count)
        #expect(found.first == first)
    }

    @Test(arguments: [("2016-03-26", 24), ("2016-03-27", 23), ("2016-10-30", 24)])
    func `of its own hours, one that is shown twice is one`(day: String, count: Int) throws {
        let own = try hours(Self.day("Europe/Berlin", of: "Europe/Berlin") { $0.each(.hour) }, of: day)
        #expect(own.count == count)
        #expect(try hours(Self.day("Europe/Berlin", of: "Europe/Berlin"), of: day) == own)
    }

    @Test func `by name it waits for those that are called so`() throws {
        let graph = Self.day("Europe/Berlin", of: "UTC") { $0.each(.hour).byName }
        #expect(try hours(graph, of: "2016-10-30").count == 24)
        #expect(try hours(graph, of: "2016-03-27").first == "2016-03-27T00")
    }

    @Test func `a window by time is seen from where it says`() throws {
        let graph = Self.day("Europe/Berlin", of: "UTC") { $0.each(.hour, of: .ds - 1.days).byTime }
        #expect(try hours(graph, of: "2016-10-31").count == 25)
    }

    @Test func `before the start it is clipped or a mistake`() throws {
        let clipped = Self.day("Europe/Berlin", of: "UTC") { $0.each(.hour, of: .ds - 1.days).byTime.clipped }
        #expect(try hours(clipped, of: "2010-01-02").count == 23)
        let whole = Self.day("Europe/Berlin", of: "UTC") { $0.each(.hour, of: .ds - 1.days).byTime }
        let error = #expect(throws: WindowError.self) { try hours(whole, of: "2010-01-02") }
        #expect(
            error?.description
                == "waits for 'ingest.clean' for 2009-12-31T23..2010-01-01T22, which reaches before the first ds of 'ingest', 2010-01-01T00: write clean.each(.hour, of: .ds - 1.days).byTime.clipped where there is nothing to wait for."
        )
    }

    // MARK: In plans

    @Test func `a plan brings in the hours, reads them, and sees which is newer`() throws {
        let graph = Self.day("Europe/Berlin", of: "UTC")
        let ds = try Datestamp("2016-10-30")
        var request = PlanRequest(ds: ds, selection: try Selection(only: ["+sum"], in: graph))
        let reach = request.reach(in: graph)
        let plan = try Plan(graph, request, reach: reach, records: [:])
        #expect(plan.runCount == 26)
        let sum = try #require(plan.items.last)
        #expect(sum.upstream.count == 25)
        #expect(sum.invocation.arguments.dropFirst().first == "$DATASWARM_PUBLISHED/ingest.clean/2016-10-29T22")
        #expect(sum.invocation.arguments.count == 1 + 25)

        var records: [Datestamp: PlanRecord] = [:]
        for (order, item) in plan.items.enumerated() {
            records[item.ds, default: PlanRecord()].tasks[item.name] = TaskRecord(
                task: item.name, ds: item.key.ds, state: .succeeded, attempts: 1,
                invocation: InvocationRecord.text(of: item.invocation), successOrder: Int64(order + 1))
        }
        request.selection = try Selection(only: ["sum"], in: graph)
        #expect(try Plan(graph, request, reach: request.reach(in: graph), records: records).runCount == 0)
        // The last hour of the day by the clocks, made anew.
        records[try Datestamp("2016-10-30T22")]?.tasks["ingest.clean"]?.successOrder = 99
        let stale = try Plan(graph, request, reach: request.reach(in: graph), records: records)
        #expect(stale.items.map(\.decision) == [.run(.upstreamIsNewer("ingest.clean@2016-10-30T22"))])
    }

    // MARK: What is refused

    @Test func `who does not say how is told what to write`() {
        func problem(_ window: (NamedTask) -> TaskWindow, of source: Schedule, for reader: Schedule) -> String? {
            let ingest = Pipeline("ingest", schedule: source) { Task("clean", NoOp()) }
            return problems(of: [
                ingest,
                Pipeline("reader", schedule: reader) {
                    Task("read", NoOp(), depList: [window(ingest.clean)], file: "R.swift", line: 2)
                },
            ]).first
        }
        let berlin = "Europe/Berlin"
        let zones = "and the two run in different time zones, Europe/Berlin and UTC, so that"
        #expect(
            problem({ $0.each(.hour) }, of: .hourly, for: .daily.inTimeZone(berlin))
                == "R.swift:2: error: 'reader.read' waits for 'ingest.clean' by clean.each(.hour), \(zones) a day of one is none of the other: write clean.each(.hour).byTime for those by the clocks, clean.each(.hour).byName for those that are called so, or give both one time zone."
        )
        #expect(
            problem({ $0.containing(.month).clipped }, of: .monthly, for: .daily.inTimeZone(berlin))
                == "R.swift:2: error: 'reader.read' waits for 'ingest.clean' by clean.containing(.month).clipped, \(zones) a day of one is none of the other: write clean.containing(.month).byTime.clipped for the one by the clocks, clean.containing(.month).byName.clipped for those that are called so, or give both one time zone."
        )
        #expect(
            problem({ $0.last(7) }, of: .daily, for: .daily.inTimeZone(berlin))
                == "R.swift:2: error: 'reader.read' waits for 'ingest.clean' by clean.last(7), \(zones) a day of one is none of the other: write clean.last(7).byName for those that are called so, or give both one time zone."
        )
        #expect(
            problem({ $0.last(7).byTime }, of: .daily, for: .daily.inTimeZone(berlin))
                == "R.swift:2: error: 'reader.read' waits for 'ingest.clean' by clean.last(7).byTime, and by time is matched only what lies in another, with each and containing: write clean.last(7).byName for those that are called so."
        )
        // What is advised is taken.
        #expect(problem({ $0.each(.hour).byTime }, of: .hourly, for: .daily.inTimeZone(berlin)) == nil)
        #expect(problem({ $0.each(.hour).byName }, of: .hourly, for: .daily.inTimeZone(berlin)) == nil)
        #expect(problem({ $0.containing(.month).byTime.clipped }, of: .monthly, for: .daily.inTimeZone(berlin)) == nil)
        #expect(problem({ $0.last(7).byName }, of: .daily, for: .daily.inTimeZone(berlin)) == nil)
    }

    @Test func `to read by time what is waited for by name is refused`() {
        let ingest = Pipeline("ingest", schedule: .hourly) { Task("clean", NoOp()) }
        let found = problems(of: [
            ingest,
            Pipeline("reader", schedule: .daily.inTimeZone("Europe/Berlin")) {
                Task(
                    "read", Command("read", "\(ingest.clean.each(.hour).byTime.outputs)"),
                    depList: [ingest.clean.each(.hour).byName], file: "R.swift", line: 2)
            },
        ])
        #expect(
            found == [
                "R.swift:2: error: 'reader.read' reads the output of 'ingest.clean' for other datestamps but does not wait for it there: add ingest.clean.each(.hour).byTime to its depList."
            ])
    }

    @Test func `a test of an author has no rules of zones`() {
        let ingest = Pipeline("ingest", schedule: .hourly) { Task("clean", NoOp()) }
        let hours = ingest.clean.each(.hour).byTime
        let reader = Pipeline("reader", schedule: .daily.inTimeZone("Europe/Berlin")) {
            Task("read", Command("read", "\(hours.outputs)"), depList: [hours])
        }
        let error = #expect(throws: RenderingError.self) { try reader.rendered("read", ds: "2016-10-30") }
        #expect(
            error?.description
                == "which datestamps ingest.clean.each(.hour).byTime has is told by the rules of time zones, which driver alone reads: 'driver plan' shows them."
        )
    }

    // MARK: The way back

    private static let zones = [
        "UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Apia",
        "America/St_Johns",
    ]

    /// Each window with the granularities of who is waited for and of who waits.
    private static let windows: [(Schedule, Schedule, @Sendable (NamedTask) -> TaskWindow)] = [
        (.hourly, .daily, { $0.each(.hour).byTime }),
        (.hourly, .daily, { $0.each(.hour, of: .ds - 1.days).byTime }),
        (.hourly, .monthly, { $0.each(.hour).byTime }),
        (.daily, .monthly, { $0.each(.day).byTime }),
        (.daily, .hourly, { $0.containing(.day).byTime }),
        (.daily, .hourly, { $0.containing(.day, of: .ds - 5.hours).byTime }),
        (.monthly, .daily, { $0.containing(.month).byTime }),
        (.hourly, .daily, { $0.each(.hour).byName }),
        (.daily, .daily, { $0.last(3).byName }),
    ]

    /// `up ∈ inputs(down) ⇔ down ∈ outputs(up)`, around the changes of clocks of all zones, and where one has skipped a day.
    @Test(arguments: 0..<zones.count * zones.count) func `up is an input of down when down is an output of up`(
        pair: Int
    ) throws {
        let (own, other) = (Self.zones[pair / Self.zones.count], Self.zones[pair % Self.zones.count])
        for (place, (source, reader, window)) in Self.windows.enumerated() {
            let sources = Pipeline("sources", schedule: source.inTimeZone(other)) { Task("load", NoOp()) }
            let graph = Self.zoned(
                sources,
                Pipeline("readers", schedule: reader.inTimeZone(own)) {
                    Task("read", NoOp(), depList: [window(sources["load"])])
                })
            let index = try #require(graph.index(of: "readers.read"))
            let edge = try #require(graph.windows.upstream(of: index).first)
            let granularity = try #require(reader.granularity)
            for around in ["2011-12-27..2012-01-02", "2016-03-25..2016-04-04", "2016-10-28..2016-11-08"] {
                let days = try DatestampRange(around)
                let downs =
                    granularity == .month
                    ? try DatestampRange(
                        from: days.first.truncated(to: .month), through: days.last.truncated(to: .month))
                    : try DatestampWindow(.each(granularity)).range(over: days)
                var outputs: [Datestamp: [Datestamp]] = [:]
                for down in downs where graph.timetable.isMeant(graph.nodes[index].pipeline, for: down) {
                    for up in try graph.datestamps(of: edge, from: down) { outputs[up, default: []].append(down) }
                }
                for (up, found) in outputs {
                    let back = graph.readers(of: edge, at: up).filter(downs.contains)
                    #expect(back == found, "\(own) of \(other), window \(place), \(up)")
                }
                // And nobody reads what is not read.
                guard let first = outputs.keys.min(), let last = outputs.keys.max() else { continue }
                for up in try DatestampRange(from: first, through: last) where outputs[up] == nil {
                    #expect(
                        graph.readers(of: edge, at: up).filter(downs.contains) == [],
                        "\(own) of \(other), \(place), \(up)")
                }
            }
        }
    }
}

extension DatestampWindow {
    /// From the first of the first to the last of the last.
    fileprivate func range(over days: DatestampRange) throws -> DatestampRange {
        try DatestampRange(from: range(from: days.first).first, through: range(from: days.last).last)
    }
}
