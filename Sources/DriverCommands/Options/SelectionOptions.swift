import ArgumentParser

/// Which tasks.
struct SelectionOptions: ParsableArguments {
    @Option(
        name: .long, parsing: .upToNextOption,
        help: ArgumentHelp("Only these tasks (default: all).", valueName: "selector"))
    var only: [String] = []

    @Option(
        name: .long, parsing: .upToNextOption,
        help: ArgumentHelp("Not these tasks.", valueName: "selector"))
    var exclude: [String] = []
}
