import AttemptWorkspace
import Dataswarm
import Host
public import PipelineEngine
import ProcessKeeping

/// Finding again what a service has started that was killed.
extension LocalLauncher {
    public func adopt(_ attempt: Attempt, _ handle: AttemptHandle) async -> Bool {
        // Of what an earlier start of the machine has seen nothing is left.
        guard let id = handle.order, await supervision.adopt(id, token: Array(attempt.folder.utf8)) else {
            return false
        }
        if undertakings.find(handle) != nil { return true }
        let process = attempt.process ?? RenderedProcess(arguments: [])
        let environment = try? environment.compose(for: attempt, process: process)
        let launch = Launch(
            adopted: attempt.task, process: process, environment: environment, folder: absolute(process.folder))
        let folder = AttemptFolder(adopted: attempt, for: process)
        undertakings.add(Undertaking(id: id, folder: folder, launch: launch, isAdopted: true), handle)
        return true
    }

    public func find(_ attempt: Attempt) async -> AttemptHandle? {
        await supervision.find(token: Array(attempt.folder.utf8)).map { AttemptHandle($0) }
    }

    public func endStrays() async { await supervision.endStrays() }
}

extension AttemptHandle {
    /// The start of the machine, and the order.
    init(_ id: OrderID) { self.init(text: "\(Machine.bootID) \(id.text)") }

    /// The order, where it was given since the machine was started.
    fileprivate var order: OrderID? {
        let parts = text.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0] == Machine.bootID else { return nil }
        return OrderID(text: parts[1])
    }
}
