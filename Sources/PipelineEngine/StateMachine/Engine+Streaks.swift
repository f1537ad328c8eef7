import Dataswarm
import PipelineGraph
import PipelineRecord

/// Failures on one ds after the other, of tasks that are held after so many of them: a run may take up a ds before it is known
/// what becomes of the one before.
extension Engine {
    /// What holds a task that could start, because of what has become of it at other datestamps in this run.
    func failingHold(_ index: Int) -> Hold? {
        guard !streaks.isEmpty, plan.items[index].decision != .run(.forced),
            let limit = plan.items[index].settings.holdAfterFailures, limit > 0,
            let streak = streaks[plan.items[index].name], streak.failures >= limit
        else { return nil }
        return .failing(streak, task: plan.items[index].name)
    }

    /// Takes note of what has become of a task.
    mutating func noteStreak(_ index: Int) {
        guard items[index].turn != nil, plan.items[index].settings.holdAfterFailures != nil else { return }
        let (name, ds) = (plan.items[index].name, plan.items[index].key.ds)
        switch items[index].state {
        case .succeeded: streaks[name] = nil
        case .failed:
            let before = streaks[name] ?? plan.items[index].streak
            // A ds that fails again is counted once.
            let isAnother = before?.ds != ds
            streaks[name] = Streak(failures: (before?.failures ?? 0) + (isAnother ? 1 : 0), ds: ds)
        default: break
        }
    }
}
