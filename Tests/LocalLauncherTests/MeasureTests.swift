import Dataswarm
import LocalLauncher
import PipelineEngine
import PipelineRecord
import Testing

/// What an attempt has used.
@Suite(.timeLimit(.minutes(1))) struct MeasureTests {
    @Test func `the bytes of its log and of what it published are counted`() async throws {
        let playground = Playground()
        let result = await playground.result(
            of: playground.shell("cd $DATASWARM_OUTPUT; mkdir a; printf 123 > a/x; printf 45 > y; printf 123456"))
        #expect(result.end == .exited(0))
        #expect(result.measures?.outputBytes == 5)
        #expect(result.measures?.logBytes == 6)
        let failure = await playground.result(
            of: playground.shell("printf 123 > $DATASWARM_OUTPUT/x; exit 1", number: 2))
        #expect(failure.measures?.outputBytes == 0)
        #expect(failure.measures?.logBytes == 0)
    }

    /// Python with 64 MB of its own, in a child of the shell's; and a grandchild whose parent has gone.
    @Test(arguments: [
        "python3 -c \"$1\"; :", "(python3 -c \"$1\" & echo $! > pid) ; while kill -0 $(cat pid); do :; done",
    ])
    func `the peak is the largest process's`(script: String) async throws {
        let playground = Playground(patience: .seconds(30))
        let result = await playground.result(of: playground.shell(script, "x = b'x' * (64 << 20)"))
        #expect(result.end == .exited(0))
        let peak = try #require(result.measures?.peakMemory)
        #expect(peak > 64 << 20 && peak < 128 << 20)
    }

    /// What the keeper holds is not the attempt's.
    @Test func `a small process is not said to be large`() async {
        let playground = Playground()
        let result = await playground.result(of: playground.shell("exec true"))
        #expect(result.measures?.peakMemory ?? 0 < 8 << 20)
    }

    @Test func `processor time is counted`() async throws {
        let playground = Playground()
        let result = await playground.result(
            of: playground.shell("python3 -c 'import time\nwhile time.process_time() < 0.3: pass'; :"))
        let time = try #require(result.measures?.userTime)
        let system = try #require(result.measures?.systemTime)
        #expect(time + system >= 290 && time + system < 5_000)
    }

    @Test func `what did not start has used nothing`() async {
        let playground = Playground()
        let result = await playground.result(of: playground.attempt(RenderedProcess(arguments: ["./nowhere"])))
        #expect(result.measures == nil)
    }
}
