import Dataswarm

/// The settings of the tasks of a plan, all layers merged.
enum MergedSettings {
    /// The settings of each included task; neighbours that say the same share one value.
    static func of(_ graph: Graph, _ included: [Bool], _ overrides: Settings) -> [SharedSettings?] {
        let hasOverrides = overrides != Settings()
        var merged = [SharedSettings?](repeating: nil, count: graph.nodes.count)
        var last: (base: SharedSettings, own: SharedSettings?, merged: SharedSettings)?
        for pipeline in graph.pipelines {
            for index in pipeline.nodes where included[index] && !graph.nodes[index].isGroup {
                let base = pipeline.bases[graph.nodes[index].base]
                let own = graph.nodes[index].body.settings
                if own == nil && !hasOverrides {
                    merged[index] = base
                } else if let last, last.base === base, last.own === own {
                    merged[index] = last.merged
                } else {
                    let value = graph.settings(of: index)
                    let shared = SharedSettings(hasOverrides ? value.overridden(by: overrides) : value)
                    merged[index] = shared
                    last = (base, own, shared)
                }
            }
        }
        return merged
    }
}
