public import ArgumentParser
import Dataswarm
import Host
import PipelineEngine
public import PipelineGraph
import PipelineRecord
import Runs

/// What `run`, `retry` and `plan` have in common, beside which tasks they are about.
struct PlanOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "The datestamp, or a range: 2016-04-20..2016-04-26. Also yesterday, now-1h, last-month, …",
            valueName: "ds"))
    var ds: String

    @Flag(name: .long, help: "Run what is done already, too.")
    var force = false

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Tasks that are waited for, not selected and not done: hold what waits for another ds, assume all are done, check and refuse, or run them.",
            valueName: "hold|assume|check|run"))
    var upstream: UpstreamMode = .hold

    @OptionGroup var values: ValueOptions

    @OptionGroup(title: "Graph and state") var graph: GraphOptions

    /// The request of a run, but for its graph.
    func request(
        _ choice: RequestedRun.Choice, _ execution: ExecutionOptions? = nil, in workspace: Workspace
    ) throws -> UnboundRequest {
        let option = try DatestampOption(ds)
        var request = RunRequest(graphHash: "", ds: ds)
        (request.only, request.exclude) = (choice.options.selectors, choice.options.exclude)
        if case .failed = choice { request.retriesFailed = true }
        let values = try values.values(in: workspace)
        request.take(values)
        request.force = force
        request.upstream = upstream.rawValue
        if let execution {
            request.jobs = execution.jobs
            request.parallel = execution.parallel
            request.onFailure = execution.failureMode.rawValue
            request.reason = execution.reason ?? ""
        }
        request.requestedBy = Machine.userName
        return UnboundRequest(request: request, values: values, ds: option)
    }
}

/// A request that names no graph yet, and whose ds may still be a word.
struct UnboundRequest {
    fileprivate let request: RunRequest
    fileprivate let values: RequestedValues
    fileprivate let ds: DatestampOption

    func of(_ graph: Graph) async throws -> RunRequest {
        try values.check(against: graph)
        var request = request
        request.graphHash = graph.sha256
        // On record is what was meant when it was asked for.
        if ds.isRelative {
            let range = try await ds.range(in: graph) {
                try $0.pipelines(only: request.only, excluding: request.exclude)
            }
            request.ds = range.description
        }
        return request
    }
}

extension UpstreamMode: ExpressibleByArgument {}
