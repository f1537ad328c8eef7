import FoundationEssentials
import TestSupport
import Testing

/// Holds what the tasks have told, what is on record and what is published against each other.
enum Oracle {
    /// What is wrong with a ds, in sentences; nothing is to be.
    ///
    /// - Parameters:
    ///   - tasks: those that are to be done; all others are to have published nothing.
    ///   - extra: whether an attempt may be on record of which the witness knows nothing. It is where a driver was killed
    ///     between its word and its deed.
    static func problems(
        _ sandbox: Sandbox, ds: String, done tasks: [String], extra: Bool = true
    ) throws -> [String] {
        let witness = try Witness(sandbox)
        let record = try Record(sandbox, ds: ds)
        let lines = witness.lines.filter { $0.ds == ds }
        var problems = witness.riddles.map { "nobody can have said '\($0)'" }
        problems += overlaps(lines)
        problems += differences(lines, record, extra: extra)
        for task in tasks where record.tasks[task] != "succeeded" {
            problems.append("\(task) is \(record.tasks[task] ?? "not on record")")
        }
        problems += try unpublished(lines, record, sandbox, ds)
        problems += try held(sandbox)
        let marks = try sandbox.marks()
        problems += sandbox.leftovers(marks: marks).map { "left behind: \($0)" }
        return problems
    }

    /// What is still claimed, taken or waited for, though nobody is at work any more.
    private static func held(_ sandbox: Sandbox) throws -> [String] {
        try ["claims", "slots", "waits"].flatMap { table in
            try sandbox.query("SELECT ds, task, run FROM \(table)").map {
                "\($0[1]) for \($0[0]) stands among the \(table), of run \($0[2])"
            }
        }
    }

    /// Never two of a task at a time, and never the same attempt twice.
    private static func overlaps(_ lines: [Witness.Line]) -> [String] {
        var problems: [String] = []
        var latest: [String: Int] = [:]
        for line in lines {
            let name = "attempt \(line.attempt) of \(line.task)"
            switch line.verb {
            case .twice: problems.append("\(name) found the one before at work")
            case .crowded: problems.append("\(name) found no place in its pool")
            case .start:
                if let before = latest[line.task], before >= line.attempt {
                    problems.append("\(name) began after attempt \(before)")
                }
                latest[line.task] = line.attempt
            case .end, .tidied:
                if latest[line.task] != line.attempt {
                    problems.append("\(name) ended when attempt \(latest[line.task] ?? 0) had begun")
                }
            }
        }
        return problems
    }

    /// What began is on record; what is called a success began and ended; and after it came nothing.
    private static func differences(_ lines: [Witness.Line], _ record: Record, extra: Bool) -> [String] {
        var problems: [String] = []
        let began = Set(lines.filter { $0.verb == .start }.map { Witness.Attempt(task: $0.task, number: $0.attempt) })
        let ended = Set(lines.filter { $0.verb == .end }.map { Witness.Attempt(task: $0.task, number: $0.attempt) })
        let known = Set(record.attempts.map { Witness.Attempt(task: $0.task, number: $0.number) })
        for attempt in began.subtracting(known) {
            problems.append("attempt \(attempt.number) of \(attempt.task) began and is not on record")
        }
        var successes: [String: Int] = [:]
        for attempt in record.attempts {
            let name = "attempt \(attempt.number) of \(attempt.task)"
            let own = Witness.Attempt(task: attempt.task, number: attempt.number)
            if let success = successes[attempt.task] { problems.append("\(name) came after success \(success)") }
            if attempt.state == "succeeded" {
                successes[attempt.task] = attempt.number
                if !began.contains(own) || !ended.contains(own) { problems.append("\(name) was not seen to succeed") }
            }
            if attempt.state == "running" { problems.append("\(name) is on record as running") }
            if !extra, !began.contains(own) { problems.append("\(name) is on record and never began") }
        }
        for state in record.runs where state == "running" { problems.append("a run is on record as \(state)") }
        return problems
    }

    /// What is published is what the attempt wrote that succeeded, whole; of the others there is nothing.
    private static func unpublished(
        _ lines: [Witness.Line], _ record: Record, _ sandbox: Sandbox, _ ds: String
    ) throws -> [String] {
        var problems: [String] = []
        var tokens: [Witness.Attempt: String] = [:]
        for line in lines where line.verb == .end {
            tokens[Witness.Attempt(task: line.task, number: line.attempt)] = line.token
        }
        var expected: [String: String] = [:]
        for attempt in record.attempts where attempt.state == "succeeded" {
            expected[attempt.task] = tokens[Witness.Attempt(task: attempt.task, number: attempt.number)]
        }
        let published = "\(sandbox.folder)/.dataswarm/published"
        let folders = (try? FileManager.default.contentsOfDirectory(atPath: published)) ?? []
        for task in Set(folders).union(expected.keys).sorted() {
            let folder = "\(published)/\(task)/\(ds)"
            let files = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
            guard let token = expected[task] else {
                // One that was killed between publishing and its record has published, and is done again.
                if record.tasks[task] == "succeeded" { problems.append("\(task) published without an attempt") }
                continue
            }
            guard files == ["first", "second"] else {
                problems.append("\(task) has published \(files), and not both files")
                continue
            }
            for file in files {
                let content = FileManager.default.contents(atPath: "\(folder)/\(file)") ?? Data()
                if String(decoding: content, as: UTF8.self) != token + "\n" {
                    problems.append("\(task) has published '\(file)' of another attempt")
                }
            }
        }
        return problems
    }
}

/// Expects that nothing is wrong; each sentence is a failure of its own.
///
/// - Parameter context: where it was, and how to see it again.
func expectNone(_ problems: [String], _ context: String, sourceLocation: SourceLocation = #_sourceLocation) {
    for problem in problems.prefix(10) {
        Issue.record("\(problem) (\(context))", sourceLocation: sourceLocation)
    }
}
