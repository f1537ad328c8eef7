import PipelineRecord

/// A value that something has, and which layer gave it.
public struct GivenValue: Hashable, Sendable {
    /// In the spelling of the command line.
    public let text: String
    public let origin: Origin

    /// The layers that give values to parameters, the lowest first.
    public enum Origin: Hashable, Sendable {
        /// The pipelines themselves.
        case definition
        /// A profile, with the place of the value in its file.
        case profile(String, place: String)
        case commandLine

        /// As a sentence and an explanation have it.
        public var phrase: String {
            switch self {
            case .definition: "default"
            case .profile(let name, let place): "profile \(name.printable), \(place.printable)"
            case .commandLine: "command line"
            }
        }
    }

    init(text: String, origin: Origin) {
        self.text = text
        self.origin = origin
    }

    init(_ value: Profile.Value, of profile: Profile?) {
        self.init(text: value.text, origin: .profile(profile?.name ?? "", place: value.place))
    }

    /// What is wrong with the value of a parameter.
    func problem(with name: String, _ words: String) -> Problem {
        switch origin {
        case .profile(let profile, let place):
            Problem(.profile, at: place.printable, "the profile '\(profile)' sets '\(name.printable)': \(words)")
        case .definition, .commandLine: Problem(.parameter, "--set \(name.printable): \(words)")
        }
    }
}
