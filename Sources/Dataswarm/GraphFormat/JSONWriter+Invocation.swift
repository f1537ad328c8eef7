extension JSONWriter {
    mutating func write(_ invocation: Invocation, in pipeline: String) {
        object { json in
            switch invocation {
            case .nothing: break
            case .process(let process): json.writeMembers(of: process, in: pipeline)
            case .probe(let probe):
                json.key("every_ms")
                json.value(probe.interval.wholeMilliseconds)
                switch probe.condition {
                case .fileExists(let path):
                    json.key("file_exists")
                    json.write(path, in: pipeline)
                case .time(let steps, let seconds, let timeZone):
                    json.key("time")
                    json.object { json in
                        json.key("ds")
                        json.write(steps)
                        json.key("seconds")
                        json.value(seconds)
                        json.key("time_zone")
                        json.value(timeZone)
                    }
                case .process(let process):
                    json.key("succeeds")
                    json.object { $0.writeMembers(of: process, in: pipeline) }
                }
            }
        }
    }

    /// A text: a string where it is literal, else its pieces, under the name of its language unless that is `plain`.
    mutating func write(_ argument: Argument, in pipeline: String) {
        if argument.pieces.isEmpty { return value("") }
        if argument.pieces.count == 1, case .text(let text) = argument.pieces[0] { return value(text) }
        if argument.language == .plain { return write(argument.pieces, in: pipeline) }
        object { json in
            json.key(argument.language.rawValue)
            json.write(argument.pieces, in: pipeline)
        }
    }

    mutating func write(_ steps: [DatestampStep]) {
        array(steps) { json, step in
            json.array([step]) { json, step in
                switch step {
                case .shift(let shift):
                    json.value("shift")
                    json.value(shift.count)
                    json.value(shift.unit.rawValue)
                case .start(let unit):
                    json.value("start")
                    json.value(unit.rawValue)
                case .end(let unit):
                    json.value("end")
                    json.value(unit.rawValue)
                }
            }
        }
    }

    private mutating func writeMembers(of process: Process, in pipeline: String) {
        key("arguments")
        array(process.arguments) { $0.write($1, in: pipeline) }
        if !process.environment.isEmpty {
            // `environment` is the task's setting; this is the operator's own.
            key("variables")
            write(process.environment, in: pipeline)
        }
        if let input = process.standardInput {
            key("input")
            write(input, in: pipeline)
        }
        if !process.files.isEmpty {
            key("files")
            object { json in
                for (name, content) in process.files.sorted(by: { $0.key < $1.key }) {
                    json.key(name)
                    json.write(content, in: pipeline)
                }
            }
        }
    }

    private mutating func write(_ pieces: [Piece], in pipeline: String) {
        array(pieces) { json, piece in
            if case .text(let text) = piece { return json.value(text) }
            json.object { $0.write(piece, in: pipeline) }
        }
    }

    private mutating func write(_ piece: Piece, in pipeline: String) {
        switch piece {
        case .text: break
        case .free(let text):
            key("free")
            value(text)
        case .datestamp(let steps, let format):
            key("ds")
            write(steps)
            if format != .standard {
                key("format")
                value(format.rawValue)
            }
        case .runKey: writeMacro("run_key")
        case .output: writeMacro("output")
        case .scratch: writeMacro("scratch")
        case .file(let name):
            key("file")
            value(name)
        case .outputOf(let task, let steps):
            key("output_of")
            value("\(task.pipeline ?? pipeline).\(task.name)")
            if !steps.isEmpty {
                key("ds")
                write(steps)
            }
        case .outputsOf(let task, let window):
            key("outputs_of")
            value("\(task.pipeline ?? pipeline).\(task.name)")
            write(window)
        case .parameter(let parameter):
            key("parameter")
            value(parameter.name)
            key("type")
            value(parameter.type.description)
            if case .choice(let words) = parameter.type {
                key("choices")
                array(words) { $0.value($1) }
            }
            key("default")
            value(parameter.defaultText)
        }
    }

    private mutating func writeMacro(_ name: String) {
        key("macro")
        value(name)
    }
}
