import PipelineGraph
public import PipelineRecord

/// Items for what another item of the run is for already: whoever extends a run may ask for what is under way in it.
///
/// The store tells runs apart, and not what two items of one run do. So the later one waits until the earlier has come to
/// its end, and then finds on record what has become of it.
extension Engine {
    /// The items that have not come to an end, by key, of which the last counts.
    func openItems() -> OpenItems {
        var open = OpenItems()
        if isFinished { return open }
        for index in items.indices where !plan.items[index].isGroup && !items[index].state.isFinal {
            let item = plan.items[index]
            if item.resource?.isLeftover ?? false {
                open.leftovers[item.key] = index
            } else {
                open.others[item.key] = index
            }
        }
        return open
    }

    /// The tasks that have not come to an end, by key.
    public var openTasks: [TaskKey: Int] {
        openItems().others.filter { plan.items[$0.value].resource == nil }
    }

    mutating func follow(_ places: Range<Int>, after open: OpenItems) {
        if open.isEmpty { return }
        for index in places where !plan.items[index].isGroup {
            let key = followedKey(of: index)
            // What another run has left is destroyed before anything else of the resource begins.
            let isLeftover = plan.items[index].resource?.isLeftover ?? false
            guard let earlier = (isLeftover ? nil : open.others[key]) ?? open.leftovers[key] else { continue }
            predecessors[index] = earlier
            parts[items[index].part].refer(to: earlier)
            followers[earlier, default: []].append(index)
        }
    }

    /// What must have come to its end before an item begins: a resource is created anew once it is destroyed.
    private func followedKey(of index: Int) -> TaskKey {
        let key = plan.items[index].key
        guard let role = plan.items[index].resource, role.kind == .create else { return key }
        return TaskKey("\(role.name).destroy", ds: key.ds)
    }

    /// Items that have not come to an end, by key.
    struct OpenItems {
        /// Destructions of what other runs have left.
        var leftovers: [TaskKey: Int] = [:]
        var others: [TaskKey: Int] = [:]

        var isEmpty: Bool { leftovers.isEmpty && others.isEmpty }
    }

    /// Whether another item of the run is for the same, and has not come to its end: what becomes of this one before then is
    /// not to be recorded.
    public func isPreceded(_ index: Int) -> Bool {
        if predecessors.isEmpty { return false }
        return predecessors[index].map { !items[$0].state.isFinal } ?? false
    }
}
