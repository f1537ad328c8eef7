import Dataswarm
import Glibc
import PipelineEngine
import Testing

@testable import LocalLauncher

/// What becomes of tasks when those that keep them are killed.
@Suite(.timeLimit(.minutes(2))) struct KeeperTests {
    private static let escape = "(setsid sh -c 'echo $$ > escaped; exec sleep 1000' &) & "
    private static let wait = "while ! [ -s escaped ]; do sleep 0.01; done; "

    @Test func `an attempt that kills its keeper is lost, and nothing of it is left`() async throws {
        let playground = Playground()
        let end = await playground.run("\(Self.escape) \(Self.wait) kill -9 $PPID; exec sleep 1000")
        #expect(end == .lost("the process that kept it was killed"))
        #expect(!isAlive(try #require(playground.content(of: "escaped"))))
        #expect(await playground.run("exit 4", number: 2) == .exited(4))
    }

    @Test func `one that kills keeper and supervisor is lost, and nothing of it is left`() async throws {
        let playground = Playground()
        let grandparent = "$(cut -d' ' -f4 /proc/$PPID/stat)"
        let end = await playground.run(
            "\(Self.escape) \(Self.wait) kill -9 \(grandparent) $PPID; exec sleep 1000")
        #expect(end == .lost("the process that kept it was killed"))
        #expect(!isAlive(try #require(playground.content(of: "escaped"))))
        #expect(await playground.run("exit 4", number: 2) == .exited(4))
    }

    @Test func `without a supervisor what is under way goes on, and what comes gets another`() async throws {
        let playground = Playground()
        #expect(await playground.run("kill -9 $(cut -d' ' -f4 /proc/$PPID/stat); exit 3") == .exited(3))
        #expect(await playground.run("exit 4", number: 2) == .exited(4))
        playground.makePipe("ready")
        // While one is under way the other needs a keeper of its own.
        async let first = playground.run("cat ready", number: 3)
        async let second = playground.run("echo up > ready; exit 5", number: 4)
        #expect(await [first, second] == [.exited(0), .exited(5)])
    }

    @Test func `a supervisor that was stopped makes keepers, and answers for those that die`() async throws {
        let playground = Playground()
        let supervisor = "$(cut -d' ' -f4 /proc/$PPID/stat)"
        #expect(await playground.run("kill -STOP \(supervisor)") == .exited(0))
        playground.makePipe("ready")
        // While one is under way the other needs a keeper of its own.
        async let first = playground.run("cat ready", number: 2)
        async let second = playground.run("echo up > ready; exit 5", number: 3)
        #expect(await [first, second] == [.exited(0), .exited(5)])
        let end = await playground.run("kill -STOP \(supervisor); kill -9 $PPID; exec sleep 1000", number: 4)
        #expect(end == .lost("the process that kept it was killed"))
    }

    @Test func `a word that comes too late is not about the next attempt`() async throws {
        let playground = Playground()
        for number in 1...150 {
            let first = playground.shell("exit 3", number: 2 * number)
            let execution = _Concurrency.Task { await playground.execute(first) }
            // A different moment every time, around the end of the process.
            try? await _Concurrency.Task.sleep(for: .microseconds(500 + number * 20))
            execution.cancel()
            _ = await execution.value
            #expect(await playground.run("exit 7", number: 2 * number + 1) == .exited(7))
        }
    }

    @Test func `a keeper that was stopped is no way to stay`() async throws {
        let playground = Playground()
        let attempt = playground.shell("kill -STOP $PPID; echo up > ready; exec sleep 1000", grace: .seconds(3600))
        #expect(await playground.cancelOnceReady(attempt, hurries: true) == .endedOnRequest)
    }

    @Test(arguments: ["$PPID", "$(cut -d' ' -f4 /proc/$PPID/stat) $PPID", "$PPID $(cut -d' ' -f4 /proc/$PPID/stat)"])
    func `a task that stops what keeps it is ended all the same`(processes: String) async {
        let playground = Playground()
        let attempt = playground.shell(
            "kill -STOP \(processes); echo up > ready; exec sleep 1000", grace: .milliseconds(100))
        #expect(await playground.cancelOnceReady(attempt) == .endedOnRequest)
    }

    @Test func `want of memory is told apart from other kills`() async throws {
        let playground = Playground()
        playground.write("pgfault 7\noom_kill 3\noom_kill_other 9\n", to: "vmstat")
        let starve = "printf 'oom_kill 4\\n' > vmstat; "
        #expect(await playground.run("kill -9 $$") == .signalled(SIGKILL))
        #expect(await playground.run("\(starve) kill -9 $$", number: 2) == .outOfMemory)
        #expect(await playground.run("kill -9 $$", number: 3) == .signalled(SIGKILL))
        playground.write("oom_kill 7\n", to: "vmstat")
        #expect(await playground.run("exit 137", number: 4) == .outOfMemory)
        playground.write("oom_kill 8\n", to: "vmstat")
        #expect(await playground.run("exit 1", number: 5) == .exited(1))
    }
}
