/// Values of parameters and settings that go by one name, such as `prod`; a layer between the graph and the command line.
///
/// It stands in the request of a run as it was then, so that another process needs no file to prepare that run again.
public struct Profile: Hashable, Sendable, Codable {
    public var name: String
    /// Values of parameters: of `limit`, or of `cat_gifs.limit` for one pipeline alone.
    public var parameters: [Value] = []
    /// Settings, in the spelling of the command line: of `retries`, or of `env.NAME`.
    public var settings: [Value] = []

    public init(name: String) { self.name = name }

    /// A value that a profile gives to a name.
    public struct Value: Hashable, Sendable, Codable {
        public var name: String
        /// In the spelling of the command line.
        public var text: String
        /// Where it stands: `profiles.json:3:14`.
        public var place: String

        public init(name: String, text: String, place: String) {
            self.name = name
            self.text = text
            self.place = place
        }
    }
}
