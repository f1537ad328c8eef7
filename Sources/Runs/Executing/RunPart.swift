import Dataswarm
import PipelineGraph
import PipelineRecord

/// A part of what a run is about: what one request plans for one ds.
struct RunPart {
    let planner: RequestPlanner
    let ds: Datestamp
    /// What renders the invocations of its items, which the run has.
    let plan: Plan
    /// The places of its items in the run's plan.
    let places: Range<Int>
    /// The attempts that were under way when it was planned.
    let underWay: [TaskKey: Int]
    let beganAt: Int64
    /// Whether no pipeline is kept out of it.
    let isWhole: Bool
    /// Whether it is told of as a ds of the run.
    let isTold: Bool
    var isOver = false

    init(_ planner: RequestPlanner, _ part: PlannedPart, _ places: Range<Int>, at now: Int64, isTold: Bool = true) {
        self.planner = planner
        self.isTold = isTold
        self.places = places
        isWhole = part.problems.isEmpty
        (ds, plan, underWay, beganAt) = (part.ds, part.plan.withoutItems, part.underWay, now)
    }
}
