import ArgumentParser

/// Where the graph comes from, and where the state is kept.
struct GraphOptions: ParsableArguments {
    @Option(
        name: .long, help: ArgumentHelp("A graph as JSON, instead of a package.", valueName: "file"),
        completion: .file())
    var graph: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "A program that writes the graph, instead of building the package.", valueName: "executable"),
        completion: .file())
    var definitions: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The package with the definitions (default: the one that this folder lies in).", valueName: "dir"),
        completion: .directory)
    var package: String?

    @Option(
        name: .long,
        help: ArgumentHelp("Where the state is kept (default: .dataswarm in the package).", valueName: "dir"),
        completion: .directory)
    var state: String?
}
