// How the other tools say settings, as sentences of the compiler that say how they are said here.
//
// `Duration` is Swift's own. What is said of it here takes nothing from those that give it literals of their own: a conformance
// that is unavailable is the last that the compiler considers.

// swift-format-ignore: AvoidRetroactiveConformances
@available(*, unavailable, message: "a time has a unit: .seconds(60), .minutes(10), .hours(2)")
extension Duration: @retroactive ExpressibleByIntegerLiteral {
    public init(integerLiteral seconds: Int) { self = .zero }
}

// swift-format-ignore: AvoidRetroactiveConformances
@available(*, unavailable, message: "a time has a unit: .seconds(60), .minutes(10), .hours(2)")
extension Duration: @retroactive ExpressibleByFloatLiteral {
    public init(floatLiteral seconds: Double) { self = .zero }
}

// swift-format-ignore: AvoidRetroactiveConformances
@available(*, unavailable, message: "a time is no text: .seconds(60), .minutes(10), .hours(2)")
extension Duration: @retroactive ExpressibleByExtendedGraphemeClusterLiteral {}
// swift-format-ignore: AvoidRetroactiveConformances
@available(*, unavailable, message: "a time is no text: .seconds(60), .minutes(10), .hours(2)")
extension Duration: @retroactive ExpressibleByUnicodeScalarLiteral {}
// swift-format-ignore: AvoidRetroactiveConformances
@available(*, unavailable, message: "a time is no text: .seconds(60), .minutes(10), .hours(2)")
extension Duration: @retroactive ExpressibleByStringLiteral {
    public init(stringLiteral text: String) { self = .zero }
}

@available(*, unavailable, message: "a pause has a unit: .fixed(.seconds(60)), or .exponential(from: .seconds(10))")
extension Backoff: ExpressibleByIntegerLiteral {
    public init(integerLiteral seconds: Int) { self = .none }
}

extension Backoff {
    @available(*, unavailable, message: "write .fixed(.seconds(60)), or .exponential(from: .seconds(10))")
    public static func seconds(_ count: Int) -> Backoff { .none }

    @available(*, unavailable, message: "write .fixed(.minutes(5)), or .exponential(from: .seconds(10))")
    public static func minutes(_ count: Int) -> Backoff { .none }
}

@available(
    *, unavailable,
    message: "a rule is no text: .allSucceeded, .allDone, .oneSucceeded, .oneFailed, .noneFailed or .always"
)
extension TriggerRule: ExpressibleByStringLiteral {
    public init(stringLiteral name: String) { self = .always }
}

/// Airflow's names of the same rules, and of those that are not here.
extension TriggerRule {
    // swift-format-ignore: AlwaysUseLowerCamelCase
    @available(*, unavailable, renamed: "allSucceeded")
    public static var all_success: TriggerRule { .allSucceeded }
    @available(*, unavailable, renamed: "allSucceeded")
    public static var allSuccess: TriggerRule { .allSucceeded }
    // swift-format-ignore: AlwaysUseLowerCamelCase
    @available(*, unavailable, renamed: "allDone")
    public static var all_done: TriggerRule { .allDone }
    // swift-format-ignore: AlwaysUseLowerCamelCase
    @available(*, unavailable, renamed: "oneSucceeded")
    public static var one_success: TriggerRule { .oneSucceeded }
    @available(*, unavailable, renamed: "oneSucceeded")
    public static var oneSuccess: TriggerRule { .oneSucceeded }
    // swift-format-ignore: AlwaysUseLowerCamelCase
    @available(*, unavailable, renamed: "oneFailed")
    public static var one_failed: TriggerRule { .oneFailed }
    // swift-format-ignore: AlwaysUseLowerCamelCase
    @available(*, unavailable, renamed: "noneFailed")
    public static var none_failed: TriggerRule { .noneFailed }
}
