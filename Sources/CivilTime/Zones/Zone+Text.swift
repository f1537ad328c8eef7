import Dataswarm

extension Zone {
    /// A moment as the zone's clocks show it, to the minute: `2016-04-27 07:00`.
    public func text(of moment: Moment) -> String {
        let minute = local(at: moment).dividedFloor(by: 60)
        let day = minute.dividedFloor(by: 1_440)
        guard let ds = try? Datestamp(dayNumber: Int(day)) else { return "\(moment.seconds)" }
        func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let minuteOfDay = minute - day * 1_440
        return "\(ds) \(two(minuteOfDay / 60)):\(two(minuteOfDay % 60))"
    }
}
