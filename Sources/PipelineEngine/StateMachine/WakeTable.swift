import PipelineGraph

/// The moments at which the engine has something to do by itself: a retry, a look of a probe, a timeout.
struct WakeTable {
    private var heap = Heap<Wake>()

    /// When the next one is due; in milliseconds.
    var next: Int64? { heap.first?.time }

    mutating func insert(_ wake: Wake) { heap.insert(wake) }

    /// The next one that is due.
    mutating func pop(at now: Int64) -> Wake? {
        guard let first = heap.first, first.time <= now else { return nil }
        return heap.popFirst()
    }

    /// Forgets those that come next and are no longer wanted.
    mutating func dropFirst(while isUnwanted: (Wake) -> Bool) {
        while let first = heap.first, isUnwanted(first) { _ = heap.popFirst() }
    }
}

struct Wake: Comparable {
    let time: Int64
    let item: Int
    let kind: Kind
    /// The item's token when it was set; another one by now means that it was for an earlier attempt.
    let token: Int

    enum Kind: Int {
        case retry, look, timeout
    }

    static func < (first: Wake, second: Wake) -> Bool {
        (first.time, first.item, first.kind.rawValue, first.token)
            < (second.time, second.item, second.kind.rawValue, second.token)
    }
}
