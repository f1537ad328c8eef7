extension Invocation {
    /// The invocation with each macro replaced by its value.
    ///
    /// - Parameters:
    ///   - bindings: what the macros stand for.
    ///   - settings: the task's, all layers merged, of which the environment and the working folder count.
    public func rendered(
        with bindings: Bindings, settings: Settings
    ) throws(RenderingError) -> RenderedInvocation {
        switch self {
        case .nothing: return .nothing
        case .process(let process): return .process(try process.rendered(with: bindings, settings: settings))
        case .probe(let probe):
            let condition: RenderedProbe.Condition
            switch probe.condition {
            case .fileExists(let path):
                condition = .fileExists(
                    try path.rendered(with: bindings),
                    folder: try settings.workingFolder?.rendered(with: bindings))
            case .time(let steps, let seconds, let timeZone):
                do {
                    condition = .time(try bindings.ds.after(steps), seconds: seconds, timeZone: timeZone)
                } catch {
                    throw RenderingError(error.description)
                }
            case .process(let process):
                condition = .process(try process.rendered(with: bindings, settings: settings))
            }
            return .probe(RenderedProbe(condition: condition, interval: probe.interval))
        }
    }
}

extension Process {
    fileprivate func rendered(
        with bindings: Bindings, settings: Settings
    ) throws(RenderingError) -> RenderedProcess {
        var rendered = RenderedProcess(arguments: [])
        rendered.arguments.reserveCapacity(arguments.count)
        let reader = hasScript ? ScriptReader(arguments) : .standard
        for argument in arguments {
            if argument.readsWindow {
                rendered.arguments += try argument.renderedList(with: bindings, for: reader)
            } else {
                rendered.arguments.append(try argument.rendered(with: bindings, for: reader))
            }
        }
        let variables =
            environment.isEmpty
            ? settings.environment : settings.environment.merging(environment) { $1 }
        for (name, value) in variables.sorted(by: { $0.key < $1.key }) {
            switch value {
            case .text(let text):
                rendered.environment.append(.init(name: name, value: .text(try text.rendered(with: bindings))))
            case .secret(let secret):
                rendered.environment.append(.init(name: name, value: .secret(secret)))
            }
        }
        rendered.standardInput = try standardInput?.rendered(with: bindings, for: reader)
        for (name, content) in files.sorted(by: { $0.key < $1.key }) {
            rendered.files.append(.init(name: name, content: try content.rendered(with: bindings, for: reader)))
        }
        rendered.folder = try settings.workingFolder?.rendered(with: bindings)
        return rendered
    }

    private var hasScript: Bool {
        arguments.contains { $0.language != .plain } || standardInput?.language ?? .plain != .plain
            || files.contains { $0.value.language != .plain }
    }
}
