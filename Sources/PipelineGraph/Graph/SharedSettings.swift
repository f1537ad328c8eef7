import Dataswarm

/// Settings that many tasks share: one takes a few hundred bytes, and a graph has 100,000 tasks.
final class SharedSettings: Sendable {
    let value: Settings

    init(_ value: Settings) { self.value = value }

    static let none = SharedSettings(Settings())
}
