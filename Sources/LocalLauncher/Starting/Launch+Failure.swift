import AttemptWorkspace
import Glibc
import Host
import ProcessKeeping

extension Launch {
    /// Why the process could not be started.
    func obstacle(_ stage: Report.Stage, _ code: CInt) -> Obstacle {
        switch stage {
        case .log: return Obstacle("\(beginning): what it prints cannot be filtered: \(HostError.reason(code)).")
        case .folder: return Obstacle(sentence(.folder(start.folder, code)))
        case .program:
            // The system says with one number what may have many reasons.
            guard let refusal = start.refusal() ?? (code == E2BIG ? .tooLong : nil) else {
                return Obstacle("\(beginning): \(HostError.reason(code)).")
            }
            return Obstacle(sentence(refusal))
        }
    }

    private func sentence(_ refusal: StartRefusal) -> String {
        refusal.sentence(of: "Task '\(task)'", program: start.arguments[0], path: start.path)
    }

    /// Why nobody could be found to start it.
    func obstacle(withoutKeeper code: CInt) -> Obstacle {
        Obstacle("\(beginning): the process that is to keep it cannot be started: \(HostError.reason(code)).")
    }

    /// Why an end that looks like a success is none.
    func obstacle(log code: CInt) -> Obstacle {
        Obstacle("Task '\(task)' ended with exit 0, but its log could not be written: \(HostError.reason(code)).")
    }

    private var beginning: String { "Task '\(task)' cannot start '\(start.arguments[0])'" }
}
