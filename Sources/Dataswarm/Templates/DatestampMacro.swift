/// The ds that a run is for, and what can be reckoned from it: `\(.ds)`, `\(.ds - 6.days)`, `\(.ds.start(of: .month), .compact)`.
public struct DatestampMacro: Macro, Hashable, Sendable {
    /// What leads from the ds to this value, in order.
    public let steps: [DatestampStep]

    public var piece: Piece { .datestamp(steps, .standard) }

    /// The first day of the week (Monday), month, quarter or year.
    public func start(of unit: CalendarUnit) -> DatestampMacro { adding(.start(unit)) }

    /// The last day of the week (Sunday), month, quarter or year.
    public func end(of unit: CalendarUnit) -> DatestampMacro { adding(.end(unit)) }

    public static func + (ds: DatestampMacro, shift: DatestampShift) -> DatestampMacro { ds.adding(.shift(shift)) }

    public static func - (ds: DatestampMacro, shift: DatestampShift) -> DatestampMacro { ds.adding(.shift(-shift)) }

    private func adding(_ step: DatestampStep) -> DatestampMacro { DatestampMacro(steps: steps + [step]) }
}

extension ArgumentPart where Self == DatestampMacro {
    /// The datestamp that the run is for.
    public static var ds: DatestampMacro { DatestampMacro(steps: []) }
}
