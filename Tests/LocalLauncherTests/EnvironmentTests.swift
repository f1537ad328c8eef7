import Dataswarm
import LocalLauncher
import PipelineEngine
import Testing

@Suite struct EnvironmentTests {
    private func environment(_ playground: Playground, _ variables: [RenderedProcess.Variable]) async -> [String] {
        let process = RenderedProcess(arguments: ["env"], environment: variables)
        let end = await playground.execute(playground.attempt(process))
        #expect(end == .exited(0))
        return playground.log()?.split(separator: "\n").map(String.init).sorted() ?? []
    }

    private func ours(_ playground: Playground) -> [String] {
        let folder = "\(playground.root)/attempts/1"
        return [
            "DATASWARM_ATTEMPT=1", "DATASWARM_DS=2016-04-26", "DATASWARM_OUTPUT=\(folder)/output",
            "DATASWARM_PUBLISHED=\(playground.root)/published", "DATASWARM_RUN_KEY=key",
            "DATASWARM_SCRATCH=\(folder)/scratch", "DATASWARM_TASK=cats.find",
        ]
    }

    @Test func `a process has what passes, what its task says and what the launcher sets, and nothing else`() async {
        let playground = Playground(environment: ["PATH": "/usr/bin:/bin", "LANG": "C"])
        let found = await environment(playground, [.init(name: "ANIMAL", value: .text("cat's \"paw\" = $x"))])
        #expect(
            found == (["ANIMAL=cat's \"paw\" = $x", "LANG=C", "PATH=/usr/bin:/bin"] + ours(playground)).sorted())
    }

    @Test func `a task's variables go before those that pass, and behind those that the launcher sets`() async {
        let playground = Playground(environment: ["PATH": "/usr/bin:/bin", "LANG": "C"])
        let found = await environment(
            playground,
            [
                .init(name: "DATASWARM_DS", value: .text("1999-01-01")), .init(name: "LANG", value: .text("de")),
                .init(name: "LANG", value: .text("fr")), .init(name: "EMPTY", value: .text("")),
            ]
        )
        #expect(found == (["EMPTY=", "LANG=fr", "PATH=/usr/bin:/bin"] + ours(playground)).sorted())
    }

    @Test(arguments: ["", "1A", "A=B", "A\0B"])
    func `what is no name for a variable is refused`(name: String) async {
        let playground = Playground()
        let process = RenderedProcess(arguments: ["env"], environment: [.init(name: name, value: .text("x"))])
        #expect(
            await playground.execute(playground.attempt(process))
                == .impossible(
                    "Task 'cats.find' cannot set the environment variable '\(name)': a name is letters, digits and "
                        + "underscores, and does not begin with a digit."))
    }

    @Test func `a value with a zero byte is refused, and not told`() async {
        let playground = Playground(secrets: ["key": "tell\0nobody"])
        let process = RenderedProcess(arguments: ["env"], environment: [.init(name: "KEY", value: .secret("key"))])
        #expect(
            await playground.execute(playground.attempt(process))
                == .impossible(
                    "Task 'cats.find' cannot set the environment variable 'KEY': its value has a zero byte in it."))
    }
}
