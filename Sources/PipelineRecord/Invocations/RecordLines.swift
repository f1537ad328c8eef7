import Dataswarm

/// Takes the lines of a record bit by bit: ``RecordText`` keeps them, ``RecordComparison`` compares them with others.
protocol RecordLines {
    mutating func append(_ text: String)
}

extension RecordLines {
    mutating func write(_ invocation: RenderedInvocation) {
        switch invocation {
        case .nothing: break
        case .process(let process): write(process)
        case .probe(let probe):
            switch probe.condition {
            case .fileExists(let path, let folder):
                write("path", path)
                if let folder { write("folder", folder) }
            case .time(let ds, let seconds, let timeZone):
                write("time", "\(ds) + \(seconds) s in \(timeZone)")
            case .process(let process): write(process)
            }
        }
    }

    private mutating func write(_ process: RenderedProcess) {
        for (index, argument) in process.arguments.enumerated() {
            if index == 0 { write("program", argument) } else { write("argument ", String(index), argument) }
        }
        for variable in process.environment {
            switch variable.value {
            case .text(let text): write("variable ", variable.name, text)
            case .secret(let secret): write("variable ", variable.name, "secret \(secret)")
            }
        }
        if let input = process.standardInput { write("input", input) }
        for file in process.files { write("file ", file.name, file.content) }
        if let folder = process.folder { write("folder", folder) }
    }

    private mutating func write(_ name: String, _ value: String) { write("", name, value) }

    private mutating func write(_ kind: String, _ name: String, _ value: String) {
        append(kind)
        append(name)
        append("=")
        if value.utf8.count > recordedValueLimit {
            append("sha256:")
            append(SHA256.hexDigest(of: Array(value.utf8)))
        } else if needsEscape(value) {
            append(escaped(value))
        } else {
            append(value)
        }
        append("\n")
    }
}

/// Values longer than this are kept as their hash.
private let recordedValueLimit = 2_048

private func needsEscape(_ value: String) -> Bool {
    var value = value
    return value.withUTF8 { $0.contains { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\\") } }
}

private func escaped(_ value: String) -> String {
    var result = ""
    for scalar in value.unicodeScalars {
        switch scalar {
        case "\n": result += "\\n"
        case "\\": result += "\\\\"
        default: result.unicodeScalars.append(scalar)
        }
    }
    return result
}

/// The text of a record.
struct RecordText: RecordLines {
    private(set) var lines = ""

    mutating func append(_ text: String) { lines += text }
}

/// A record that is compared with the lines of an invocation.
struct RecordComparison: RecordLines {
    private let record: UnsafeBufferPointer<UInt8>
    private var position = 0
    private var isSame = true

    init(_ record: UnsafeBufferPointer<UInt8>) { self.record = record }

    /// Whether all lines were the same, and none is left.
    var isWhole: Bool { isSame && position == record.count }

    mutating func append(_ text: String) {
        let end = position + text.utf8.count
        guard isSame, end <= record.count else {
            isSame = false
            return
        }
        var text = text
        isSame = text.withUTF8 { $0.elementsEqual(record[position..<end]) }
        position = end
    }
}
