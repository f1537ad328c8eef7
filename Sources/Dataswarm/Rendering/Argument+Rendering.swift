extension Argument {
    /// The text with each macro replaced by its value.
    public func rendered(with bindings: Bindings) throws(RenderingError) -> String {
        if pieces.isEmpty { return "" }
        if pieces.count == 1, case .text(let text) = pieces[0] { return text }
        var writer = PieceWriter(language: language, bindings: bindings)
        for piece in pieces { try writer.write(piece) }
        return writer.text
    }
}

extension Argument {
    /// Whether it reads the outputs of a window.
    var readsWindow: Bool { pieces.contains { if case .outputsOf = $0 { true } else { false } } }

    /// What it is among the arguments of a process: one argument, or one for each datestamp of the window in it.
    func renderedList(with bindings: Bindings) throws(RenderingError) -> [String] {
        guard language == .plain, let window = try window(with: bindings) else { return [try rendered(with: bindings)] }
        var list: [String] = []
        for ds in window {
            var writer = PieceWriter(language: language, bindings: bindings)
            for piece in pieces {
                if case .outputsOf(let task, _) = piece {
                    writer.writeOutput(of: task, ds)
                } else {
                    try writer.write(piece)
                }
            }
            list.append(writer.text)
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

extension Template {
    /// The text with each macro replaced by its value, and with paths spelled as the language does.
    public func rendered(with bindings: Bindings, in language: Language = .plain) throws(RenderingError) -> String {
        try Argument.script(self, in: language).rendered(with: bindings)
    }
}

/// Writes pieces one after the other and keeps count of the quotes that are open.
private struct PieceWriter {
    private(set) var text = ""
    private var quotes: QuoteTracker
    private let bindings: Bindings

    init(language: Language, bindings: Bindings) {
        self.quotes = QuoteTracker(language: language)
        self.bindings = bindings
    }

    mutating func write(_ piece: Piece) throws(RenderingError) {
        switch piece {
        case .text(let literal):
            text += literal
            return quotes.follow(literal)
        case .free(let value): text += value
        case .datestamp(let steps, let format): try write(bindings.ds, after: steps, format)
        case .runKey: text += bindings.runKey
        case .output: write(path: bindings.folders.output)
        case .scratch: write(path: bindings.folders.scratch)
        case .file(let name): write(path: "\(bindings.folders.files)/\(name)")
        case .outputOf(let task, let steps):
            let ds = try datestamp(bindings.ds, after: steps)
            writeOutput(of: task, ds)
        case .outputsOf(let task, let window):
            for (place, ds) in try bindings.datestamps(of: window, task).enumerated() {
                if place > 0 { text += quotes.separator }
                writeOutput(of: task, ds)
            }
        case .parameter(let parameter):
            text += bindings.parameters[parameter.name] ?? parameter.defaultText
        }
        quotes.followValue()
    }

    mutating func writeOutput(of task: TaskReference, _ ds: Datestamp) {
        write(path: "\(bindings.folders.published)/\(task.fullName)/\(ds)")
    }

    private mutating func write(path: String) {
        text += bindings.folders.isSymbolic ? path : quotes.spelled(path)
    }

    private mutating func write(
        _ ds: Datestamp, after steps: [DatestampStep], _ format: DatestampFormat
    ) throws(RenderingError) {
        let ds = try datestamp(ds, after: steps)
        do { text += try ds.formatted(format) } catch { throw RenderingError(error.description) }
    }

    private func datestamp(_ ds: Datestamp, after steps: [DatestampStep]) throws(RenderingError) -> Datestamp {
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
