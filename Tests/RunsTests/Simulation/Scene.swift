import PipelineEngine
import PipelineRecord
import StoreConformance

@testable import Runs

/// All that imagined processes share: time, the record, and what is really under way.
///
/// Everything in it happens on one thread, one thing after the other, as the timetable says.
final class Scene: @unchecked Sendable {
    let seed: UInt64
    let scenario: Scenario
    let folder: StateFolder
    let timetable = Timetable()
    let clock = VirtualClock()
    /// For those who want a lock that means nothing.
    let anyLock: OwnerLock
    var record = MemoryRecord()
    var workshop = Workshop()
    lazy var referee = Referee(self)
    var processes: [ImaginedProcess] = []
    var fates: [Fate] = []
    /// How many things have happened.
    var steps = 0
    /// What went wrong first.
    private(set) var violation: Violation?
    private let tells: Bool
    private(set) var story: [String] = []

    init(_ seed: UInt64, in folder: StateFolder, tells: Bool) throws {
        self.seed = seed
        self.folder = folder
        self.tells = tells
        scenario = try Scenario(seed)
        anyLock = try OwnerLock(owner: "any", in: folder)
        // What goes on with a run reads its graph anew.
        try scenario.keepGraph(in: folder)
    }

    /// Lets go of all locks: processes know their scene, and would have it there for ever.
    func close() {
        for process in processes { process.keeper.die() }
        (processes, fates, workshop) = ([], [], Workshop())
    }

    func tell(_ line: @autoclosure () -> String) { if tells { story.append("\(clock.steadyTime): \(line())") } }

    func fail(_ sentence: String) {
        tell("VIOLATION: \(sentence)")
        if violation == nil { violation = Violation(sentence) }
    }

    /// Something begins.
    ///
    /// - Returns: whether it has; a program may not be there.
    func begin(_ attempt: AttemptKey, isLook: Bool, by process: ImaginedProcess) -> Bool {
        guard let run = record.attempts(attempt.key).last(where: { $0.number == attempt.number })?.run else {
            fail("\(attempt.key) begins with an attempt \(attempt.number) that is not on record")
            return false
        }
        tell("\(process.owner.id): run \(run) \(isLook ? "looks for" : "starts") \(attempt.key)#\(attempt.number)")
        let script = AttemptScript(seed: seed, attempt, isSunny: scenario.isSunny)
        referee.begins(attempt, run: run, isLook: isLook)
        workshop.begin(attempt, run: run, isLook: isLook, script, by: process, at: clock.steadyTime)
        return true
    }

    /// Lets end what ends by now.
    func finishWork() {
        for work in workshop.finish(at: clock.steadyTime) {
            tell(
                "    \(work.attempt.key)#\(work.attempt.number) ends: \(work.isLook ? "\(work.answer)" : "\(work.end)")"
            )
            referee.ended(work)
        }
    }
}
