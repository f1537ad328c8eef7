import Dataswarm
import PipelineGraph
import PipelineRecord
import Testing

/// Plans of tasks that wait for others at other datestamps.
@Suite struct WindowPlanTests {
    /// Hours that are ingested, days that read them, and a figure that reads the days of its month so far.
    private let graph: Graph = {
        let ingest = Pipeline("ingest", schedule: .hourly.starting("2016-04-01T00")) {
            let fetch = Task("fetch", Shell("fetch \(.ds) > \(.output)/raw"))
            Task("clean", Command("clean", "\(fetch.output)"), depList: [fetch])
        }
        let daily = Pipeline("daily", schedule: .daily.starting("2016-04-01")) {
            let hours = ingest.clean.each(.hour)
            let day = Task("day", Command("sum", "\(hours.outputs)"), depList: [hours])
            let days = day.since(.month)
            Task("month", Command("report", .each(days) { "--day=\($0)/sum" }), depList: [days])
        }
        return Fixture.graph(ingest, daily)
    }()

    /// What is on record, by key.
    private struct Record {
        var byKey: [TaskKey: TaskRecord] = [:]
        private var order: Int64 = 0

        mutating func succeed(_ plan: Plan) {
            for item in plan.items where !item.isGroup && item.runs {
                order += 1
                byKey[item.key] = TaskRecord(
                    task: item.name, ds: item.key.ds, state: .succeeded, attempts: item.attempts + 1,
                    invocation: InvocationRecord.text(of: item.invocation), successOrder: order)
            }
        }

        mutating func become(_ state: TaskState, _ task: String, _ ds: String) {
            byKey[TaskKey(task, ds: ds)] = TaskRecord(task: task, ds: ds, state: state)
        }

        func of(_ datestamps: Set<Datestamp>) -> [Datestamp: PlanRecord] {
            var result: [Datestamp: PlanRecord] = [:]
            for ds in datestamps { result[ds] = PlanRecord() }
            for (key, record) in byKey {
                if let ds = try? Datestamp(key.ds), result[ds] != nil { result[ds]?.tasks[key.task] = record }
            }
            return result
        }
    }

    private func plan(
        _ only: [String], _ ds: String, _ record: Record = Record(), in graph: Graph? = nil,
        _ change: (inout PlanRequest) -> Void = { _ in }
    ) throws -> Plan {
        let graph = graph ?? self.graph
        var request = PlanRequest(ds: try Datestamp(ds), selection: try Selection(only: only, in: graph))
        change(&request)
        let reach = request.reach(in: graph)
        return try Plan(graph, request, reach: reach, records: record.of(reach.datestamps))
    }

    private func runs(_ plan: Plan) -> [String] {
        plan.items.filter { $0.runs && !$0.isGroup }.map(\.key.description).sorted()
    }

    // MARK: What comes along

    @Test func aPlusBringsWhatIsMissingAtOtherDatestamps() throws {
        let plan = try plan(["+day"], "2016-04-01")
        let hours = (0..<24).map { "2016-04-01T" + ($0 < 10 ? "0\($0)" : "\($0)") }
        #expect(
            runs(plan)
                == (hours.map { "ingest.clean@\($0)" } + hours.map { "ingest.fetch@\($0)" } + ["daily.day@2016-04-01"])
                .sorted())
        let day = try #require(plan.items.last)
        #expect(day.name == "daily.day")
        #expect(day.upstream.map { plan.items[$0].key.task } == Array(repeating: "ingest.clean", count: 24))
        #expect(
            day.invocation.arguments.dropFirst()
                == hours.map { "$DATASWARM_PUBLISHED/ingest.clean/\($0)" }[...])
    }

    @Test func levelsAreCountedOverDatestamps() throws {
        #expect(runs(try plan(["1+day"], "2016-04-01")).count == 1 + 24)
        #expect(runs(try plan(["day"], "2016-04-01") { $0.upstream = .assume }) == ["daily.day@2016-04-01"])
    }

    @Test func whatIsDoneIsPassedOver() throws {
        var record = Record()
        record.succeed(try plan(["+month"], "2016-04-02", record))
        #expect(runs(try plan(["+month"], "2016-04-02", record)) == [])
        #expect(runs(try plan(["+month"], "2016-04-03", record)).count == 48 + 2)
    }

    @Test func whatIsExcludedDoesNotComeAlong() throws {
        let graph = graph
        let selection = try Selection(only: ["+day"], excluding: ["fetch"], in: graph)
        let reach = PlanReach(selection, try Datestamp("2016-04-01"), in: graph)
        let plan = try Plan(
            graph, PlanRequest(ds: try Datestamp("2016-04-01"), selection: selection), reach: reach,
            records: Record().of(reach.datestamps))
        #expect(!runs(plan).contains { $0.hasPrefix("ingest.fetch") })
        #expect(runs(plan).count == 25)
    }

    // MARK: What is held

    @Test func whatIsMissingHoldsUnlessItIsAssumed() throws {
        var record = Record()
        record.succeed(try plan(["+day"], "2016-04-01", record))
        record.byKey[TaskKey("ingest.clean", ds: "2016-04-01T07")] = nil
        record.become(.failed, "daily.day", "2016-04-01")
        let held = try plan(["day"], "2016-04-01", record)
        let sentence =
            "'daily.day' is held: 'ingest.clean' has not run for 2016-04-01T07; 'driver --ds 2016-04-01T07 --only ingest.clean' runs that, --upstream run adds it."
        #expect(held.warnings == [sentence])
        #expect(held.runCount == 0)
        let assumed = try plan(["day"], "2016-04-01", record) { $0.upstream = .assume }
        #expect(assumed.warnings == ["'ingest.clean' has not run for 2016-04-01T07: assumed to be done."])
        #expect(assumed.runCount == 1)
        #expect(throws: PlanError.self) { try plan(["day"], "2016-04-01", record) { $0.upstream = .check } }
        #expect(
            runs(try plan(["day"], "2016-04-01", record) { $0.upstream = .run })
                == ["daily.day@2016-04-01", "ingest.clean@2016-04-01T07"])
    }

    @Test(arguments: TriggerRule.allCases) func aFailureElsewhereHoldsByTheRule(_ rule: TriggerRule) throws {
        let graph = Fixture.graph(
            Pipeline("p", schedule: .daily) {
                let load = Task("load", Shell("load"))
                Task("read", Shell("read"), depList: [load.at(.ds - 1.days)], when: rule)
            })
        var record = Record()
        record.become(.failed, "p.load", "2016-04-25")
        let isHeld = try plan(["read"], "2016-04-26", record, in: graph).items[0].isHeld
        #expect(isHeld == [.allSucceeded, .noneFailed, .oneSucceeded].contains(rule))
        #expect(try plan(["read"], "2016-04-26", record, in: graph) { $0.force = true }.items[0].runs)
    }

    // MARK: What is stale

    @Test func whatStandsOnSomethingNewerElsewhereIsStale() throws {
        var record = Record()
        for ds in ["2016-04-01", "2016-04-02", "2016-04-03"] { record.succeed(try plan(["+month"], ds, record)) }
        record.succeed(try plan(["clean"], "2016-04-02T07", record) { $0.force = true })
        #expect(runs(try plan(["pipeline:daily"], "2016-04-01", record)) == [])
        let stale = try plan(["pipeline:daily"], "2016-04-02", record)
        #expect(runs(stale) == ["daily.day@2016-04-02", "daily.month@2016-04-02"])
        #expect(
            stale.items.first { $0.name == "daily.day" }?.decision
                == .run(.upstreamIsNewer("ingest.clean@2016-04-02T07")))
        // The figure of the third reads the second day, which is to be made anew first.
        #expect(runs(try plan(["+month"], "2016-04-03", record)) == ["daily.day@2016-04-02", "daily.month@2016-04-03"])
        let later = try plan(["pipeline:daily"], "2016-04-03", record) {
            $0.underWay = [try! Datestamp("2016-04-02"): ["daily.day", "daily.month"]]
        }
        let month = try #require(later.items.first { $0.name == "daily.month" })
        #expect(month.decision == .run(.upstreamRuns("daily.day@2016-04-02")))
        #expect(month.across == [TaskKey("daily.day", ds: "2016-04-02")])
    }

    // MARK: Where windows end

    @Test func aWindowThatReachesBeforeTheStartIsAMistakeUnlessItIsClipped() throws {
        func graph(_ window: (Dataswarm.Task) -> TaskWindow) -> Graph {
            let source = Pipeline("source", schedule: .daily.starting("2016-04-01").ending("2016-04-30")) {
                Task("load", Shell("load"), file: "S.swift", line: 1)
            }
            return Fixture.graph(
                source,
                Pipeline("reader", schedule: .daily) {
                    Task(
                        "read", NoOp(), depList: [window(source.task(named: "load")!)], file: "R.swift", line: 2)
                })
        }
        let week = graph { $0.last(7) }
        let error = #expect(throws: PlanError.self) { try plan(["read"], "2016-04-03", in: week) }
        #expect(
            error?.problems == [
                "R.swift:2: error: 'reader.read' waits for 'source.load' for 2016-03-28..2016-04-03, which reaches before the first ds of 'source', 2016-04-01: write load.last(7).clipped where there is nothing to wait for."
            ])
        let late = #expect(throws: PlanError.self) { try plan(["read"], "2016-05-03", in: week) }
        #expect(late?.problems.first?.contains("after the last ds of 'source', 2016-04-30") ?? false)
        let clipped = graph { $0.last(7).clipped }
        #expect(runs(try plan(["+read"], "2016-04-03", in: clipped)).count == 4)
        #expect(runs(try plan(["+read"], "2016-05-09", in: clipped)) == ["reader.read@2016-05-09"])
    }

    @Test func aCircleOverDatestampsIsNamed() throws {
        let graph = Fixture.graph(
            Pipeline("p", schedule: .daily) {
                let a = Task("a", NoOp(), depList: [Node.task("p.b").at(.ds + 1.days)], file: "P.swift", line: 1)
                Task("b", NoOp(), depList: [a.at(.ds - 1.days)], file: "P.swift", line: 2)
            })
        let error = #expect(throws: PlanError.self) { try plan(["+b"], "2016-04-02", in: graph) }
        #expect(
            error?.problems == [
                "P.swift:2: error: these wait for each other in a circle: p.b@2016-04-02 → p.a@2016-04-01 → p.b@2016-04-02. Take one of the edges away."
            ])
    }

    @Test func aChainWithoutBeginningIsNotWalkedToItsEnd() throws {
        let graph = Fixture.graph(Pipeline("p", schedule: .daily) { Task("t", NoOp(), depList: [.previous]) })
        #expect(runs(try plan(["+t"], "2016-04-26", in: graph)) == ["p.t@2016-04-26"])
    }
}
