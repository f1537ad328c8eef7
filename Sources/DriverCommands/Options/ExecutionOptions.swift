public import ArgumentParser
public import PipelineEngine

/// How a run is executed and shown; what `run` and `retry` have in common.
struct ExecutionOptions: ParsableArguments {
    @Option(
        name: [.long, .customShort("j", allowingJoined: true)],
        help: ArgumentHelp("How many tasks run at a time (default: the processors).", valueName: "n"))
    var jobs: Int?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "How many ds of a pipeline run side by side, of a range (default: 1, the oldest first).", valueName: "n"))
    var parallel: Int?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "After a failure, finish what can be finished (the default), stop and start nothing new, or cancel what runs, too.",
            valueName: "finish|stop|cancel"))
    var onFailure: FailureMode?

    @Flag(name: .long, help: "Start nothing new after the first failure: --on-failure stop.")
    var failFast = false

    @Option(name: .long, help: ArgumentHelp("Why, for the record: 'driver runs' shows it.", valueName: "words"))
    var reason: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Whose output to show: all lines of all tasks as they come, the last ones of what failed (the default), or none.",
            valueName: "all|failed|none"))
    var output: OutputMode?

    @Flag(name: .long, help: "Print one JSON event a line; of output, only what --output asks for.")
    var json = false

    func validate() throws {
        if let jobs, !(1...10_000).contains(jobs) {
            throw ValidationError("--jobs \(jobs): from 1 to 10000 tasks can run at a time.")
        }
        if let parallel, !(1...10_000).contains(parallel) {
            throw ValidationError("--parallel \(parallel): from 1 to 10000 ds of a pipeline can run side by side.")
        }
        if failFast, let onFailure, onFailure != .stop {
            throw ValidationError("--fail-fast means --on-failure stop, not \(onFailure.rawValue): say one of the two.")
        }
    }

    var failureMode: FailureMode { onFailure ?? (failFast ? .stop : .finish) }
}

extension FailureMode: ExpressibleByArgument {}
