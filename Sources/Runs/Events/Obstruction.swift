/// What a task waits for that others have.
public enum Obstruction: Hashable, Sendable {
    /// Another run has claimed the task, since a moment.
    case run(Int64, since: Int64)
    /// Other runs have the slots of a pool, or stand before it.
    case pool(String, runs: Set<Int64>)

    /// As a sentence has it.
    public var phrase: String {
        switch self {
        case .run(let run, _): "run \(run), which has claimed it"
        case .pool(let pool, let runs) where runs.isEmpty: "a slot of the pool \(pool)"
        case .pool(let pool, let runs):
            "a slot of the pool \(pool), which \(runs.count == 1 ? "run" : "runs") "
                + runs.sorted().prefix(3).map(String.init).joined(separator: ", ")
                + (runs.count > 3 ? " and more" : "") + " \(runs.count == 1 ? "has" : "have")"
        }
    }
}
