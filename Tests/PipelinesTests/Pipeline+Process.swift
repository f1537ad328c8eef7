import Dataswarm
import Testing

extension Pipeline {
    /// The process that a task starts for a ds.
    func process(_ task: String, ds: String, parameters: [String: String] = [:]) throws -> RenderedProcess {
        let rendered = try rendered(task, ds: ds, parameters: parameters)
        guard case .process(let process) = rendered else {
            Issue.record("\(name).\(task) starts no process: \(rendered)")
            return RenderedProcess(arguments: [])
        }
        return process
    }
}
