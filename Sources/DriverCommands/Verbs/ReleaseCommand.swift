import ArgumentParser
import PipelineEngine
import PipelineGraph
import PipelineRecord
import Runs
import SQLiteStore

struct ReleaseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "release",
        abstract: "Let tasks run again that are held because they failed on too many ds in a row.",
        usage: "driver release <selector> ... [<options>]",
        discussion: """
            The setting holdAfterFailures says how many are too many. What is on record for each ds is kept; the failures in \
            a row are counted anew, for every ds.

            Examples:
              driver release dump
              driver release pipeline:cat_gifs
            """)

    @OptionGroup var named: NamedSelectionOptions

    @OptionGroup var options: GraphOptions

    func run() async throws {
        try await reporting {
            let workspace = try Workspace(options)
            let graph = try await workspace.graph()
            let selection = try Selection(
                only: named.choice.selectors, excluding: named.choice.exclude, in: graph)
            guard let store = try await workspace.existingStore() else {
                throw DriverError(
                    .usage,
                    "nothing has run in \(workspace.folder.path.printable) yet, so that there is nothing to release.")
            }
            let released = try await store.release(tasks: selection.tasks.map { graph.nodes[$0].fullName })
            let console = Console.output
            for (task, streak) in released { console.line("\(task)  \(streak.phrase)") }
            let words = "\(RunWords.count(released.count, "task")) released"
            console.line(released.isEmpty ? "none of them has failed when it ran last: \(words)" : words)
            console.flush()
        }
    }
}
