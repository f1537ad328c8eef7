import Dataswarm
import PipelineGraph

/// What a run is still to take up.
struct PendingPart: Sendable {
    let planner: RequestPlanner
    let ds: Datestamp
    /// What an earlier process has done of it in this run.
    let earlier: EarlierWork?

    init(_ planner: RequestPlanner, _ ds: Datestamp, after earlier: EarlierWork? = nil) {
        (self.planner, self.ds, self.earlier) = (planner, ds, earlier)
    }
}
