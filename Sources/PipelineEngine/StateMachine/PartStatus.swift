/// What the engine knows of a part of a run: of what was taken up at once.
struct PartStatus {
    /// The places of its items.
    let places: Range<Int>
    /// How many of them have come to an end.
    var ended = 0
    /// The first place that anything in it refers to.
    private(set) var oldest: Int

    init(places: Range<Int>) {
        self.places = places
        oldest = places.lowerBound
    }

    /// Whether all of it has come to an end.
    var isOver: Bool { ended == places.count }

    /// Takes note of a place in an earlier part, which must be kept as long as this one.
    mutating func refer(to place: Int) { oldest = min(oldest, place) }
}

extension Engine {
    /// The part to which an item belongs; parts are counted in the order in which they were taken up.
    public func part(of item: Int) -> Int { items[item].part }

    /// The parts that have come to an end since this was asked for last.
    public mutating func takeEndedParts() -> [Int] {
        defer { endedParts = [] }
        return endedParts
    }
}
