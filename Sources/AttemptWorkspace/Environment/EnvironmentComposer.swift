public import Dataswarm
public import PipelineEngine

/// Makes the environments of processes: the variables that pass, then the task's, then those that the launcher sets.
public struct EnvironmentComposer: Sendable {
    /// What every process gets, made once.
    private let base: [(name: String, entry: [UInt8])]
    private let path: String?
    private let secret: @Sendable (String) -> [UInt8]?
    private let secretAdvice: @Sendable (String) -> String

    /// What the launcher sets, whatever the task says.
    static let reserved = [
        "DATASWARM_DS", "DATASWARM_TASK", "DATASWARM_RUN_KEY", "DATASWARM_ATTEMPT", "DATASWARM_OUTPUT",
        "DATASWARM_SCRATCH", "DATASWARM_PUBLISHED",
    ]

    /// - Parameters:
    ///   - passed: what every process gets, before those of its task and those named `DATASWARM_…`.
    ///   - secret: a secret's value by its name; `nil` where there is none. Asked each time, and never kept.
    ///   - secretAdvice: how to provide a secret that is not there, the end of a sentence.
    public init(
        passed: [String: [UInt8]], secret: @escaping @Sendable (_ name: String) -> [UInt8]?,
        secretAdvice: @escaping @Sendable (_ name: String) -> String
    ) {
        base =
            passed
            .filter { !Self.reserved.contains($0.key) && Self.problem(name: $0.key, value: $0.value) == nil }
            .sorted { $0.key < $1.key }
            .map { ($0.key, Self.entry($0.key, $0.value)) }
        path = passed["PATH"].map { String(decoding: $0, as: UTF8.self) }
        self.secret = secret
        self.secretAdvice = secretAdvice
    }

    /// The environment of an attempt's process.
    public func compose(for attempt: Attempt, process: RenderedProcess) throws(Obstacle) -> ProcessEnvironment {
        var result = ProcessEnvironment(entries: [], path: path)
        result.entries.reserveCapacity(base.count + process.environment.count + Self.reserved.count)

        for (name, entry) in base where !process.environment.contains(where: { $0.name == name }) {
            result.entries.append(entry)
        }
        for (index, variable) in process.environment.enumerated() where !Self.reserved.contains(variable.name) {
            // Of two with one name the later wins, as it would in a shell.
            guard !process.environment[(index + 1)...].contains(where: { $0.name == variable.name }) else { continue }
            let value = try value(of: variable, task: attempt.task)
            if case .secret = variable.value { result.secrets.append(value) }
            if variable.name == "PATH" { result.path = String(decoding: value, as: UTF8.self) }
            result.entries.append(Self.entry(variable.name, value))
        }
        let ours = [
            attempt.ds, attempt.task, attempt.runKey, String(attempt.number), attempt.outputPath, attempt.scratchPath,
            attempt.published,
        ]
        for (name, value) in zip(Self.reserved, ours.map { Array($0.utf8) }) {
            try Self.check(name: name, value: value, task: attempt.task)
            result.entries.append(Self.entry(name, value))
        }
        return result
    }

    private func value(of variable: RenderedProcess.Variable, task: String) throws(Obstacle) -> [UInt8] {
        let value: [UInt8]
        switch variable.value {
        case .text(let text):
            value = Array(text.utf8)
        case .secret(let name):
            guard let found = secret(name) else {
                throw Obstacle("Task '\(task)' wants the secret '\(name)', which is not there: \(secretAdvice(name)).")
            }
            value = found
        }
        try Self.check(name: variable.name, value: value, task: task)
        return value
    }

    /// Says what is wrong without the value, which may be a secret.
    private static func check(name: String, value: [UInt8], task: String) throws(Obstacle) {
        guard let problem = problem(name: name, value: value) else { return }
        throw Obstacle("Task '\(task)' cannot set the environment variable '\(name)': \(problem).")
    }

    private static func problem(name: String, value: [UInt8]) -> String? {
        guard let first = name.utf8.first, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first),
            !name.utf8.contains(UInt8(ascii: "=")), !name.utf8.contains(0)
        else { return "a name is letters, digits and underscores, and does not begin with a digit" }
        return value.contains(0) ? "its value has a zero byte in it" : nil
    }

    private static func entry(_ name: String, _ value: [UInt8]) -> [UInt8] {
        var entry: [UInt8] = []
        entry.reserveCapacity(name.utf8.count + value.count + 2)
        entry.append(contentsOf: name.utf8)
        entry.append(UInt8(ascii: "="))
        entry.append(contentsOf: value)
        entry.append(0)
        return entry
    }
}
