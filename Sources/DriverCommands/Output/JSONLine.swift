import PipelineGraph

/// A JSON object on one line.
enum JSONLine {
    indirect enum Value {
        case text(String)
        case number(Int64)
        case flag(Bool)
        case list([Value])
        case object([(String, Value)])
    }

    static func text(_ members: [(String, Value)]) -> String { render(.object(members)) }

    static func render(_ value: Value) -> String {
        switch value {
        case .text(let text): JSONText.quoted(text)
        case .number(let number): String(number)
        case .flag(let flag): flag ? "true" : "false"
        case .list(let values): "[\(values.map(render).joined(separator: ","))]"
        case .object(let members): "{\(members.map { "\(JSONText.quoted($0)):\(render($1))" }.joined(separator: ","))}"
        }
    }
}
