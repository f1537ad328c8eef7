public import PipelineRecord

/// The profiles that a file holds.
public struct Profiles: Sendable {
    /// How sentences call the file.
    public let file: String
    /// In the order of the file.
    public internal(set) var all: [Profile] = []
    /// The one that counts where none is named.
    public internal(set) var fallback: Profile?

    init(file: String) { self.file = file }

    public func named(_ name: String) -> Profile? { all.first { $0.name == name } }

    /// What to say of a name that none has; it goes on from the name.
    public func words(forUnknown name: String) -> String {
        let names = all.map(\.name)
        if names.isEmpty { return "\(file.printable) has no profile: write one below \"profiles\"." }
        return
            "\(file.printable) has no profile '\(name.printable)': it is one of \(names.joined(separator: ", ")).\(NearMiss.question(for: name, among: names))"
    }
}
