public import PipelineRecord

/// The plans that a run has taken up, one behind the other.
///
/// Items keep their places for good; those of the first plans can be let go of once nothing asks for them any more, so that a
/// run of 100,000 datestamps is no larger than what is under way.
public struct RunPlan: Sendable {
    public private(set) var items: ArraySlice<PlanItem>
    /// How many of the tasks of a pipeline or a group may be under way at a time.
    public private(set) var limits: [TaskLimit]

    public init(_ plan: Plan) {
        items = plan.items[...]
        limits = plan.limits
    }

    /// Puts the items of another plan behind its own, which stay where they are.
    ///
    /// A limit that both have by the same name is one limit over the items of both.
    ///
    /// - Parameter place: of an item here that is for a key which the other plan waits for; `nil` where it has ended.
    /// - Returns: the places of what came.
    public mutating func append(_ other: Plan, _ place: (TaskKey) -> Int? = { _ in nil }) -> Range<Int> {
        let offset = items.endIndex
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
        return offset..<items.endIndex
    }

    /// Lets go of all items before a place.
    public mutating func forget(before place: Int) { items = items[max(place, items.startIndex)...] }
}
