/// Waits until a program says yes: exit 0 is yes, 1 is not yet, and anything else fails the attempt.
///
/// It holds a slot while the program runs and none between tries.
///
/// ```swift
/// WaitUntil(Command("hive-partition-exists", "requests", "\(.ds)"), every: .minutes(5))
/// ```
public struct WaitUntil: Operator {
    let question: any Operator
    let interval: Duration

    /// - Parameters:
    ///   - question: an operator that runs a process.
    ///   - interval: the pause between two tries; a minute unless told.
    public init(_ question: any Operator, every interval: Duration = .minutes(1)) {
        self.question = question
        self.interval = interval
    }

    public var invocation: Invocation {
        switch question.invocation {
        case .process(let process): .probe(Probe(.process(process), every: interval))
        case .probe(let probe): .probe(Probe(probe.condition, every: interval))
        case .nothing: .nothing
        }
    }
}
