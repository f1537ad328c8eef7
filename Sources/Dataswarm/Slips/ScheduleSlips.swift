// How the other tools say when, as sentences of the compiler that say how it is said here.

@available(
    *, unavailable, message: "a schedule is no text: .hourly, .daily, .weekly, .monthly, or .cron(\"0 5 * * *\")"
)
extension Schedule: ExpressibleByStringLiteral {
    public init(stringLiteral text: String) { self = .never }
}

@available(*, unavailable, message: "where there is no schedule, leave it out, or write .never")
extension Schedule: ExpressibleByNilLiteral {
    public init(nilLiteral: ()) { self = .never }
}

extension Schedule {
    @available(
        *, unavailable,
        message:
            "a time of day has hours and minutes, .daily.at(\"07:00\"), and the end of an hour minutes after it, .hourly.at(minutesAfter: 15)"
    )
    public func at(_ hour: Int) -> Schedule { self }
}

extension Pipeline {
    @available(*, unavailable, message: "a schedule has its beginning: schedule: .daily.starting(\"2016-04-26\")")
    public convenience init(
        _ name: String, schedule: Schedule = .never, start_date: Any, @PipelineBuilder content: () -> [Statement]
    ) { self.init(name, content: content) }

    @available(*, unavailable, message: "a schedule has its beginning: schedule: .daily.starting(\"2016-04-26\")")
    public convenience init(
        _ name: String, start_date: Any, schedule: Schedule = .never, @PipelineBuilder content: () -> [Statement]
    ) { self.init(name, content: content) }
}
