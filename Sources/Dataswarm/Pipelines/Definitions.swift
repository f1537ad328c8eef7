/// The explicit list of what a package defines: its pools and its pipelines.
///
/// ```swift
/// public let definitions = Definitions(
///     pools: [Pool("hive", slots: 4)],
///     pipelines: [catGIFs] + replications(of: ["visits", "orders"]))
/// ```
public struct Definitions: Sendable {
    public let pools: [Pool]
    public let pipelines: [Pipeline]

    public init(pools: [Pool] = [], pipelines: [Pipeline]) {
        self.pools = pools
        self.pipelines = pipelines
    }

    /// The graph as canonical JSON with its hash: the same definitions give the same bytes.
    public var graphJSON: [UInt8] { GraphWriter.write(pools: pools, pipelines: pipelines) }
}
