/// Does nothing and succeeds: a point for others to wait for.
public struct NoOp: Operator {
    public init() {}

    public var invocation: Invocation { .nothing }
}
