/// A type that a ``Parameter`` can have.
public protocol ParameterValue: Hashable, Sendable {
    static var parameterType: ParameterType { get }
    /// The value, in the spelling that `--set` takes.
    var parameterText: String { get }
}

/// A type whose values may stand in a script: they cannot become code.
public protocol ScriptParameterValue: ParameterValue {}

/// An enumeration of words, as the type of a ``Parameter``. Its raw values are what `--set` takes and what stands in a script.
///
/// ```swift
/// enum Country: String, ParameterChoice { case germany = "DE", france = "FR" }
/// let country = Parameter<Country>("country", default: .germany)
/// ```
public protocol ParameterChoice: ScriptParameterValue, CaseIterable, RawRepresentable where RawValue == String {}

extension ParameterChoice {
    public static var parameterType: ParameterType { .choice(allCases.map(\.rawValue)) }
    public var parameterText: String { rawValue }
}

extension Int: ScriptParameterValue {
    public static var parameterType: ParameterType { .integer }
    public var parameterText: String { String(self) }
}

extension Bool: ScriptParameterValue {
    public static var parameterType: ParameterType { .boolean }
    public var parameterText: String { String(self) }
}

extension Datestamp: ScriptParameterValue {
    public static var parameterType: ParameterType { .datestamp }
    public var parameterText: String { description }
}

extension Identifier: ScriptParameterValue {
    public static var parameterType: ParameterType { .identifier }
    public var parameterText: String { name }
}

extension String: ParameterValue {
    public static var parameterType: ParameterType { .text }
    public var parameterText: String { self }
}

@available(
    *, unavailable,
    message: "a text parameter in a script could become code: pass it as an argument or an environment variable"
)
extension String: ScriptParameterValue {}
