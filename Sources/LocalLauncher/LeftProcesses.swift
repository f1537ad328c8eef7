import Host
public import PipelineRecord
import ProcessKeeping

/// What the tasks of an owner of runs have left behind that is gone with all that kept them.
public enum LeftProcesses {
    /// Kills them, and returns once none is left.
    ///
    /// Since the computer was started anew there can be none.
    ///
    /// - Parameters:
    ///   - supervisors: the folder in which the supervisors of owners are found whose attempts can be adopted.
    ///   - refused: is told of each process that is another user's, so that it can only be waited for.
    public static func end(
        of owner: RunOwner, supervisors: String, refused: @escaping @Sendable (Int32) -> Void = { _ in }
    ) async {
        // A copy of the state folder may be of a run whose driver lives: that one is not gone. Starts are told apart by
        // hundredths of a second, and so the program counts, too.
        let driver = ProcessIdentity(number: owner.process, startedAt: owner.processStarted)
        guard owner.bootID == Machine.bootID, !(driver.isAlive && driver.runsThisProgram) else { return }
        let mark = Mark(recorded: owner.mark)
        await blocking {
            if let mark { Leftovers.end(mark, refused: refused) }
            // It may have adopted what others had started, under marks of their own.
            if owner.isAdoptable { Leftovers.end(metIn: supervisors, refused: refused) }
        }
    }
}
