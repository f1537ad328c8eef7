import PipelineRecord

/// Which resources a plan creates and destroys.
///
/// Planning goes through all resources of selected tasks; which of them are needed is known only when it is known which
/// tasks run. This takes out the rest, and puts in what an earlier run has left.
struct PlannedResources {
    private(set) var items: [PlanItem]
    private let kept: Set<TaskKey>

    /// - Parameters:
    ///   - items: tasks and groups with the steps of all resources that they may use.
    ///   - leftovers: destructions of what an earlier run has left, which wait for nothing.
    ///   - kept: what the run itself has created before, and is to destroy even if nothing uses it any more.
    init(_ items: [PlanItem], leftovers: [PlanItem], kept: Set<TaskKey> = []) {
        self.items = items
        self.kept = kept
        chooseUsers()
        drop()
        if !leftovers.isEmpty { insert(leftovers) }
    }

    /// Leaves uses to the tasks that run, and lets each destruction wait for these.
    private mutating func chooseUsers() {
        var users: [Int: [Int]] = [:]
        for place in items.indices where !items[place].uses.isEmpty {
            if items[place].runs {
                for creation in items[place].uses { users[creation, default: []].append(place) }
            } else {
                items[place].uses = []
            }
        }
        for place in items.indices {
            guard let role = items[place].resource else { continue }
            switch role.kind {
            case .create:
                let otherwise = isKept(place) ? Decision.run(.usersEnd) : .skip
                items[place].decision = users[place].map { .run(.used(items[$0[0]].name)) } ?? otherwise
            case .destroy:
                guard let creation = role.creation,
                    let users = users[creation] ?? (isKept(place) ? [] : nil)
                else {
                    items[place].decision = .skip
                    continue
                }
                items[place].decision = .run(.usersEnd)
                items[place].upstream = [creation] + users
            }
        }
    }

    private func isKept(_ place: Int) -> Bool {
        !kept.isEmpty && kept.contains(TaskKey(items[place].subject, ds: items[place].key.ds))
    }

    /// Takes out the steps of resources that nobody needs. Nothing leads to them any more.
    private mutating func drop() {
        guard items.contains(where: { $0.resource != nil && !$0.runs }) else { return }
        var places = [Int](repeating: -1, count: items.count)
        var kept: [PlanItem] = []
        kept.reserveCapacity(items.count)
        for (place, item) in items.enumerated() where item.resource == nil || item.runs {
            places[place] = kept.count
            kept.append(item)
        }
        items = kept
        move { places[$0] }
    }

    /// Puts what is left before everything else. What is to be created anew waits for its destruction.
    private mutating func insert(_ leftovers: [PlanItem]) {
        move { $0 + leftovers.count }
        items = leftovers + items
        for place in items.indices where items[place].resource?.kind == .create {
            let (name, ds) = (items[place].resource?.name, items[place].ds)
            if let leftover = leftovers.firstIndex(where: { $0.resource?.name == name && $0.ds == ds }) {
                items[place].upstream.append(leftover)
            }
        }
    }

    private mutating func move(_ newPlace: (Int) -> Int) {
        for place in items.indices {
            items[place].upstream = items[place].upstream.map(newPlace)
            if !items[place].uses.isEmpty { items[place].uses = items[place].uses.map(newPlace) }
            if let creation = items[place].resource?.creation { items[place].resource?.creation = newPlace(creation) }
        }
    }
}
