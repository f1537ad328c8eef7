import Dataswarm
import PipelineGraph
import PipelineRecord

/// The model in the words of the language, and of the record.
extension Model {
    private static let days = ["2016-02-28", "2016-02-29", "2016-03-01", "2016-03-02"]
    private static let months = ["2016-02", "2016-03"]

    static func text(_ unit: Unit, _ ds: Int) -> String {
        switch unit {
        case .month: months[ds]
        case .day: days[ds]
        case .hour: "\(days[ds / 24])T\(ds % 24 < 10 ? "0" : "")\(ds % 24)"
        }
    }

    func name(_ task: Int) -> String { "p\(tasks[task].pipeline).t\(task)" }

    func taskKey(_ key: Key) -> TaskKey { TaskKey(name(key.task), ds: Model.text(unit(key.task), key.ds)) }

    func datestamp(_ key: Key) -> Datestamp { try! Datestamp(taskKey(key).ds) }

    /// The key of an item of a plan.
    func key(_ item: PlanItem) -> Key {
        let task = tasks.indices.first { name($0) == item.name }!
        return Key(task: task, ds: datestamps(task).first { Model.text(unit(task), $0) == item.key.ds } ?? -1)
    }

    var graph: Graph {
        Fixture.graph(
            pipelines.indices.map { pipeline in
                Dataswarm.Pipeline("p\(pipeline)", schedule: schedule(pipelines[pipeline])) {
                    tasks.indices.filter { tasks[$0].pipeline == pipeline }.map { task -> any PipelineMember in
                        Dataswarm.Task(
                            "t\(task)", Command("make", "\(.ds)", .init(stringLiteral: "\(tasks[task].version)")),
                            depList: tasks[task].edges.map { node($0, of: task) }, when: tasks[task].rule.words)
                    }
                }
            })
    }

    private func schedule(_ pipeline: Pipeline) -> Schedule {
        let (first, last) = (
            Model.text(pipeline.unit, pipeline.start), Model.text(pipeline.unit, pipeline.unit.count - 1)
        )
        let schedule: Schedule =
            switch pipeline.unit {
            case .month: .monthly
            case .day: .daily
            case .hour: .hourly
            }
        return schedule.starting(first).ending(last)
    }

    private func node(_ edge: Edge, of task: Int) -> Dataswarm.Node {
        let source = Dataswarm.Node.task(name(edge.source))
        let granularity = Model.granularity(unit(edge.source))
        return switch edge.reach {
        case .same: source
        case .ahead: source.at(Model.ds(unit(task), 1)).clipped
        case .back(let count): source.at(Model.ds(unit(task), -count)).clipped
        case .last(let count): source.last(count).clipped
        case .sinceMonth: source.since(.month).clipped
        case .each: source.each(granularity).clipped
        case .containing: source.containing(granularity).clipped
        }
    }

    private static func ds(_ unit: Unit, _ count: Int) -> DatestampMacro {
        switch unit {
        case .month: .ds + count.months
        case .day: .ds + count.days
        case .hour: .ds + count.hours
        }
    }

    private static func granularity(_ unit: Unit) -> Datestamp.Granularity {
        switch unit {
        case .month: .month
        case .day: .day
        case .hour: .hour
        }
    }

    /// What is on record, by ds and task, with the command of each success.
    var taskRecords: [Datestamp: [String: TaskRecord]] {
        var found: [Datestamp: [String: TaskRecord]] = [:]
        for (key, record) in records {
            let (name, ds) = (name(key.task), datestamp(key))
            let process = RenderedProcess(arguments: ["make", ds.description, "\(record.version)"])
            let invocation = record.succeeded > 0 ? InvocationRecord.text(of: .process(process)) : nil
            found[ds, default: [:]][name] = TaskRecord(
                task: name, ds: ds.description, state: record.state.taskState,
                reason: record.state == .cleared ? TaskRecord.clearedReason : "", attempts: 1, invocation: invocation,
                successOrder: record.succeeded > 0 ? Int64(record.succeeded) : nil,
                beganOrder: record.succeeded > 0 ? Int64(record.began) : nil)
        }
        return found
    }
}

extension Model.Rule {
    fileprivate var words: TriggerRule {
        switch self {
        case .allSucceeded: .allSucceeded
        case .oneSucceeded: .oneSucceeded
        case .always: .always
        }
    }
}

extension Model.State {
    fileprivate var taskState: TaskState {
        switch self {
        case .failed: .failed
        case .upstreamFailed: .upstreamFailed
        case .cleared: .waiting
        case .succeeded: .succeeded
        }
    }
}
