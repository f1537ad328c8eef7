import PipelineGraph
import PipelineRecord

extension Style {
    /// A text about a standing in its colour.
    func colored(_ standing: Standing, _ text: String) -> String {
        switch standing {
        case .recorded(let state): colored(state, text)
        case .stale: yellow(text)
        case .partlyDone: text
        case .notRun, .notScheduled: faint(text)
        }
    }
}

extension Standing {
    /// One character for a grid.
    var symbol: String {
        switch self {
        case .notScheduled: " "
        case .notRun: "·"
        case .partlyDone: "p"
        case .stale: "~"
        case .recorded(let state): state.symbol
        }
    }

    /// What it says in a list.
    var phrase: String {
        switch self {
        case .notScheduled: "not scheduled"
        case .notRun: "-"
        case .partlyDone: "partly done"
        case .stale: "succeeded, stale"
        case .recorded(let state): state.rawValue
        }
    }

    /// What the symbols mean, in the order in which they are explained.
    static let legend: [(symbol: String, meaning: String)] = [
        ("✓", "succeeded"), ("~", "stale"), ("p", "partly done"), ("✗", "failed"), ("u", "upstream failed"),
        ("s", "skipped"),
        ("c", "cancelled"), ("?", "lost"), ("r", "running"), ("w", "waiting"), ("·", "nothing"),
        (" ", "not scheduled"),
    ]

    /// The symbols of a grid and what they mean, those alone that occur.
    static func legend(of occurring: Set<Standing>) -> [String] {
        let symbols = Set(occurring.map(\.symbol))
        return legend.filter { symbols.contains($0.symbol) }
            .map { "\($0.symbol == " " ? "(blank)" : $0.symbol) \($0.meaning)" }
    }
}
