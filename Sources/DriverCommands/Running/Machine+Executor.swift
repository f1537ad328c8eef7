import LocalExecutor
import PipelineEngine
import PipelineGraph

extension Machine {
    /// The executor of this machine, with secrets from the driver's environment or from files.
    static func executor(in workspace: Workspace) -> LocalExecutor {
        let secrets = Secrets(workspace)
        return LocalExecutor(
            .init(root: workspace.root, secret: { secrets.value(of: $0) }, secretAdvice: { secrets.advice(for: $0) }))
    }
}
