import ArgumentParser
import Dataswarm
import PipelineEngine
import PipelineGraph
import PipelineRecord

struct ClearCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clear",
        abstract: "Forget that tasks are done, so that the next run does them again.",
        discussion: """
            Logs, outputs and the numbers of attempts are kept. A task that was held because its attempts were lost too often
            in a row may run again. The full name of a resource that is on record as live forgets that: say so once you have
            done away with it by hand.

            Examples:
              driver clear dump+ --ds 2016-04-26
              driver clear state:failed --ds 2016-04-20..2016-04-26
              driver clear cat_gifs.scratch_db --ds 2016-04-26
            """)

    @ArgumentParser.Argument(help: ArgumentHelp("Which tasks.", valueName: "selector"))
    var selectors: [String]

    @Option(name: .long, help: ArgumentHelp("The datestamp, or a range.", valueName: "ds"))
    var ds: String

    @OptionGroup var options: GraphOptions

    func run() async throws {
        try await reporting {
            let workspace = try Workspace(options)
            let range = try OptionText.range(ds)
            let graph = try await workspace.graph()
            guard let store = try workspace.existingStore() else {
                throw DriverError(
                    .usage,
                    "nothing has run in \(workspace.folder.path.printable) yet, so that there is nothing to clear.")
            }
            for ds in range {
                // A driver that runs the ds would not hear of it.
                let lock = try RunSession.lock(ds, workspace)
                defer { _ = lock }
                let live = try store.liveResources(ds: ds.description).map(\.name)
                for resource in try store.forget(resources: live.filter(selectors.contains), ds: ds.description) {
                    Console.output.line("ds \(ds): \(resource.printable) forgotten")
                }
                let selectors = selectors.filter { selector in
                    if live.contains(selector) { return false }
                    guard graph.resource(named: selector) != nil else { return true }
                    Console.output.line("ds \(ds): \(selector) is not on record as live")
                    return false
                }
                if selectors.isEmpty { continue }
                let records = try store.records(ds: ds.description)
                let selection = try Selection(
                    only: selectors, in: graph, state: { records[graph.nodes[$0].fullName]?.state })
                let names = selection.tasks.map { graph.nodes[$0].fullName }
                let count = try store.clear(tasks: names, ds: ds.description, at: MachineClock().wallTime)
                Console.output.line("ds \(ds): \(RunWords.count(count, "task")) cleared")
            }
            Console.output.flush()
        }
    }
}
