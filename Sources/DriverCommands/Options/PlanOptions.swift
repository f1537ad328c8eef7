public import ArgumentParser
import Dataswarm
public import PipelineGraph

/// What `run`, `retry` and `plan` have in common, beside which tasks they are about.
struct PlanOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp("The datestamp, or a range: 2016-04-20..2016-04-26.", valueName: "ds"))
    var ds: String

    @Flag(name: .long, help: "Run what is done already, too.")
    var force = false

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Tasks that are waited for, not selected and not done: assume they are, check and refuse, or run them.",
            valueName: "assume|check|run"))
    var upstream: UpstreamMode = .assume

    @Option(
        name: .customLong("set"),
        help: ArgumentHelp("A parameter's value, such as limit=5 or cat_gifs.limit=5.", valueName: "name=value"))
    var parameters: [String] = []

    @Option(
        name: .customLong("setting"),
        help: ArgumentHelp(
            "A setting for every task of this run, such as retries=0, timeout=10m, pool=hive, priority=5, owner=me or env.NAME=value.",
            valueName: "name=value"))
    var settings: [String] = []

    @OptionGroup(title: "Graph and state") var graph: GraphOptions

    func parameterValues() throws -> [String: String] {
        var values: [String: String] = [:]
        for parameter in parameters {
            let (name, value) = try PlanOptions.split(parameter, option: "--set")
            values[name] = value
        }
        return values
    }

    static func split(_ text: String, option: String) throws -> (name: String, value: String) {
        guard let equals = text.firstIndex(of: "="), equals != text.startIndex else {
            throw DriverError(.usage, "\(option) \(text.printable): a name and a value belong here, such as limit=5.")
        }
        return (String(text[..<equals]), String(text[text.index(after: equals)...]))
    }
}

extension UpstreamMode: ExpressibleByArgument {}
