import ArgumentParser
import PipelineGraph
import PipelineRecord
import Runs

/// The layers above the graph: a profile, and what the command line itself gives.
struct ValueOptions: ParsableArguments {
    @Option(
        name: .customLong("set"),
        help: ArgumentHelp("A parameter's value, such as limit=5 or cat_gifs.limit=5.", valueName: "name=value"),
        completion: .parameters)
    var parameters: [String] = []

    @Option(
        name: .customLong("setting"),
        help: ArgumentHelp(
            "A setting for every task of this run, such as retries=0, timeout=10m, pool=hive, pool=hive,mysql, priority=5, owner=me or env.NAME=value.",
            valueName: "name=value"), completion: .settings)
    var settings: [String] = []

    @OptionGroup var profile: ProfileOptions

    /// What is given here, as words of a command line.
    var words: [(option: String, value: String)] {
        profile.words + parameters.map { ("--set", $0) } + settings.map { ("--setting", $0) }
    }

    /// What is given, as a request has it, before anything is known of a graph.
    func values(in workspace: Workspace) throws -> RequestedValues {
        Remedy.take(self)
        var values = RequestedValues()
        for parameter in parameters {
            let (name, value) = try SettingOverrides.split(parameter, option: "--set")
            values.parameters[name] = value
        }
        values.settings = settings
        values.profile = try profile.chosen(in: workspace)
        return values
    }
}

/// What profile and command line give to the tasks of a graph.
struct RequestedValues {
    var parameters: [String: String] = [:]
    var settings: [String] = []
    var profile: Profile?

    /// Refuses a profile that gives what the graph does not have: it is a mistake in a file, and not of this call.
    func check(against graph: Graph) throws(DriverError) {
        let problems = profile?.problems(in: graph) ?? []
        if !problems.isEmpty { throw DriverError(.definitions, problems.map(\.description)) }
    }

    /// The same, laid over a graph.
    func layers(over graph: Graph) throws -> (settings: [SettingsLayer], parameters: ParameterValues) {
        try check(against: graph)
        let values = ParameterValues(parameters, over: profile, in: graph)
        if !values.problems.isEmpty { throw PlanError(values.problems) }
        return (try SettingOverrides.layers(settings, over: profile, in: graph), values)
    }
}

extension RunRequest {
    mutating func take(_ values: RequestedValues) {
        (parameters, settings, profile) = (values.parameters, values.settings, values.profile)
    }
}
