import ArgumentParser
import Dataswarm
import PipelineEngine
import PipelineGraph
import PipelineRecord
import Runs
import SQLiteStore

struct LogsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "logs",
        abstract: "Show the log of a task's last attempt, or of another.",
        usage: "driver logs <task> --ds <ds> [<options>]",
        discussion: """
            On a terminal, control characters are written out; in a pipe the log comes as it is.

            Examples:
              driver logs post --ds 2016-04-26
              driver logs post --ds 2016-04-26 --attempt 1
              driver logs post --ds 2016-04-26 --follow
            """)

    @OptionGroup var named: TaskOptions

    @Option(name: .long, help: ArgumentHelp("The datestamp; also yesterday, now-1h, …", valueName: "ds"))
    var ds: String

    @Option(name: .long, help: ArgumentHelp("The attempt's number (default: the last).", valueName: "n"))
    var attempt: Int?

    @Flag(name: [.long, .short], help: "Go on until the attempt ends.")
    var follow = false

    @OptionGroup var options: GraphOptions

    func run() async throws {
        try await reporting {
            let workspace = try Workspace(options)
            let option = try DatestampOption(single: ds)
            let graph = try await workspace.graphToLookAt()
            let ds = try await option.range(in: graph) { try $0.pipelines(only: [named.task]) }.first
            let store = try await workspace.existingStore()
            // What was renamed or taken away still has its record.
            let old = TaskKey(named.task, ds: ds.description)
            let oldRecord = try await store?.record(old)
            let isRemoved = graph.index(of: old.task) == nil && oldRecord != nil
            let index =
                isRemoved ? nil : try await TaskArgument.find(named.task, in: graph, for: ds, workspace)
            let name = index.map { graph.nodes[$0].fullName } ?? old.task
            let key = TaskKey(name, ds: ds.description)
            guard let store, let record = try await store.record(key), record.attempts > 0
            else { throw DriverError(.usage, "'\(name.printable)' has no attempt for \(ds), and so no log.") }
            let number = attempt ?? record.attempts
            let attempts = try await store.attempts(key)
            if (1...record.attempts).contains(number), !attempts.contains(where: { $0.number == number }) {
                throw DriverError(
                    .usage,
                    "attempt \(number) of '\(name)' for \(ds) is no longer on record: its log was removed by gc.")
            }
            guard attempts.contains(where: { $0.number == number }) else {
                let numbers = attempts.map { String($0.number) }.joined(separator: ", ")
                throw DriverError(.usage, "'\(name)' has no attempt \(number) for \(ds): it has \(numbers).")
            }
            if let attempt = attempts.first(where: { $0.number == number }), HandMark.isMark(attempt) {
                Console.error.line(
                    "driver: attempt \(number) of '\(name)' printed nothing: it was \(attempt.reason.printable).")
                return Console.error.flush()
            }
            let log = workspace.folder.log(number, of: name, ds: ds.description)
            let copy = LogCopy(path: log, console: .output)
            var isThere = copy.begin()
            defer {
                if isThere, copy.isEmpty {
                    Console.error.line("driver: '\(name)' has printed nothing.")
                    Console.error.flush()
                }
            }
            let reason = Path.reason
            while follow, Console.output.hasReader, try await runs(key, number, store, workspace.folder) {
                try await _Concurrency.Task.sleep(for: .milliseconds(200))
                if isThere { copy.copy() } else { isThere = copy.begin() }
            }
            if isThere { return copy.copy() }
            // What looks for a file or waits for a moment starts no process that could print something.
            guard let index, let look = try look(of: index, in: graph, for: ds), !Path.exists(log) else {
                throw DriverError(.state, "the log '\(log)' cannot be read: \(reason).")
            }
            Console.error.line("driver: '\(name)' prints nothing: it is a probe: \(look).")
            Console.error.flush()
        }
    }

    /// What a task looks for, where it is a probe.
    private func look(of index: Int, in graph: Graph, for ds: Datestamp) throws -> String? {
        let plan = try Plan(
            graph, PlanRequest(ds: ds, selection: Selection([index], in: graph)), records: [String: TaskRecord]())
        guard case .probe(let probe)? = plan.items.first(where: { $0.node == index })?.invocation else { return nil }
        return InvocationText.words(of: probe)
    }

    /// Whether an attempt is under way, and its run is alive.
    private func runs(
        _ key: TaskKey, _ number: Int, _ store: any RunStore, _ folder: StateFolder
    ) async throws -> Bool {
        guard try await store.attempts(key).first(where: { $0.number == number })?.endedAt == nil else { return false }
        let claim = try await store.claims(ds: key.ds).first { $0.key == key }
        return claim.map { folder.isAlive($0.owner) } ?? false
    }
}
