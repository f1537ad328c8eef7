import Host
import Masking
import PipelineEngine
import PipelineGraph
import Runs

/// Where secrets are: `DATASWARM_SECRET_NAME` in the driver's environment, or else the file `secrets/NAME` in the state
/// folder. They are looked up when a process starts, and never kept, shown or recorded.
struct Secrets: Sendable {
    /// What the names of their variables begin with.
    static let prefix = "DATASWARM_SECRET_"

    let folder: String

    /// In the state folder of a workspace.
    init(_ workspace: Workspace) { folder = "\(workspace.folder.path)/secrets" }

    func value(of name: String) -> [UInt8]? {
        guard Name.isValid(name) else { return nil }
        if let value = Variable.bytes(of: Secrets.variable(name)) { return value }
        guard var bytes = File.content(of: "\(folder)/\(name)") else { return nil }
        // An editor ends a file with a line break, which is not part of the secret.
        if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
        return bytes
    }

    func advice(for name: String) -> String { "set \(Secrets.variable(name)), or put it into \(folder)/\(name)" }

    /// What is to be said of a secret that is too short to be kept out of logs; `nil` for all others.
    func warning(for name: String) -> String? {
        guard let count = value(of: name)?.count, count < SecretFilter.minimumLength else { return nil }
        return
            "the secret '\(name)' has \(RunWords.count(count, "byte")), and is not kept out of logs: one of fewer than \(SecretFilter.minimumLength) stands everywhere. Take a longer one."
    }

    /// `mysql-password` is looked for as `DATASWARM_SECRET_MYSQL_PASSWORD`.
    private static func variable(_ name: String) -> String {
        let letters = name.uppercased().map { $0 == "-" || $0 == "." ? "_" : $0 }
        return prefix + String(letters)
    }
}
