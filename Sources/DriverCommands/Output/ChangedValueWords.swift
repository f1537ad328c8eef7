import PipelineGraph
import PipelineRecord
import Synchronization

/// What is said of tasks that run again because an earlier run was given other values.
enum ChangedValueWords {
    /// How many of the values are named.
    private static let limit = 3
    private static let profiles = Mutex<Profiles?>(nil)

    /// Takes the profiles that can be advised.
    static func take(_ found: Profiles) { profiles.withLock { $0 = found } }

    static func sentence(of changed: ChangedValues) -> String {
        let beginning = "\(changed.count == 1 ? "1 task runs" : "\(changed.count) tasks run") again because"
        let remedy = remedy(for: changed)
        if let only = changed.values.first, changed.values.count == 1 {
            let kind = only.isParameter ? "parameter" : "setting"
            return "\(beginning) the \(kind) \(words(of: only, run: " in run \(changed.run)")): \(remedy) to keep it."
        }
        var parts = changed.values.prefix(limit).map { words(of: $0) }
        if changed.values.count > limit { parts.append("and \(changed.values.count - limit) more") }
        return
            "\(beginning) values are not those of run \(changed.run): \(parts.joined(separator: "; ")): \(remedy) to keep them."
    }

    private static func words(of change: ChangedValues.Change, run: String = "") -> String {
        func place(_ value: GivenValue) -> String {
            value.origin == .commandLine ? (change.isParameter ? "--set" : "--setting") : value.origin.phrase
        }
        let was = change.was.map { "was '\($0.text.printable)' (\(place($0)))" } ?? "was not set"
        let now = change.now.map { "is '\($0.text.printable)' now (\(place($0)))" } ?? "is not set now"
        return "'\(change.name.printable)' \(was)\(run) and \(now)"
    }

    /// What gives the values of then, in the spelling of a shell.
    private static func remedy(for changed: ChangedValues) -> String {
        let request = changed.request
        if let profile = request.profile, profiles.withLock({ $0?.named(profile.name)?.gives(what: profile) ?? false })
        {
            let values = request.parameters.sorted { $0.key < $1.key }.map {
                "--set \(InvocationText.word("\($0)=\($1)"))"
            }
            let settings = request.settings.map { "--setting \(InvocationText.word($0))" }
            return "add \((["--profile \(profile.name)"] + values + settings).joined(separator: " "))"
        }
        // An empty value is not the same as none.
        if let unset = changed.values.first(where: { $0.was == nil }) {
            return "choose a profile that does not set '\(unset.name.printable)'"
        }
        let options = changed.values.map { change in
            let option = change.isParameter ? "--set" : "--setting"
            return "\(option) \(InvocationText.word("\(change.key)=\(change.was?.text ?? "")"))"
        }
        return "add \(options.joined(separator: " "))"
    }
}

extension Profile {
    /// Whether it gives the same as another, wherever that stands.
    fileprivate func gives(what other: Profile) -> Bool {
        func pairs(_ values: [Value]) -> [String: String] {
            Dictionary(values.map { ($0.name, $0.text) }, uniquingKeysWith: { $1 })
        }
        return pairs(parameters) == pairs(other.parameters) && pairs(settings) == pairs(other.settings)
    }
}
