import PipelineGraph

/// The slots that are in use, and who waits for one.
///
/// An item counts against the jobs of the run and against any number of limits: its pools', and that of each group
/// around it. It starts when there is room in all of them at once, and holds nothing before then.
///
/// Who finds a limit full stands in that limit's own queue, so that 10,000 items of one limit are not looked at each time
/// an item of another ends: only the first of a queue is called, when there is room for it. In a queue nobody overtakes,
/// so that an item that needs many slots is not starved by small ones. One that is called and finds another limit full
/// stands there, too, and keeps its place: it is held up once by each limit at most, and what comes later waits behind
/// it. The first of all who wait is kept by nothing but what runs, so that they never keep each other for good.
struct SlotTable {
    private let jobs: Int
    /// The slots of each limit.
    private(set) var limits: [Int] = []
    /// Which of the limits are pools that have no slot left for this run, as the store has said, for others have them.
    private var isBlocked: [Bool] = []
    /// What each item counts against.
    private var uses: ArraySlice<[SlotUse]> = []
    private var jobsInUse = 0
    private var slotsInUse: [Int] = []
    /// Those to be looked at.
    private var ready = Heap<StartOrder>()
    private var isReady: ArraySlice<Bool> = []
    /// Those who wait for each limit. The first of a queue has not been withdrawn.
    private var queues: [Heap<StartOrder>] = []
    /// The limits in whose queues an item stands.
    private var standing: [Int: [Int]] = [:]
    private var isWithdrawn: ArraySlice<Bool> = []
    /// How often it was looked whether there is room for an item.
    private(set) var looks = 0

    init(jobs: Int) { self.jobs = max(jobs, 1) }

    init(jobs: Int, limits: [Int], uses: [[SlotUse]]) {
        self.init(jobs: jobs)
        for limit in limits { _ = addLimit(limit) }
        add(uses)
    }

    /// - Returns: its place among the limits.
    mutating func addLimit(_ slots: Int) -> Int {
        limits.append(slots)
        isBlocked.append(false)
        slotsInUse.append(0)
        queues.append(Heap())
        return limits.count - 1
    }

    /// Adds items with what each counts against.
    mutating func add(_ more: [[SlotUse]]) {
        uses += more
        isReady += repeatElement(false, count: more.count)
        isWithdrawn += repeatElement(false, count: more.count)
    }

    /// Whether nothing holds a slot.
    var isIdle: Bool { jobsInUse == 0 }

    /// Lets go of all items before a place: none of them stands in line any more, but for those that have been withdrawn.
    mutating func forget(before place: Int) {
        uses = uses[place...]
        isReady = isReady[place...]
        isWithdrawn = isWithdrawn[place...]
    }

    private func isGone(_ order: StartOrder) -> Bool { order.place < uses.startIndex || isWithdrawn[order.place] }

    /// Keeps all back that need a limit, until it is unblocked.
    mutating func block(_ limit: Int) { isBlocked[limit] = true }

    mutating func unblock(_ limit: Int) {
        guard isBlocked[limit] else { return }
        isBlocked[limit] = false
        callFirst(of: limit)
    }

    /// Takes slots for an item that holds them already, whether there is room or not.
    mutating func occupy(_ item: Int) {
        jobsInUse += 1
        for use in uses[item] { slotsInUse[use.limit] += use.slots }
    }

    /// Puts an item in line; one that stands there already stays where it is.
    mutating func enqueue(_ order: StartOrder) {
        isWithdrawn[order.place] = false
        if standing[order.place] == nil { call(order) }
    }

    /// Takes an item out of line, if it is there.
    mutating func withdraw(_ item: Int) {
        guard isReady[item] || standing[item] != nil else { return }
        isWithdrawn[item] = true
        for limit in standing[item] ?? [] { callFirst(of: limit) }
    }

    /// The next item that there is room for, with its slots taken.
    mutating func next() -> Int? {
        guard jobsInUse < jobs else { return nil }
        while let order = ready.popFirst() {
            if order.place < uses.startIndex { continue }
            isReady[order.place] = false
            if !isWithdrawn[order.place], take(order) { return order.place }
        }
        return nil
    }

    /// Gives the slots of an item back.
    mutating func release(_ item: Int) {
        jobsInUse -= 1
        for use in uses[item] { slotsInUse[use.limit] -= use.slots }
        for use in uses[item] { callFirst(of: use.limit) }
    }

    /// How many slots of a limit are in use.
    func inUse(of limit: Int) -> Int { slotsInUse[limit] }

    private mutating func take(_ order: StartOrder) -> Bool {
        let item = order.place
        if uses[item].isEmpty {
            jobsInUse += 1
            return true
        }
        looks += 1
        let full = uses[item].filter { !hasRoom(for: $0) || queues[$0.limit].first.map { $0 < order } ?? false }
        if !full.isEmpty {
            for use in full where !(standing[item]?.contains(use.limit) ?? false) {
                standing[item, default: []].append(use.limit)
                queues[use.limit].insert(order)
            }
            return false
        }
        jobsInUse += 1
        for use in uses[item] { slotsInUse[use.limit] += use.slots }
        // Wherever it stands it is the first, or it would have to wait.
        for limit in standing.removeValue(forKey: item) ?? [] { _ = queues[limit].popFirst() }
        for use in uses[item] { callFirst(of: use.limit) }
        return true
    }

    /// Has the first of a queue looked at, if there is room for it.
    private mutating func callFirst(of limit: Int) {
        while let first = queues[limit].first, isGone(first) {
            _ = queues[limit].popFirst()
            standing[first.place]?.removeAll { $0 == limit }
            if standing[first.place]?.isEmpty ?? false { standing[first.place] = nil }
        }
        guard let first = queues[limit].first, let use = uses[first.place].first(where: { $0.limit == limit }),
            hasRoom(for: use)
        else { return }
        call(first)
    }

    private mutating func call(_ order: StartOrder) {
        if isReady[order.place] { return }
        isReady[order.place] = true
        ready.insert(order)
    }

    private func hasRoom(for use: SlotUse) -> Bool {
        !isBlocked[use.limit] && use.slots <= limits[use.limit] - slotsInUse[use.limit]
    }
}

/// A limit that an item counts against, and how many of its slots it takes; never more than it has.
struct SlotUse: Hashable {
    let limit: Int
    let slots: Int
}
