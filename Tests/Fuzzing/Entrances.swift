import CivilTime
import Dataswarm
import PipelineGraph
import PipelineRecord

/// Where text from outside comes in: each takes any bytes, and returns what it says of them.
///
/// No input may trap, hang or fill the memory. `Tests/Fuzzing/run` compiles this file too, for libFuzzer.
enum Entrances {
    /// By the names of their folders in `Corpus`.
    static let all: [(name: String, take: @Sendable ([UInt8]) -> [String])] = [
        ("graph", graph), ("selector", selector), ("datestamp", datestamp), ("range", range), ("word", word),
        ("cron", cron),
        ("schedule", schedule), ("set", set),
    ]

    static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    @Sendable static func graph(_ bytes: [UInt8]) -> [String] {
        do {
            let graph = try Graph.load(bytes)
            let selection = Selection(all: graph)
            for drawing in GraphDrawing.allCases { _ = graph.drawn(selection, as: drawing) }
            for task in graph.taskIndices.prefix(20) { _ = Explanation(of: task, in: graph) }
            let ds = try Datestamp("2016-04-26")
            let plan = try Plan(graph, PlanRequest(ds: ds, selection: selection), records: [:])
            for task in graph.taskIndices.prefix(20) {
                _ = Why(task, in: graph, ds: ds, plan: plan, Why.Situation(records: [:]), time: { "\($0)" })
            }
            return graph.warnings + plan.warnings
        } catch let error as GraphError {
            return error.problems
        } catch let error as PlanError {
            return error.problems
        } catch {
            return ["\(error)"]
        }
    }

    @Sendable static func selector(_ bytes: [UInt8]) -> [String] {
        let text = text(bytes)
        return sentences {
            _ = try Selection(only: [text], in: sample, state: { $0.isMultiple(of: 2) ? .failed : nil })
            _ = try Selection(only: [], excluding: [text], in: sample)
        }
    }

    @Sendable static func datestamp(_ bytes: [UInt8]) -> [String] {
        sentences {
            let ds = try Datestamp(text(bytes))
            // What is read is written the same way, so that a ds has one spelling.
            precondition(ds.description == text(bytes) && (try? Datestamp(ds.description)) == ds)
            _ = try ds.previous
        }
    }

    @Sendable static func range(_ bytes: [UInt8]) -> [String] {
        sentences {
            let range = try DatestampRange(text(bytes))
            var last = range.first
            for ds in range.prefix(1000) { last = ds }
            precondition(range.count >= 1 && last <= range.last)
        }
    }

    /// A datestamp that is named by its distance from now.
    @Sendable static func word(_ bytes: [UInt8]) -> [String] {
        guard let relative = RelativeDatestamp(text(bytes)) else { return ["no word"] }
        for seconds in [-62_135_596_800, -1, 0, 1_459_042_200, 253_402_300_799] as [Int64] {
            let ds = relative.datestamp(at: Moment(seconds: seconds), in: .utc)
            precondition(ds.map { $0.granularity == relative.granularity } ?? true)
        }
        return []
    }

    @Sendable static func cron(_ bytes: [UInt8]) -> [String] {
        sentences {
            let cron = try CronExpression(text(bytes))
            for day in 1...31 {
                _ = cron.matches(year: 2016, month: 1, day: day, weekday: .monday, hour: 6, minute: 30)
            }
            _ = cron.firesMoreThanOncePerDay
        } + Schedule.cron(text(bytes)).problems
    }

    /// Lines: the cadence, the time zone, the start, the end, when it is due.
    @Sendable static func schedule(_ bytes: [UInt8]) -> [String] {
        let lines = text(bytes).split(separator: "\n", maxSplits: 4, omittingEmptySubsequences: false).map(String.init)
        let words = lines[0].split(separator: " ", maxSplits: 1).map(String.init)
        var schedule =
            switch words.first {
            case "hourly": Schedule.hourly
            case "weekly": Schedule.weekly
            case "monthly": Schedule.monthly(onDay: words.dropFirst().first.flatMap { Int($0) } ?? 1)
            case "cron": Schedule.cron(words.dropFirst().first ?? "")
            case "never": Schedule.never
            default: Schedule.daily
            }
        if lines.count > 1 { schedule = schedule.inTimeZone(lines[1]) }
        if lines.count > 2, !lines[2].isEmpty { schedule = schedule.starting(lines[2]) }
        if lines.count > 3, !lines[3].isEmpty { schedule = schedule.ending(lines[3]) }
        if lines.count > 4, let minutes = Int(lines[4]) { schedule = schedule.at(minutesAfter: minutes) }
        if lines.count > 4, let time = lines[4].split(separator: " ").first, time.contains(":") {
            schedule = schedule.at(
                String(time), daysAfter: lines[4].split(separator: " ").dropFirst().first.flatMap { Int($0) })
        }
        _ = (schedule.granularity, schedule.description, schedule.dueWords)
        walk(schedule)
        return schedule.problems
    }

    /// What is due at some moments: each ds that is found is one of the schedule's, and due when it says.
    private static func walk(_ schedule: Schedule) {
        guard let zoned = ZonedSchedule(schedule, in: .utc) else { return }
        for seconds in [-62_135_596_800, 0, 1_459_042_200, 253_402_300_799] as [Int64] {
            let moment = Moment(seconds: seconds)
            for (ds, due) in zoned.datestamps(dueFrom: moment).prefix(3) {
                precondition(zoned.includes(ds) && due >= moment && zoned.due(ds) == due)
            }
            if let newest = zoned.newest(dueAt: moment) { precondition(zoned.includes(newest)) }
        }
    }

    /// What `--set` gives: a name, an equals sign, a value.
    @Sendable static func set(_ bytes: [UInt8]) -> [String] {
        let text = text(bytes)
        let equals = text.firstIndex(of: "=") ?? text.endIndex
        do {
            var request = PlanRequest(ds: try Datestamp("2016-04-26"), selection: Selection(all: sample))
            request.parameters = [String(text[..<equals]): String(text[equals...].dropFirst())]
            return try Plan(sample, request, records: [:]).warnings
        } catch let error as PlanError {
            return error.problems
        } catch {
            return ["\(error)"]
        }
    }

    private static func sentences(_ body: () throws -> Void) -> [String] {
        do {
            try body()
            return []
        } catch {
            return ["\(error)"]
        }
    }

    /// A graph to select from and to set parameters in.
    static let sample: Graph = {
        let definitions = Definitions(
            pools: [Pool("hive", slots: 2)],
            pipelines: [
                Pipeline("p") {
                    let dump = Task(
                        "dump",
                        Command(
                            "echo", "\(Parameter<Int>("limit", default: 5))",
                            "\(Parameter<String>("name", default: "x"))"),
                        tags: ["nightly"])
                    Group("loads") {
                        for index in 0..<20 { Task("load_\(index)", NoOp(), depList: [dump], owner: "growth") }
                    }
                }
            ])
        return try! Graph.load(Array(definitions.graphJSON))
    }()
}
