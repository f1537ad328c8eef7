public import PipelineRecord
public import Testing

/// A behaviour that every store must have, told as a story about one that is empty in the beginning.
public struct Behaviour: Sendable {
    public let name: String
    private let story: @Sendable (StoreOpening) async throws -> Void

    init(_ name: String, _ story: @escaping @Sendable (StoreOpening) async throws -> Void) {
        self.name = name
        self.story = story
    }

    /// Records an issue for everything that the store does otherwise, within the test that calls it.
    public func check(_ open: @escaping StoreOpening) async throws { try await story(open) }
}

/// Opens a store that was empty when it was opened first: each call gives another handle on the same one.
public typealias StoreOpening = @Sendable () async throws -> any RunStore

extension Behaviour: CustomTestStringConvertible {
    public var testDescription: String { name }
}
