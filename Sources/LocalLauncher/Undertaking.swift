import AttemptWorkspace
import PipelineEngine
import ProcessKeeping
import Synchronization

/// An attempt that is under way here: who keeps it, its folder, and what can be said of its process.
final class Undertaking: Sendable {
    let id: OrderID
    let launch: Launch
    private let folder: AttemptFolder
    private let isAdopted: Bool

    init(id: OrderID, folder: consuming AttemptFolder, launch: Launch, isAdopted: Bool = false) {
        self.id = id
        self.folder = folder
        self.launch = launch
        self.isAdopted = isAdopted
    }

    /// Publishes its output, and removes what only a process at work needs.
    ///
    /// - Returns: how many bytes were published.
    func publish(_ attempt: Attempt, isRepeatable: Bool) async throws(Obstacle) -> Int64 {
        let publication = Publication(of: attempt, in: folder, isRepeatable: isRepeatable)
        let bytes = isAdopted ? try await publication.publishAgain() : try await publication.publish()
        await folder.removeWorkingFiles()
        return bytes
    }

    /// Removes what a repeated publishing would go by.
    func forgetPublication() { Publication.forget(in: folder.descriptor) }
}

/// The attempts that are under way here, by their handles.
final class Undertakings: Sendable {
    private let attempts = Mutex<[AttemptHandle: Undertaking]>([:])
    /// What looks have started, by the folders of their attempts.
    private let looks = Mutex<[String: OrderID]>([:])

    func add(_ undertaking: Undertaking, _ handle: AttemptHandle) { attempts.withLock { $0[handle] = undertaking } }

    func find(_ handle: AttemptHandle) -> Undertaking? { attempts.withLock { $0[handle] } }

    func remove(_ handle: AttemptHandle) -> Undertaking? { attempts.withLock { $0.removeValue(forKey: handle) } }

    func addLook(_ id: OrderID, of attempt: Attempt) { looks.withLock { $0[attempt.folder] = id } }

    func look(of attempt: Attempt) -> OrderID? { looks.withLock { $0[attempt.folder] } }

    func removeLook(_ id: OrderID, of attempt: Attempt) {
        looks.withLock { if $0[attempt.folder] == id { $0[attempt.folder] = nil } }
    }
}
