import PipelineRecord
import Runs

/// Hears what is told of a run, for the referee and for the story.
struct Listener: RunListener {
    private let id: Slot
    private let owner: String
    private let scene: Scene

    init(id: Slot, owner: String, scene: Scene) {
        self.id = id
        self.owner = owner
        self.scene = scene
    }

    init(run: Int64, owner: String, scene: Scene) { self.init(id: Slot(run), owner: owner, scene: scene) }

    func hear(_ event: RunEvent) {
        switch event {
        case .began(let beginning): id.run = beginning.run
        case .planned(let part): scene.referee.planned(run: part.run, ds: part.ds)
        case .planFailed(let ds, let problems):
            scene.tell("run \(id.run): \(ds) cannot be planned: \(problems)")
        case .taskChanged(let key, .succeeded, _, _), .tookOver(let key, _, _):
            scene.referee.told(run: id.run, success: key)
        default: break
        }
        scene.tell("    run \(id.run) says: \(StableText(event))")
    }
}
