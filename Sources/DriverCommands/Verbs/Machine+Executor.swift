import LocalExecutor
import PipelineEngine
import PipelineGraph

extension Machine {
    /// The executor of this machine, with secrets from the driver's environment or from files.
    static func executor(in workspace: Workspace) -> LocalExecutor {
        let secrets = Secrets(folder: "\(workspace.folder.path)/secrets")
        return LocalExecutor(
            .init(root: workspace.root, secret: { secrets.value(of: $0) }, secretAdvice: { secrets.advice(for: $0) }))
    }
}

/// Where secrets are: `DATASWARM_SECRET_NAME` in the driver's environment, or else the file `secrets/NAME` in the state
/// folder. They are looked up when a process starts, and never kept, shown or recorded.
struct Secrets: Sendable {
    let folder: String

    func value(of name: String) -> String? {
        guard Name.isValid(name) else { return nil }
        if let value = Console.variable(Secrets.variable(name)) { return value }
        guard var bytes = Path.content(of: "\(folder)/\(name)") else { return nil }
        // An editor ends a file with a line break, which is not part of the secret.
        if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
        return String(decoding: bytes, as: UTF8.self)
    }

    func advice(for name: String) -> String { "set \(Secrets.variable(name)), or put it into \(folder)/\(name)" }

    /// `mysql-password` is looked for as `DATASWARM_SECRET_MYSQL_PASSWORD`.
    private static func variable(_ name: String) -> String {
        let letters = name.uppercased().map { $0 == "-" || $0 == "." ? "_" : $0 }
        return "DATASWARM_SECRET_" + String(letters)
    }
}
