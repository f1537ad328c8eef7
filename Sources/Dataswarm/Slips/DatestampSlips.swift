// How the other tools say datestamps, as sentences of the compiler that say how it is said here.

@available(*, unavailable, message: "a macro begins with a dot: \\(.ds)")
public var ds: DatestampMacro { .ds }

@available(*, unavailable, message: "a distance has a unit: .ds - 1.days, .ds - 1.hours or .ds - 1.months")
extension DatestampShift: ExpressibleByIntegerLiteral {
    public init(integerLiteral count: Int) { self.init(count, .days) }
}

@available(
    *, unavailable,
    message:
        "a format has a name: \\(.ds, .compact), .year, .month, .day, .hour, .isoWeek, .dayOfYear, .quarter or .monthly"
)
extension DatestampFormat: ExpressibleByStringLiteral {
    public init(stringLiteral pattern: String) { self = .standard }
}
