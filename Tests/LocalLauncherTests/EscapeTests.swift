import Dataswarm
import Glibc
import Host
import LocalLauncher
import PipelineEngine
import ProcessKeeping
import Testing

/// Whatever a process does to get away, nothing of it is left when its end is reported.
@Suite(.timeLimit(.minutes(2))) struct EscapeTests {
    /// Ways to get away: each starts something that says its number in the file `escaped`, and stays for long.
    static let ways = [
        "setsid": "setsid sh -c 'echo $$ >> escaped; exec sleep 1000' &",
        "double fork": "(sh -c 'echo $$ >> escaped; exec sleep 1000' &) &",
        "setsid and double fork": "(setsid sh -c 'echo $$ >> escaped; exec sleep 1000' &) &",
        "cleared environment":
            "(env -i setsid /bin/sh -c 'echo $$ >> escaped; exec /bin/sleep 1000' < /dev/null > /dev/null 2>&1 &) &",
        "deaf": "(setsid sh -c 'trap \"\" TERM HUP INT; echo $$ >> escaped; while :; do sleep 1; done' &) &",
        "stopped": "(setsid sh -c 'echo $$ >> escaped; kill -STOP $$; exec sleep 1000' &) &",
        "other limits":
            "(ulimit -n 64; setsid sh -c 'echo $$ >> escaped; exec prlimit --rttime=1000000000 sleep 1000' &) &",
    ]

    private static let wait = "while ! [ -s escaped ]; do sleep 0.01; done;"

    @Test(arguments: ways.keys.sorted())
    func `what escaped is gone when the process has ended`(way: String) async throws {
        let playground = Playground(patience: .milliseconds(20))
        #expect(await playground.run("\(Self.ways[way]!) \(Self.wait) exit 3") == .exited(3))
        let escaped = try #require(playground.content(of: "escaped"))
        #expect(!isAlive(escaped))
    }

    @Test(arguments: ways.keys.sorted())
    func `what escaped is gone when the process was asked to end`(way: String) async throws {
        let playground = Playground()
        let attempt = playground.shell(
            "\(Self.ways[way]!) \(Self.wait) echo up > ready; sleep 1000", grace: .milliseconds(100))
        #expect(await playground.cancelOnceReady(attempt) == .endedOnRequest)
        let escaped = try #require(playground.content(of: "escaped"))
        #expect(!isAlive(escaped))
    }

    /// It stops by itself when it is not stopped, so that a test that fails does not take the machine down.
    @Test func `a bomb is gone`() async throws {
        let playground = Playground()
        playground.makePipe("ready")
        let bomb = """
            bomb() { [ $1 -gt 0 ] || exec sleep 20; echo $$ >> pieces; (bomb $(($1 - 1)) &) ; setsid sh -c "$0" & bomb $(($1 - 1)); }
            echo up > ready; bomb 9
            """
        let attempt = playground.shell(bomb, grace: .zero)
        let execution = _Concurrency.Task { await playground.execute(attempt) }
        _ = await playground.listen(to: "ready")
        execution.cancel()
        #expect(await execution.value == .endedOnRequest)
        let processes = try #require(ProcessTable()).processes
        #expect(processes.filter { playground.launcher.mark.isBorne(by: $0.number) }.allSatisfy(isOurs))
    }

    /// A supervisor or a keeper.
    private func isOurs(_ process: LiveProcess) -> Bool {
        ["keeper\n", "supervisor\n"].contains(Playground.read("/proc/\(process.number)/comm"))
    }

    @Test func `what is killed at once does not wait for its grace`() async throws {
        let playground = Playground()
        let attempt = playground.shell(
            "trap '' TERM; echo up > ready; while :; do sleep 1; done", grace: .seconds(3600))
        #expect(await playground.cancelOnceReady(attempt, hurries: true) == .endedOnRequest)
    }
}
