import Dataswarm
import LocalLauncher
import PipelineEngine
import Testing

@Suite(.timeLimit(.minutes(1))) struct LeftoverTests {
    private func leftovers(_ script: String, in playground: Playground) async -> (AttemptEnd, [String]) {
        let end = await playground.run(script)
        let said = playground.log()?.split(whereSeparator: \.isWhitespace).map(String.init) ?? []
        return (end, said)
    }

    @Test func `what a process leaves behind is gone before its end is reported`() async {
        let playground = Playground(patience: .milliseconds(20))
        let (end, said) = await leftovers("sleep 1000 & echo $!; sh -c 'sleep 1000 & echo $!'", in: playground)
        #expect(end == .exited(0))
        #expect(said.count == 2 && said.allSatisfy { !isAlive($0) })
    }

    @Test func `also what does not listen, and what has a process group of its own`() async {
        let playground = Playground(patience: .milliseconds(20))
        let (end, said) = await leftovers(
            #"exec bash -c 'set -m; trap "" TERM; sleep 1000 & echo $!; (set +m; sleep 1000 & echo $!); exit 4'"#,
            in: playground
        )
        #expect(end == .exited(4))
        #expect(said.count == 2 && said.allSatisfy { !isAlive($0) })
    }

    @Test func `what is about to end by itself may do so`() async {
        let playground = Playground(patience: .seconds(30))
        // The child goes on until its parent has been reaped.
        let script = "(while kill -0 $$; do :; done; echo whole > $DATASWARM_OUTPUT/a) 2> /dev/null &"
        #expect(await playground.run(script) == .exited(0))
        #expect(playground.content(of: "published/cats.find/2016-04-26/a") == "whole\n")
    }

    @Test func `nothing of it is in the output by then`() async {
        let playground = Playground(patience: .milliseconds(20))
        await playground.run("(trap 'echo late > $DATASWARM_OUTPUT/b' TERM; sleep 1000) & echo 1 > $DATASWARM_OUTPUT/a")
        #expect(playground.content(of: "published/cats.find/2016-04-26/a") == "1\n")
        #expect(!playground.exists("attempts/1/output"))
    }
}
