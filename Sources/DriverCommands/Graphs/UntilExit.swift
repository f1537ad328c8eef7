/// What is kept until the program ends, because the system takes it back in one go: to take a graph of 100,000 tasks
/// apart, piece by piece, takes as long as it takes to print a third of it.
enum UntilExit {
    private final class Box<Value> {
        let value: Value
        init(_ value: Value) { self.value = value }
    }

    /// Only for what lives until the command ends: each call leaks.
    static func keep<Value>(_ value: Value) { _ = Unmanaged.passRetained(Box(value)) }
}
