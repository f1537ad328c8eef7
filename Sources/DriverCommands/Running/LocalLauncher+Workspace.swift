import LocalLauncher

extension LocalLauncher {
    /// The launcher of this machine, with secrets from the driver's environment or from files.
    init(in workspace: Workspace) {
        let secrets = Secrets(workspace)
        self.init(
            .init(root: workspace.root, secret: { secrets.value(of: $0) }, secretAdvice: { secrets.advice(for: $0) }))
    }
}
