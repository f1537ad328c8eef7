import Dataswarm
import PipelineGraph
import PipelineRecord

/// A part of what a run is about: what one request plans for one ds.
struct RunPart {
    let planner: RequestPlanner
    let ds: Datestamp
    let plan: Plan
    /// The places of its items in the run's plan.
    let places: Range<Int>
    /// The attempts that were under way when it was planned.
    let underWay: [TaskKey: Int]
    let beganAt: Int64
    /// Whether no pipeline is kept out of it.
    let isWhole: Bool
    /// Whether its end has been told, or is not to be.
    var isOver: Bool

    /// - Parameter isTold: whether it is told of as a ds of the run.
    init(_ planner: RequestPlanner, _ part: PlannedPart, _ places: Range<Int>, at now: Int64, isTold: Bool = true) {
        self.planner = planner
        isOver = !isTold
        isWhole = part.problems.isEmpty
        self.places = places
        (ds, plan, underWay, beganAt) = (part.ds, part.plan, part.underWay, now)
    }
}
