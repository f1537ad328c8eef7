import ArgumentParser
import PipelineEngine
import PipelineGraph
import PipelineRecord
import Runs
import SQLiteStore

struct GCCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gc",
        abstract: "Remove logs and records of attempts that ended long ago, and give the room back.",
        usage: "driver gc --older-than <age> [<options>]",
        discussion: """
            Removes attempts with their folders, and runs, that ended before then; folders of attempts and graphs that are on \
            no record; locks that nobody holds. What is published stays, and so does what is known of each task: what is done \
            stays done. What runs is left alone. It may be killed at any moment, and run again.

            Examples:
              driver gc --older-than 30d --dry-run
              driver gc --older-than 30d
              driver gc --older-than 365d --forget
            """)

    @Option(
        name: .long,
        help: ArgumentHelp("What ended longer ago than this is removed, such as 30d or 12h.", valueName: "age"))
    var olderThan: String

    @Flag(name: .long, help: "Forget the tasks, too, that changed before then: the next run does them again.")
    var forget = false

    @Flag(name: [.customLong("dry-run"), .customShort("n")], help: "Say what would be removed, and remove nothing.")
    var dryRun = false

    @OptionGroup var options: GraphOptions

    func validate() throws {
        if DurationText.milliseconds(olderThan) == nil {
            throw ValidationError("--older-than \(olderThan.printable): an age belongs here, such as 30d, 12h or 90m.")
        }
    }

    func run() async throws {
        try await reporting {
            let folder = try Workspace(options).folder
            guard let store = try await SQLiteStore.openExisting(folder: folder.path) else {
                throw DriverError(
                    .usage, "nothing has run in \(folder.path.printable) yet, so that there is nothing to remove.")
            }
            let retention = Retention(
                of: folder, store: store,
                endedBefore: MachineClock().wallTime - (DurationText.milliseconds(olderThan) ?? 0),
                forgetsTasks: forget,
                isDryRun: dryRun)
            let removal = try await retention.collect()
            for line in lines(removal) { Console.output.line(line) }
            Console.output.flush()
            if !removal.obstacles.isEmpty { throw DriverError(.state, removal.obstacles.map { "\($0.printable)." }) }
        }
    }

    private func lines(_ removal: Removal) -> [String] {
        var lines: [String] = []
        let records = removal.records
        var parts = [
            "\(RunWords.count(records.attempts, "attempt")) and \(RunWords.count(records.runs, "run")) of \(removal.datestamps) ds"
        ]
        if removal.strayFolders > 0 { parts.append("\(RunWords.count(removal.strayFolders, "folder")) on no record") }
        if removal.graphs > 0 { parts.append(RunWords.count(removal.graphs, "graph")) }
        if removal.locks > 0 { parts.append(RunWords.count(removal.locks, "lock")) }
        lines.append(
            "\(dryRun ? "would remove" : "removed") \(parts.joined(separator: ", ")): \(RunWords.count(Int(removal.bytes), "byte"))"
        )
        if records.tasks > 0 {
            lines.append("\(dryRun ? "would forget" : "forgot") \(RunWords.count(records.tasks, "task"))")
        }
        if dryRun, records.attempts + records.runs + records.tasks > 0 {
            lines.append("the store would get smaller by what that takes in it")
        }
        if removal.storeBytes > 0 {
            lines.append("the store is \(RunWords.count(Int(removal.storeBytes), "byte")) smaller")
        }
        return lines
    }
}
