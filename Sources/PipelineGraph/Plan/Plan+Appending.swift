public import PipelineRecord

extension Plan {
    /// Puts the items of another plan behind its own, which stay where they are.
    ///
    /// A limit that both have by the same name is one limit over the items of both.
    ///
    /// - Parameter place: of an item here that is for a key which the other plan waits for; `nil` where it has ended.
    /// - Returns: the places of what came.
    public mutating func append(_ other: Plan, _ place: (TaskKey) -> Int? = { _ in nil }) -> Range<Int> {
        let offset = items.count
        let places = other.limits.map { limit in
            if let known = limits.firstIndex(where: { $0.name == limit.name }) { return known }
            limits.append(limit)
            return limits.count - 1
        }
        for item in other.items {
            var item = item
            item.upstream = item.upstream.map { $0 + offset } + item.across.compactMap(place)
            if !item.uses.isEmpty { item.uses = item.uses.map { $0 + offset } }
            if let creation = item.resource?.creation { item.resource?.creation = creation + offset }
            if !item.limits.isEmpty { item.limits = item.limits.map { places[$0] } }
            items.append(item)
        }
        warnings += other.warnings
        return offset..<items.count
    }
}
