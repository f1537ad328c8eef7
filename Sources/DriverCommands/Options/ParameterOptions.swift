import ArgumentParser
import PipelineGraph
import Runs

/// The values of parameters, as every verb takes them that makes plans.
struct ParameterOptions: ParsableArguments {
    @Option(
        name: .customLong("set"),
        help: ArgumentHelp("A parameter's value, such as limit=5 or cat_gifs.limit=5.", valueName: "name=value"),
        completion: .parameters)
    private var texts: [String] = []

    /// By name.
    func values() throws(PlanError) -> [String: String] {
        var values: [String: String] = [:]
        for text in texts {
            let (name, value) = try SettingOverrides.split(text, option: "--set")
            values[name] = value
        }
        return values
    }

    /// The same as they must be typed, each after a blank, in a command that is advised.
    var typed: String { texts.map { " --set \(Remedy.word($0.printable))" }.joined() }
}
