import ArgumentParser
import PipelineGraph

/// Which tasks, the same for every verb: by selectors that stand alone or after `--only`, and by those of what is left out.
struct SelectionOptions: ParsableArguments {
    @ArgumentParser.Argument(
        help: ArgumentHelp("Which tasks; the same as --only.", valueName: "selector"), completion: .selectors)
    private var words: [String] = []

    @Option(
        name: .long, parsing: .upToNextOption,
        help: ArgumentHelp("Only these tasks (default: all).", valueName: "selector"), completion: .selectors)
    private var only: [String] = []

    @Option(
        name: .long, parsing: .upToNextOption,
        help: ArgumentHelp("Not these tasks.", valueName: "selector"), completion: .selectors)
    var exclude: [String] = []

    /// Those of what is meant; none for all.
    var selectors: [String] { words + only }

    /// Whether nothing is said, so that all is meant.
    var isEmpty: Bool { selectors.isEmpty && exclude.isEmpty }

    /// Refuses a word that was meant as the verb.
    func refuseVerbs(in graph: Graph) throws {
        let verbs = Driver.configuration.subcommands.compactMap { $0.configuration.commandName }
        for word in words where verbs.contains(word) && !graph.nodes.contains(where: { $0.name == word }) {
            throw DriverError(.usage, "'\(word)' is a verb, and the verb comes first: driver \(word) …")
        }
    }
}

/// As above, for a verb that does something to what is selected: it says so.
struct NamedSelectionOptions: ParsableArguments {
    @OptionGroup var choice: SelectionOptions

    func validate() throws {
        guard choice.selectors.isEmpty else { return }
        throw ValidationError("Missing expected argument '<selector> ...': '*' means all tasks.")
    }
}

/// The one task that a verb is about.
struct TaskOptions: ParsableArguments {
    @ArgumentParser.Argument(help: ArgumentHelp("The task; the same as --only.", valueName: "task"), completion: .tasks)
    private var word: String?

    @Option(name: .long, help: ArgumentHelp("The task.", valueName: "task"), completion: .tasks)
    private var only: String?

    var task: String { word ?? only ?? "" }

    func validate() throws {
        if word == nil, only == nil { throw ValidationError("Missing expected argument '<task>'") }
        if word != nil, only != nil {
            throw ValidationError("a task stands alone, and another after --only: name one of them.")
        }
    }
}
