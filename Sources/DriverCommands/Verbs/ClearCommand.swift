import ArgumentParser
import Dataswarm
import PipelineEngine
import PipelineGraph
import PipelineRecord
import Runs

struct ClearCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clear",
        abstract: "Forget that tasks are done, so that the next run does them again.",
        usage: "driver clear <selector> ... --ds <ds> [<options>]",
        discussion: """
            Logs, outputs and the numbers of attempts are kept. A task that was held because its attempts were lost too often \
            in a row may run again. The full name of a resource that is on record as live forgets that: say so once you have \
            done away with it by hand. What a run has claimed is left as it is, and the exit code is 75.

            Examples:
              driver clear dump+ --ds 2016-04-26 --dry-run
              driver clear dump+ --ds 2016-04-26
              driver clear state:failed --ds 2016-04-20..2016-04-26
              driver clear cat_gifs.scratch_db --ds 2016-04-26
            """)

    @OptionGroup var named: NamedSelectionOptions

    @Option(name: .long, help: ArgumentHelp("The datestamp, or a range; also yesterday, now-1h, …", valueName: "ds"))
    var ds: String

    @Flag(name: [.customLong("dry-run"), .customShort("n")], help: "Say what would be forgotten, and forget nothing.")
    var dryRun = false

    @OptionGroup var options: GraphOptions

    private var selectors: [String] { named.choice.selectors }

    func run() async throws {
        try await reporting {
            let workspace = try Workspace(options)
            let option = try DatestampOption(ds)
            let graph = try await workspace.graph()
            let range = try await option.range(in: graph) { [selectors] graph in
                // A resource that is live may be of no pipeline any more.
                try graph.pipelines(only: selectors.filter { graph.resource(named: $0) == nil })
            }
            guard let store = try await workspace.existingStore() else {
                throw DriverError(
                    .usage,
                    "nothing has run in \(workspace.folder.path.printable) yet, so that there is nothing to clear.")
            }
            var claims: [Claim] = []
            for ds in range {
                let underWay = try await RunsUnderWay(in: store, workspace.folder)
                let (cleared, kept) = try await clear(ds, graph, store, underWay)
                claims += kept
                for line in cleared { Console.output.line(line) }
            }
            Console.output.flush()
            if !claims.isEmpty { throw DriverError(.busy, claims.map(Self.refusal)) }
        }
    }

    /// Forgets what is selected for a ds, but for what a run has claimed.
    private func clear(
        _ ds: Datestamp, _ graph: Graph, _ store: any RunStore, _ underWay: RunsUnderWay
    ) async throws -> (lines: [String], claims: [Claim]) {
        var lines: [String] = []
        var claims: [Claim] = []
        let open = Set(underWay.runs.map(\.id))
        // What a run needs now is no leftover that somebody could have done away with.
        let live = try await store.liveResources(ds: ds.description)
        let left = live.filter { !open.contains($0.run) }.map(\.name)
        for resource in live where open.contains(resource.run) && selectors.contains(resource.name) {
            lines.append("ds \(ds): \(resource.name.printable) is in use by run \(resource.run), and not forgotten")
        }
        let meant = left.filter(selectors.contains)
        for resource in dryRun ? meant : try await store.forget(resources: meant, ds: ds.description) {
            lines.append("ds \(ds): \(resource.printable) \(dryRun ? "would be forgotten" : "forgotten")")
        }
        let tasks = selectors.filter { selector in
            if live.contains(where: { $0.name == selector }) { return false }
            guard graph.resource(named: selector) != nil else { return true }
            lines.append("ds \(ds): \(selector) is not on record as live")
            return false
        }
        if tasks.isEmpty { return (lines, claims) }
        let records = underWay.seen(try await store.records(ds: ds.description))
        let selection = try Selection(
            only: tasks, excluding: named.choice.exclude, in: graph, state: { records[graph.nodes[$0].fullName]?.state }
        )
        let names = selection.tasks.map { graph.nodes[$0].fullName }
        if dryRun {
            let claimed = underWay.claims(ds: ds.description)
            let names = names.filter { name in records[name].map { !$0.isCleared && claimed[name] == nil } ?? false }
            lines += names.map { "ds \(ds): \($0) would be cleared" }
            lines.append("ds \(ds): \(RunWords.count(names.count, "task")) would be cleared")
            return (lines, claims)
        }
        let cleared = try await store.clear(tasks: names, ds: ds.description, at: MachineClock().wallTime)
        claims += cleared.claims
        lines.append("ds \(ds): \(RunWords.count(cleared.count, "task")) cleared")
        return (lines, claims)
    }

    private static func refusal(_ claim: Claim) -> String {
        "run \(claim.run) has claimed '\(claim.key.task)' for \(claim.key.ds), which was not cleared: wait for it, or say 'driver cancel \(claim.run)'."
    }
}
