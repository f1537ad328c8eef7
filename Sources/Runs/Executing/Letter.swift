import PipelineEngine
import PipelineGraph

/// What a run hears from elsewhere.
enum Letter: Sendable {
    case engine(Event)
    /// The attempt of an item goes on, and can be found again by this.
    case started(item: Int, number: Int, AttemptHandle)
    /// The attempt of an item has ended.
    case ended(item: Int, AttemptResult)
    /// Something that the reader should know.
    case noticed([RunNotice])
    /// The run is another process's from here on.
    case letGo
    /// More is to be done in the same run; whether it will be is answered once that is on record.
    case extend(RequestPlanner, CheckedContinuation<Bool, Never>)

    /// Answers that it was not heard.
    func refuse() { if case .extend(_, let answer) = self { answer.resume(returning: false) } }
}
