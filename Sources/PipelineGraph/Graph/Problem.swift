/// Something that is wrong: a sentence for people, and beside it for programs what kind of mistake it is and where.
public struct Problem: Hashable, Sendable, CustomStringConvertible {
    public let code: Code
    /// A file, with a line where there is one: `Pipelines/Visits.swift:12`; `nil` where the mistake is in no file.
    public let place: String?
    /// What is wrong and what to do instead, without the place.
    public let sentence: String

    /// The kinds of mistakes. Their raw values stand in events, and do not change.
    public enum Code: String, Hashable, Sendable, CaseIterable {
        /// The graph's file is not what the grammar says.
        case format = "graph_format"
        /// A definition is wrong by itself, or names what is not there.
        case definition
        /// Tasks wait for each other in a circle.
        case cycle
        /// A task reads the output of another for which it does not wait.
        case output = "output_not_waited_for"
        /// What a task executes cannot be put together for the ds.
        case rendering
        /// A parameter is not there, or has a value that it cannot have.
        case parameter
        /// The file of the profiles is not what its grammar says, or one of them gives what it cannot.
        case profile
        /// A setting of the command line is not there, or has a value that it cannot have.
        case setting
        /// The ds is none, or none for the pipelines that are meant.
        case datestamp
        /// What is waited for is not done.
        case upstream = "upstream_not_done"
        /// What was asked for cannot be understood otherwise.
        case request
        /// A selector cannot be read, or selects nothing.
        case selector
    }

    public init(_ code: Code, at place: String? = nil, _ sentence: String) {
        self.code = code
        // A graph that another program has written may say nothing of places.
        self.place = place?.isEmpty ?? true ? nil : place
        self.sentence = sentence
    }

    /// What is said of a name that stands for two things, the other at a place.
    static func twice(_ deed: String, _ place: String) -> String {
        place.isEmpty ? "is \(deed) more than once" : "is also \(deed) at \(place.printable)"
    }

    /// What is said of a full name that stands for nothing: that its pipeline is not listed, or has no such thing.
    static func missing(
        _ fullName: String, in pipelines: some Sequence<String>, among names: some Sequence<String>
    ) -> String {
        let pipeline = String(fullName.prefix { $0 != "." })
        if pipeline.utf8.count < fullName.utf8.count, !pipelines.contains(pipeline) {
            let question = NearMiss.question(for: pipeline, among: pipelines)
            return "and no pipeline '\(pipeline.printable)' is listed: add it to the Definitions(…).\(question)"
        }
        return "which no pipeline defines.\(NearMiss.question(for: fullName, among: names))"
    }

    /// As it is printed: `Pipelines/Visits.swift:12: error: …`, as compilers do.
    public var description: String {
        guard let place else { return sentence }
        return code == .format ? "\(place): \(sentence)" : "\(place): error: \(sentence)"
    }
}
