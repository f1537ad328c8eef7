import PipelineEngine

/// Attempts that say when the first of them begins, and go on until they are let go.
final class HeldWork: Sendable {
    private let gate = Gate()
    private let beginning = Gate()

    /// Returns once one has begun.
    func begins() async { await beginning.pass() }

    func letGo() { gate.open() }

    /// What starts them.
    ///
    /// - Parameters:
    ///   - task: the only one whose attempts are held; all are where it is `nil`.
    ///   - end: how those end that were held; all others succeed.
    func launcher(_ task: String? = nil, ending end: AttemptEnd = .exited(0)) -> ScriptedLauncher {
        ScriptedLauncher(work: { [self] attempt in
            guard task == nil || attempt.task == task else { return .exited(0) }
            beginning.open()
            await gate.pass()
            return end
        })
    }
}
