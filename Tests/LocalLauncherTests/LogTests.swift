import Dataswarm
import LocalLauncher
import PipelineEngine
import Testing

@Suite struct LogTests {
    @Test func `output and errors are in the log in the order in which they were written`() async {
        let playground = Playground()
        await playground.run("for i in 1 2 3; do echo out $i; echo err $i >&2; done")
        #expect(playground.log() == "out 1\nerr 1\nout 2\nerr 2\nout 3\nerr 3\n")
    }

    @Test func `much is written as it is`() async {
        let playground = Playground()
        await playground.run("seq 100000")
        #expect(playground.log() == (1...100_000).map { "\($0)\n" }.joined())
    }

    @Test func `a second start goes on in the same log`() async {
        let playground = Playground()
        await playground.run("echo first")
        await playground.run("echo second")
        #expect(playground.log() == "first\nsecond\n")
    }

    @Test func `the log can be read while the process runs`() async {
        let playground = Playground()
        playground.makePipe("ready")
        playground.makePipe("go")
        let attempt = playground.shell(
            "echo early; echo > \(playground.root)/ready; cat \(playground.root)/go; echo late")
        async let end = playground.execute(attempt)
        _ = await playground.listen(to: "ready")
        #expect(playground.log() == "early\n")
        await playground.tell("go\n", to: "go")
        #expect(await end == .exited(0))
        #expect(playground.log() == "early\ngo\nlate\n")
    }
}
