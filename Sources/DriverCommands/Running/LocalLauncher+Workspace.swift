import LocalLauncher

extension LocalLauncher {
    /// The launcher of this machine, with secrets from the driver's environment or from files.
    ///
    /// - Parameter say: is told sentences about what goes on, without an end.
    init(in workspace: Workspace, saying say: @escaping @Sendable (String) -> Void = { _ in }) {
        let secrets = Secrets(workspace)
        self.init(
            .init(
                root: workspace.root, secret: { secrets.value(of: $0) }, secretAdvice: { secrets.advice(for: $0) },
                refused: { task, process in
                    say(
                        "'\(task)' is waited for: its process \(process) is another user's by now, and cannot be ended from here: 'sudo kill -9 \(process)' ends it"
                    )
                }))
    }
}
