import Dataswarm
import PipelineGraph
import PipelineRecord
import Runs

/// What is to be said beside the cells.
extension StatusReport {
    /// How many tasks, or else pipelines, a sentence names.
    private static let names = 3

    /// How to make anew what is stale.
    func staleLines(_ table: StatusTable) -> [String] {
        guard table.counts[.stale] != nil else { return [] }
        var (only, places): ([String], [Int]) = ([], [])
        for task in tasks {
            let own = range.indices.filter { standing(task, $0) == .stale }
            if own.isEmpty { continue }
            only.append(task)
            places += own
        }
        guard let from = places.min(), let through = places.max() else { return [] }
        let ds = from == through ? "\(range[from])" : "\(range[from])..\(range[through])"
        var names = only.map { "+\($0)" }
        if names.count > StatusReport.names {
            names = Set(only.map { String($0.prefix { $0 != "." }) }).sorted().map { "+pipeline:\($0)" }
        }
        return names.count > StatusReport.names
            ? ["What is stale is made anew by the next run: 'driver plan --ds \(ds)' says why."]
            : ["What is stale is made anew by 'driver --ds \(ds) --only \(names.joined(separator: " "))'."]
    }

    var removedLines: [String] {
        guard removed > 0, let first = range.first, let last = range.last else { return [] }
        let words = removed == 1 ? "1 task on record is" : "\(removed) tasks on record are"
        let ds = first == last ? "\(first)" : "\(first)..\(last)"
        return [
            "\(words) defined no more: 'driver status --removed --ds \(ds)' shows what became of \(removed == 1 ? "it" : "them")."
        ]
    }

    var liveLines: [String] {
        live.indices.flatMap { index in
            live[index].map { resource in
                let name = resource.name.printable
                let rest: String
                if underWay.runs.contains(where: { $0.id == resource.run }) {
                    rest = "while run \(resource.run) needs it"
                } else if undefined.contains(resource.name) {
                    rest = "left by run \(resource.run), and \(resource.wordsWithoutDefinition)"
                } else {
                    rest = "left by run \(resource.run); the next run for \(range[index]) destroys it"
                }
                return "\(name) is live for \(range[index]) since \(LocalTime.full(resource.since)), \(rest)"
            }
        }
    }

    /// The runs that go on about what is shown.
    var runLines: [String] {
        underWay.runs.filter { run in range.contains { underWay.about($0).contains { $0.id == run.id } } }
            .sorted { $0.id < $1.id }.map { run in
                "Run \(run.id) goes on since \(LocalTime.full(run.startedAt)): \(run.commandLine.printable)"
            }
    }

    /// Which tasks runs wait for that others have claimed, and for which slots.
    var waitLines: [String] {
        let shown = Set(tasks)
        let datestamps = Set(range.map(\.description))
        return underWay.waits.filter { shown.contains($0.key.task) && datestamps.contains($0.key.ds) }.map { wait in
            let task = range.count > 1 ? "\(wait.key.task) for \(wait.key.ds)" : wait.key.task
            let since = LocalTime.full(wait.since)
            if let pool = wait.pool {
                return "Run \(wait.run) waits for a slot of the pool \(pool), for \(task), since \(since)."
            }
            guard let claim = underWay.claims[wait.key] else {
                return "Run \(wait.run) waits for \(task) since \(since)."
            }
            return
                "Run \(wait.run) waits for \(task) since \(since): run \(claim.run) has claimed it since \(LocalTime.full(claim.since))."
        }
    }

    /// Each task that is held, with the way out; once, if it is for the same reason over the whole range.
    var heldLines: [String] {
        var lines: [String] = []
        for task in tasks {
            var seen: Set<Hold> = []
            for index in range.indices {
                guard let hold = hold(task, index), seen.insert(hold).inserted else { continue }
                lines.append("\(task) is held: \(hold).")
            }
        }
        return lines
    }
}
