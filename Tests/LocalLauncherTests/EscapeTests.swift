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

    /// A program whose `main` starts a thread and ends its own: legal, and `/proc` calls it a zombie. It holds a lock for as long
    /// as any thread of it lives.
    private static let headless = """
        import ctypes, fcntl, os, signal, threading, time
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        held = open('held', 'w'); fcntl.flock(held, fcntl.LOCK_EX)
        def work():
            while open('/proc/self/stat').read().rsplit(')')[-1].split()[0] != 'Z': time.sleep(0.001)
            open('ready', 'w').write('up\\n')
            time.sleep(1000)
        threading.Thread(target=work).start()
        ctypes.CDLL(None).pthread_exit(None)
        """

    @Test func `a process is there for as long as one of its threads is`() async throws {
        let playground = Playground()
        playground.makePipe("ready")
        playground.write(Self.headless, to: "headless.py")
        let attempt = playground.shell("exec python3 headless.py", grace: .milliseconds(100))
        #expect(await playground.cancelOnceReady(attempt) == .endedOnRequest)
        #expect(playground.isFree("held"))
    }

    /// Each is gone by the time that one look has been at all, and has a successor.
    private static let chain = """
        import fcntl, os, time
        held = open('held', 'w'); fcntl.flock(held, fcntl.LOCK_EX)
        if os.fork(): os._exit(0)
        os.setsid()
        print('up', flush=True); os.close(1)
        end = time.monotonic() + 20
        while time.monotonic() < end:
            if os.fork(): os._exit(0)
            time.sleep(0.001)
        """

    @Test func `what starts another and ends, again and again, is gone with the leftovers`() async throws {
        let playground = Playground()
        playground.write(Self.chain, to: "chain.py")
        for _ in 0..<5 {
            let mark = Mark.random()
            #expect(playground.does("prlimit --rttime=\(mark.number): python3 chain.py | grep -q up"))
            #expect(!playground.isFree("held"))
            Leftovers.end(mark)
            #expect(playground.isFree("held"))
        }
    }

    @Test func `who kills all of the owner's name does not mean what keeps its tasks`() async throws {
        let playground = Playground()
        #expect(await playground.run("tr '\\0' ' ' < /proc/$PPID/cmdline; cat /proc/$PPID/comm") == .exited(0))
        let said = try #require(playground.log())
        #expect(said.hasPrefix("dataswarm-tasks supervise ") && said.hasSuffix("keeper\n"))
        #expect(!said.contains("driver"))
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
