import Dataswarm

extension EnvironmentValue {
    var symbolicText: String {
        switch self {
        case .text(let text): text.symbolicText
        case .secret(let name): "the secret \(name)"
        }
    }
}

extension Argument {
    /// The text with macros by their names.
    var symbolicText: String {
        pieces.map { piece in
            switch piece {
            case .text(let text), .free(let text): text
            case .datestamp(let steps, let format):
                "\\(.ds\(steps.isEmpty ? "" : "…")\(format == .standard ? "" : ", .\(format.rawValue)"))"
            case .runKey: "\\(.runKey)"
            case .output: "\\(.output)"
            case .scratch: "\\(.scratch)"
            case .file(let name): "\\(file \(name))"
            case .outputOf(let task, _): "\\(\(task.fullName).output)"
            case .outputsOf(let task, let window): "\\(\(window.spelled(of: task.fullName)).outputs)"
            case .parameter(let parameter): "\\(\(parameter.name))"
            }
        }.joined()
    }
}
