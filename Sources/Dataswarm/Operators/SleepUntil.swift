/// Waits until a moment that is reckoned from the ds: `SleepUntil(.ds + 1.days, at: 6, 30, in: "Europe/Berlin")`.
///
/// It holds no slot while it waits. A time that a change of the clocks skips is taken as the moment of the change, and of
/// one that comes twice the first.
public struct SleepUntil: Operator {
    let ds: DatestampMacro
    let seconds: Int
    let timeZone: String

    /// - Parameters:
    ///   - ds: the day, or the month's first day.
    ///   - hour: from 0 to 23; 0 unless told.
    ///   - minute: from 0 to 59; 0 unless told.
    ///   - timeZone: a name of the IANA database; `UTC` unless told.
    public init(_ ds: DatestampMacro, at hour: Int = 0, _ minute: Int = 0, in timeZone: String = "UTC") {
        self.ds = ds
        // Kept within what the arithmetic can hold; the graph's validation refuses what is no time of day.
        self.seconds = min(max(hour, -1), 24) * 3_600 + min(max(minute, -60), 60) * 60
        self.timeZone = timeZone
    }

    public var invocation: Invocation {
        .probe(Probe(.time(steps: ds.steps, seconds: seconds, timeZone: timeZone), every: .seconds(30)))
    }
}
