import Dataswarm
import PipelineGraph
import PipelineRecord

/// Graphs as an author writes them, taken over the process boundary as the driver does: as JSON.
enum Fixture {
    static func graph(_ pipelines: [Pipeline]) -> Graph {
        do { return try Graph.load(Definitions(pipelines: pipelines).graphJSON) } catch { fatalError("\(error)") }
    }

    static func graph(_ pipelines: Pipeline...) -> Graph { graph(pipelines) }

    /// find → dump → post.
    static let catGIFs = Pipeline("cat_gifs", schedule: .daily) {
        Defaults(owner: "growth", tags: ["nightly"])
        let find = Task("find", SQLite("SELECT '\(.ds)'", database: "gifs.db"), tags: ["sql"])
        let dump = Task("dump", Shell("dump-table --ds \(.ds) > \(.output)/cats.tsv"), depList: [find])
        Task("post", Command("post", "\(.ds)"), depList: [dump], owner: "web")
    }

    /// wait → loads(load_0, load_1) → swap.
    static func replication(of table: String) -> Pipeline {
        Pipeline("replicate_\(table)", schedule: .daily) {
            let wait = Task("wait", WaitForFile("/data/\(table)/\(.ds)"))
            let loads = Group("loads", depList: [wait]) {
                Defaults(tags: ["load"])
                for shard in 0..<2 { Task("load_\(shard)", Shell("load \(shard)")) }
            }
            Task("swap", Shell("swap"), depList: [loads])
        }
    }

    /// All of them, and one that waits across pipelines.
    static let everything = graph(
        catGIFs, replication(of: "orders"), replication(of: "visits"),
        Pipeline("report", schedule: .daily) {
            Task(
                "7", NoOp(), depList: [.task("cat_gifs.dump"), .task("replicate_visits.swap")], owner: "growth-eu")
        })
}

extension Graph {
    func names(_ selection: Selection) -> [String] { selection.tasks.map { nodes[$0].fullName } }

    /// The full names of what selectors select, joined by blanks.
    func selected(_ only: String..., excluding: [String] = []) throws -> String {
        names(try Selection(only: only, excluding: excluding, in: self)).joined(separator: " ")
    }

    func plan(
        only: [String] = [], records: [TaskRecord] = [], ds: String = "2016-04-26",
        previous: [String: TaskState] = [:], streaks: [String: Streak] = [:],
        _ change: (inout PlanRequest) -> Void = { _ in }
    ) throws -> Plan {
        var request = PlanRequest(ds: try Datestamp(ds), selection: try Selection(only: only, in: self))
        change(&request)
        let byName = Dictionary(uniqueKeysWithValues: records.map { ($0.task, $0) })
        var onRecord = [request.ds: PlanRecord(tasks: byName)]
        for (task, state) in previous {
            let before = try request.ds.previous
            onRecord[before, default: PlanRecord()].tasks[task] = TaskRecord(
                task: task, ds: before.description, state: state)
        }
        return try Plan(self, request, reach: request.reach(in: self), records: onRecord, streaks: streaks)
    }

    /// What is on record once everything that a plan runs has succeeded in its order, after `earlier`.
    func records(after plan: Plan, earlier: [TaskRecord] = []) -> [TaskRecord] {
        var records = Dictionary(uniqueKeysWithValues: earlier.map { ($0.task, $0) })
        var order = earlier.compactMap(\.successOrder).max() ?? 0
        for item in plan.items where !item.isGroup && item.runs {
            order += 1
            records[item.name] = TaskRecord(
                task: item.name, ds: item.key.ds, state: .succeeded, attempts: item.attempts + 1,
                invocation: InvocationRecord.text(of: item.invocation), successOrder: order)
        }
        return records.values.sorted { $0.task < $1.task }
    }
}

extension Plan {
    /// A line for each item: `cat_gifs.dump: run, not run yet`.
    var lines: [String] { items.map { "\($0.name): \($0.decision)" } }

    func decision(on name: String) -> Decision? { items.first { $0.name == name }?.decision }
}

extension [TaskRecord] {
    /// The same with one record changed.
    func changing(_ task: String, _ change: (inout TaskRecord) -> Void) -> [TaskRecord] {
        map { record in
            var record = record
            if record.task == task { change(&record) }
            return record
        }
    }
}
