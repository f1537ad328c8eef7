import PipelineGraph
import PipelineRecord

/// Items for what another item of the run is for already: whoever extends a run may ask for what is under way in it.
///
/// The store tells runs apart, and not what two items of one run do. So the later one waits until the earlier has come to
/// its end, and then finds on record what has become of it.
extension Engine {
    /// The items that have not come to an end, by key, of which the last counts.
    func openItems() -> [TaskKey: Int] {
        if isFinished { return [:] }
        var found: [TaskKey: Int] = [:]
        for index in items.indices where !plan.items[index].isGroup && !items[index].state.isFinal {
            // What another run has left is destroyed before anything else of the resource begins.
            if plan.items[index].resource?.isLeftover ?? false { continue }
            found[plan.items[index].key] = index
        }
        return found
    }

    mutating func follow(_ places: Range<Int>, after open: [TaskKey: Int]) {
        if open.isEmpty { return }
        for index in places where !plan.items[index].isGroup {
            guard let earlier = open[followedKey(of: index)], !(plan.items[index].resource?.isLeftover ?? false) else {
                continue
            }
            predecessors[index] = earlier
            followers[earlier, default: []].append(index)
        }
    }

    /// What must have come to its end before an item begins: a resource is created anew once it is destroyed.
    private func followedKey(of index: Int) -> TaskKey {
        let key = plan.items[index].key
        guard let role = plan.items[index].resource, role.kind == .create else { return key }
        return TaskKey("\(role.name).destroy", ds: key.ds)
    }

    /// Whether another item of the run is for the same, and has not come to its end: what becomes of this one before then is
    /// not to be recorded.
    public func isPreceded(_ index: Int) -> Bool {
        if predecessors.isEmpty { return false }
        return predecessors[index].map { !items[$0].state.isFinal } ?? false
    }
}
