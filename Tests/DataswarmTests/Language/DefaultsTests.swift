import Dataswarm
import Testing

@Suite struct DefaultsTests {
    private let family = Defaults(
        owner: "family", retries: .upTo(1), holdAfterFailures: 3, pool: "family", tags: ["family"],
        environment: ["A": "family", "F": "family"])
    private let pipeline = Defaults(
        owner: "pipeline", retries: .upTo(2), tags: ["pipeline"], environment: ["A": "pipeline", "P": "pipeline"])
    private let group = Defaults(owner: "group", priority: 3, tags: ["group", "family"], environment: ["A": "group"])

    @Test func aHigherLayerWins() {
        let layers = [family, pipeline, group].map(\.settings)
        let merged = layers.reduce(Settings.library) { $0.overridden(by: $1) }
        #expect(merged.owner == "group")
        #expect(merged.retries == .upTo(2))
        #expect(merged.pool == PoolUse("family"))
        #expect(merged.holdAfterFailures == 3)
        #expect(merged.overridden(by: Settings(holdAfterFailures: 0)).holdAfterFailures == 0)
        #expect(merged.priority == 3)
        #expect(merged.timeout == nil)
        #expect(merged.when == .allSucceeded)
    }

    @Test func tagsAddUpAndVariablesMerge() {
        let layers = [family, pipeline, group].map(\.settings)
        let merged = layers.reduce(Settings.library) { $0.overridden(by: $1) }
        #expect(merged.tags == ["family", "pipeline", "group"])
        #expect(merged.environment == ["A": "group", "F": "family", "P": "pipeline"])
    }

    @Test func whatNoLayerSays() {
        #expect(Settings.library == Settings(retries: .never, priority: 0, when: .allSucceeded))
        #expect(Settings.library.overridden(by: Settings()) == Settings.library)
    }

    /// The whole way, seen in what a task executes: its variables.
    @Test func layersOfATask() throws {
        let made = Pipeline("p") {
            Defaults(environment: ["A": "replaced", "Q": "first"])
            pipeline
            Group("outer") {
                group
                Group("inner") {
                    Defaults(environment: ["I": "inner"])
                    Task(
                        "deep", Shell("true", environment: ["A": "operator"]), environment: ["A": "task", "T": "task"])
                }
                Task("shallow", Shell("true"))
            }
            Task("outside", Shell("true"))
        }
        let all = [made].defaults(family)
        #expect(
            try variables(of: "deep", in: all[0]) == [
                "A=operator", "F=family", "I=inner", "P=pipeline", "Q=first", "T=task",
            ])
        #expect(try variables(of: "shallow", in: all[0]) == ["A=group", "F=family", "P=pipeline", "Q=first"])
        #expect(try variables(of: "outside", in: all[0]) == ["A=pipeline", "F=family", "P=pipeline", "Q=first"])
    }

    @Test func defaultsMayStandAnywhere() {
        let made = Pipeline("p") {
            Task("a", NoOp())
            if true { Defaults(owner: "growth") }
            for tag in ["x", "y"] { Defaults(tags: [tag]) }
        }
        #expect(
            made.defaults.map(\.settings) == [Settings(owner: "growth"), Settings(tags: ["x"]), Settings(tags: ["y"])])
    }

    private func variables(of task: String, in pipeline: Pipeline) throws -> [String] {
        guard case .process(let process) = try pipeline.rendered(task, ds: "2016-04-26") else { return [] }
        return process.environment.map { variable in
            switch variable.value {
            case .text(let text): "\(variable.name)=\(text)"
            case .secret(let name): "\(variable.name) is secret \(name)"
            }
        }
    }
}
