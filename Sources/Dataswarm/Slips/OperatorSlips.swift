@available(
    *, unavailable, message: "a text does not say how it is executed: Shell(\"…\"), or SQLite(\"…\", database: \"…\")"
)
extension String: Operator {
    public var invocation: Invocation { NoOp().invocation }
}
