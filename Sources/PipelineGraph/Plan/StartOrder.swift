/// What starts first among tasks that are ready: the higher priority, then the earlier datestamp of a range, then the longer way
/// still to go, then the order of the graph. The plan's order and the engine's queue are one.
public struct StartOrder: Comparable, Hashable, Sendable {
    let priority: Int
    /// The part of a run that it belongs to, where they have an order.
    let part: Int
    let height: Int
    /// Its place in the order of the graph or of the plan.
    public let place: Int

    public init(priority: Int, part: Int = 0, height: Int, place: Int) {
        self.priority = priority
        self.part = part
        self.height = height
        self.place = place
    }

    /// Whether `first` starts before `second`.
    public static func < (first: StartOrder, second: StartOrder) -> Bool {
        if first.priority != second.priority { return first.priority > second.priority }
        if first.part != second.part { return first.part < second.part }
        if first.height != second.height { return first.height > second.height }
        return first.place < second.place
    }
}

/// A priority queue: the least element comes out first. A binary heap (Williams, 1964).
public struct Heap<Element: Comparable> {
    private var elements: [Element] = []

    public init() {}

    public var isEmpty: Bool { elements.isEmpty }
    public var count: Int { elements.count }
    public var first: Element? { elements.first }

    public mutating func insert(_ element: Element) {
        elements.append(element)
        var child = elements.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            if elements[parent] < elements[child] || elements[parent] == elements[child] { break }
            elements.swapAt(parent, child)
            child = parent
        }
    }

    public mutating func popFirst() -> Element? {
        guard let first = elements.first else { return nil }
        let last = elements.removeLast()
        if elements.isEmpty { return first }
        elements[0] = last
        var parent = 0
        while true {
            let left = 2 * parent + 1
            if left >= elements.count { break }
            let right = left + 1
            let child = right < elements.count && elements[right] < elements[left] ? right : left
            if elements[parent] < elements[child] { break }
            elements.swapAt(parent, child)
            parent = child
        }
        return first
    }
}
