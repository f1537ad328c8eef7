import AttemptWorkspace
import PipelineEngine
import PipelineRecord
import ProcessKeeping

extension Launch {
    /// How the attempt ended, by what its keeper says.
    ///
    /// - Throws: why its process could not be started, or why an end that looks like a success is none.
    func end(of outcome: Outcome) throws(Obstacle) -> AttemptEnd {
        try Launch.masking(secrets) { () throws(Obstacle) in
            switch outcome {
            case .report(.ended(let ending)):
                // Without a filter in between, a program that could not print would have failed by itself.
                if ending.attemptEnd == .exited(0), ending.logTrouble != 0 { throw obstacle(log: ending.logTrouble) }
                return ending.attemptEnd
            case .report(.notStarted(let stage, let code)): throw obstacle(stage, code)
            case .keeperDied: return .lost("the process that kept it was killed")
            case .noKeeper(let code): throw obstacle(withoutKeeper: code)
            case .unknown: return .lost("nobody keeps it any more")
            }
        }
    }
}

extension Report.Ending {
    fileprivate var attemptEnd: AttemptEnd {
        if wasAsked { return .endedOnRequest }
        if lackedMemory { return .outOfMemory }
        // What the macros WIFEXITED, WEXITSTATUS and WTERMSIG read in C.
        let signal = status & 0x7F
        return signal == 0 ? .exited((status >> 8) & 0xFF) : .signalled(signal)
    }
}

extension AttemptMeasures {
    /// What a keeper has measured; `nil` where no process ran, or nobody has seen it end.
    init?(_ outcome: Outcome) {
        guard case .report(.ended(let ending)) = outcome else { return nil }
        self.init(
            peakMemory: ending.usage.peakMemory > 0 ? ending.usage.peakMemory : nil, userTime: ending.usage.userTime,
            systemTime: ending.usage.systemTime, logBytes: ending.logBytes >= 0 ? ending.logBytes : nil, outputBytes: 0)
    }
}
