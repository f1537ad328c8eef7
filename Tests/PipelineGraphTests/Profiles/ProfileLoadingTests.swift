import PipelineGraph
import PipelineRecord
import Testing

@Suite struct ProfileLoadingTests {
    private func load(_ text: String) throws -> Profiles { try Profiles.load(Array(text.utf8), named: "profiles.json") }

    private func problems(_ text: String) -> [String] {
        do {
            _ = try load(text)
            return []
        } catch { return (error as? GraphError)?.problems ?? ["\(error)"] }
    }

    @Test func valuesStandInTheSpellingOfTheCommandLineWithTheirPlaces() throws {
        let profiles = try load(
            """
            { "default": "b",
              "profiles": {
                "a": {},
                "b": { "parameters": { "limit": -5, "p.full": true },
                       "settings": { "timeout": "10m" } } } }
            """)
        #expect(profiles.all.map(\.name) == ["a", "b"])
        let second = profiles.all[1]
        #expect(profiles.fallback == second)
        #expect(profiles.named("b") == second)
        #expect(profiles.named("c") == nil)
        #expect(
            second.parameters == [
                Profile.Value(name: "limit", text: "-5", place: "profiles.json:4:37"),
                Profile.Value(name: "p.full", text: "true", place: "profiles.json:4:51"),
            ])
        #expect(
            second.settings == [Profile.Value(name: "timeout", text: "10m", place: "profiles.json:5:37")])
    }

    @Test func withoutADefaultThereIsNone() throws {
        #expect(try load(#"{"profiles":{"a":{}}}"#).fallback == nil)
    }

    private static let nameRule =
        "a name is made of letters, digits, '_', '-' and '.', begins with none of the last two, and has at most 120 characters"

    private static let mistakes: [(String, String)] = [
        ("", "1:1: error: the file ends too early."),
        ("[]", "1:1: error: an object belongs here."),
        ("{}", "1:1: error: the member 'profiles' is missing, which holds the profiles by name."),
        (#"{"profiles":{}} 1"#, "1:17: error: nothing may follow the end of the profiles."),
        (
            #"{"profils":{}, "profiles":{}}"#,
            "1:12: error: the member 'profils' is not known here. Did you mean 'profiles'?"
        ),
        (#"{"profiles":{"a":{}, "a":{}}}"#, "1:22: error: the member 'a' stands here twice: keep one of them."),
        (
            #"{"profiles":{"a":{"parameters":{"x":1,"x":2}}}}"#,
            "1:39: error: the member 'x' stands here twice: keep one of them."
        ),
        (#"{"profiles":{"a b":{}}}"#, "1:20: error: 'a b' cannot be a profile's name: \(nameRule)."),
        (#"{"profiles":{"a":[]}}"#, "1:18: error: an object belongs here."),
        (
            #"{"profiles":{"a":{"parameter":{}}}}"#,
            "1:31: error: the member 'parameter' is not known here. Did you mean 'parameters'?"
        ),
        (
            #"{"profiles":{"a":{"settings":{"x":null}}}}"#,
            "1:35: error: a text, a whole number, true or false belongs here."
        ),
        (
            #"{"profiles":{"a":{"settings":{"x":["a"]}}}}"#,
            "1:35: error: a text, a whole number, true or false belongs here."
        ),
        (#"{"profiles":{"a":{"settings":{"x":1.5}}}}"#, "1:35: error: a whole number of 64 bits belongs here."),
        (
            #"{"default":"prd","profiles":{"prod":{}}}"#,
            """
            1:12: error: the default is no profile: profiles.json has no profile 'prd': it is one of prod. \
            Did you mean 'prod'?
            """
        ),
        (
            #"{"default":"prd","profiles":{}}"#,
            #"1:12: error: the default is no profile: profiles.json has no profile: write one below "profiles"."#
        ),
        (#"{"default":1,"profiles":{}}"#, "1:12: error: a text belongs here."),
    ]

    @Test(arguments: Self.mistakes)
    func aMistakeIsNamedWithItsPlace(text: String, sentence: String) {
        #expect(problems(text) == ["profiles.json:\(sentence)"])
    }
}
