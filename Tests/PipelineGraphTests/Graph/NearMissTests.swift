import PipelineGraph
import Testing

@Suite struct NearMissTests {
    private static let cases: [(name: String, candidates: [String], expected: String)] = [
        ("dmup", ["dump", "find"], " Did you mean 'dump'?"),
        ("load", ["load_1", "laod", "loads", "road"], " Did you mean 'laod' or 'loads' or 'road'?"),
        ("cat_gifs.dupm", ["cat_gifs.dump", "dog_gifs.dump"], " Did you mean 'cat_gifs.dump' or 'dog_gifs.dump'?"),
        ("dump", [], ""), ("dump", ["swap"], ""), ("", ["a"], " Did you mean 'a'?"), ("a", [""], ""),
        ("a", ["b", "b"], " Did you mean 'b'?"),
        ("käse", ["kase"], ""),
    ]

    @Test(arguments: Self.cases)
    func questions(name: String, candidates: [String], expected: String) {
        #expect(NearMiss.question(for: name, among: candidates) == expected)
    }

    @Test func atMostThreeNearestFirst() {
        let names = ["loadxx", "loadx", "load1", "loada", "loadb"]
        #expect(NearMiss.suggestions(for: "loads_", among: names) == ["load1", "loada", "loadb"])
    }

    @Test func nobodyMeansNothingOrTheVeryThing() {
        #expect(NearMiss.question(for: "x", among: ["", "x"]) == "")
        #expect(NearMiss.question(for: "", among: ["", "a"]) == " Did you mean 'a'?")
    }
}
