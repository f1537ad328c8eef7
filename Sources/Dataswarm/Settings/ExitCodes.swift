/// Exit codes of a process: one, several, or none.
///
/// ```swift
/// skipOn: 99
/// skipOn: [99, 100]
/// skipOn: []                                          // none, whatever the layers below say
/// ```
public struct ExitCodes: Hashable, Sendable {
    /// In ascending order, each once; those that an exit can have are from 1 to 255, beside 0 for success.
    public let codes: [Int]

    public init(_ codes: [Int]) { self.codes = Set(codes).sorted() }

    /// Whether a code is among them.
    public func contains(_ code: Int32) -> Bool { codes.contains(Int(code)) }
}

extension ExitCodes: ExpressibleByIntegerLiteral, ExpressibleByArrayLiteral {
    public init(integerLiteral code: Int) { self.init([code]) }

    public init(arrayLiteral codes: Int...) { self.init(codes) }
}
