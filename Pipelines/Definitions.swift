public import Dataswarm

/// All that this package defines: `driver` knows what is listed here, and nothing else.
public let definitions = Definitions(
    pools: [
        // Whoever comes second finds the data there and downloads nothing.
        Pool("downloads", slots: 1),
        Pool("disk", slots: 2),
        Pool("replication", slots: 2),
    ],
    pipelines: [catGIFs, flights] + flightsReplications
)
