import ArgumentParser

/// Whose output a run shows beside what it says itself.
enum OutputMode: String, CaseIterable, ExpressibleByArgument {
    /// Every line of every task, as it comes.
    case all
    /// At the end, the last lines of what failed.
    case failed
    case none
}
