extension Argument {
    /// The text with each macro replaced by its value.
    ///
    /// - Throws: ``RenderingError`` where a macro has no value, or where a path stands in a script so that nobody can say
    ///   how to spell it.
    public func rendered(with bindings: Bindings) throws(RenderingError) -> String {
        try rendered(with: bindings, for: .standard)
    }

    /// As above, for a process that is known.
    func rendered(with bindings: Bindings, for reader: ScriptReader) throws(RenderingError) -> String {
        if pieces.isEmpty { return "" }
        if pieces.count == 1, case .text(let text) = pieces[0] { return text }
        if language == .plain || !pieces.contains(where: \.isPath) {
            var text = ""
            for piece in pieces { text += try bindings.values(of: piece).joined(separator: language.separator) }
            return text
        }
        var script = Script()
        for piece in pieces {
            for (place, value) in try bindings.values(of: piece).enumerated() {
                if place > 0 { script.append(language.separator) }
                if piece.isPath { script.append(path: value, of: piece) } else { script.append(value) }
            }
        }
        return try script.rendered(in: language, for: reader, isSymbolic: bindings.folders.isSymbolic)
    }
}

extension Argument {
    /// Whether it reads the outputs of a window.
    var readsWindow: Bool { pieces.contains { if case .outputsOf = $0 { true } else { false } } }

    /// What it is among the arguments of a process: one argument, or one for each datestamp of the window in it.
    func renderedList(
        with bindings: Bindings, for reader: ScriptReader
    ) throws(RenderingError) -> [String] {
        guard language == .plain, let window = try window(with: bindings) else {
            return [try rendered(with: bindings, for: reader)]
        }
        var list: [String] = []
        for ds in window {
            var text = ""
            for piece in pieces {
                if case .outputsOf(let task, _) = piece {
                    text += bindings.output(of: task, ds)
                } else {
                    text += try bindings.values(of: piece).joined()
                }
            }
            list.append(text)
        }
        return list
    }

    /// The datestamps of the window that it reads; `nil` where it reads none.
    private func window(with bindings: Bindings) throws(RenderingError) -> [Datestamp]? {
        var found: [Datestamp]?
        for case .outputsOf(let task, let window) in pieces {
            let datestamps = try bindings.datestamps(of: window, task)
            if let found, found != datestamps {
                throw RenderingError(
                    "an argument reads two windows that differ: give each an argument of its own.")
            }
            found = datestamps
        }
        return found
    }
}

extension Language {
    /// What stands between the paths of a list.
    fileprivate var separator: String {
        switch self {
        case .plain, .python, .other: "\n"
        case .shell: " "
        case .sql: ", "
        }
    }
}

extension Template {
    /// The text with each macro replaced by its value, and with paths spelled as the language does.
    ///
    /// - Throws: ``RenderingError`` where a macro has no value, or where a path stands so that nobody can say how to spell
    ///   it.
    public func rendered(with bindings: Bindings, in language: Language = .plain) throws(RenderingError) -> String {
        try Argument.script(self, in: language).rendered(with: bindings)
    }
}

extension Piece {
    /// Whether its value is a path, which a language spells in its own way.
    fileprivate var isPath: Bool {
        switch self {
        case .output, .scratch, .file, .outputOf, .outputsOf: true
        case .text, .free, .datestamp, .runKey, .parameter: false
        }
    }
}

extension Bindings {
    /// What a piece stands for: one value, or one for each datestamp of a window.
    fileprivate func values(of piece: Piece) throws(RenderingError) -> [String] {
        switch piece {
        case .text(let literal): [literal]
        case .free(let value): [value]
        case .datestamp(let steps, let format): [try formatted(after: steps, format)]
        case .runKey: [runKey]
        case .output: [folders.output]
        case .scratch: [folders.scratch]
        case .file(let name): ["\(folders.files)/\(name)"]
        case .outputOf(let task, let steps): [output(of: task, try datestamp(after: steps))]
        case .outputsOf(let task, let window): try datestamps(of: window, task).map { output(of: task, $0) }
        case .parameter(let parameter): [parameters[parameter.name] ?? parameter.defaultText]
        }
    }

    fileprivate func output(of task: TaskReference, _ ds: Datestamp) -> String {
        "\(folders.published)/\(task.fullName)/\(ds)"
    }

    private func formatted(
        after steps: [DatestampStep], _ format: DatestampFormat
    ) throws(RenderingError) -> String {
        let ds = try datestamp(after: steps)
        do { return try ds.formatted(format) } catch { throw RenderingError(error.description) }
    }

    private func datestamp(after steps: [DatestampStep]) throws(RenderingError) -> Datestamp {
        do { return try ds.after(steps) } catch { throw RenderingError(error.description) }
    }
}

extension Datestamp {
    /// The datestamp that some steps lead to.
    public func after(_ steps: [DatestampStep]) throws(DatestampError) -> Datestamp {
        var ds = self
        for step in steps {
            switch step {
            case .shift(let shift): ds = try ds.adding(shift)
            case .start(let unit): ds = try ds.start(of: unit)
            case .end(let unit): ds = try ds.end(of: unit)
            }
        }
        return ds
    }
}
