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
        // What is no time of day becomes -1, which the graph's validation refuses.
        let isTime = (0...23).contains(hour) && (0...59).contains(minute)
        self.seconds = isTime ? hour * 3_600 + minute * 60 : -1
        self.timeZone = timeZone
    }

    public var invocation: Invocation {
        .probe(Probe(.time(steps: ds.steps, seconds: seconds, timeZone: timeZone), every: .seconds(30)))
    }
}
