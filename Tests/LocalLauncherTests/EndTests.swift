import Dataswarm
import Glibc
import LocalLauncher
import PipelineEngine
import Testing

@Suite struct EndTests {
    @Test(arguments: [0, 1, 2, 100, 255] as [Int32])
    func `a process ends with its exit code`(code: Int32) async {
        let playground = Playground()
        #expect(await playground.run("exit $1", String(code)) == .exited(code))
    }

    @Test(arguments: [SIGKILL, SIGTERM, SIGSEGV])
    func `a process that a signal ends`(signal: Int32) async {
        let playground = Playground()
        #expect(await playground.run("kill -$1 $$", String(signal)) == .signalled(signal))
    }

    @Test func `after a success only the log is left, and folders that it did not use`() async {
        let playground = Playground()
        #expect(
            await playground.run("echo words; echo more > $DATASWARM_SCRATCH/x; mkdir $DATASWARM_SCRATCH/y")
                == .exited(0))
        #expect(playground.names(in: "attempts/1") == ["log", "output"])
        #expect(playground.names(in: "attempts/1/output") == [])
    }

    @Test func `after a failure all is left to be looked at`() async {
        let playground = Playground()
        let process = RenderedProcess(
            arguments: ["/bin/sh", "-c", "cat > $DATASWARM_SCRATCH/x; exit 3"],
            standardInput: "text",
            files: [.init(name: "a", content: "b")]
        )
        #expect(await playground.execute(playground.attempt(process)) == .exited(3))
        #expect(playground.names(in: "attempts/1") == ["files", "input", "log", "output", "scratch"])
        #expect(playground.content(of: "attempts/1/scratch/x") == "text")
    }

    @Test func `an attempt's folder is its user's alone`() async {
        let playground = Playground()
        await playground.run("exit 1")
        var status = stat()
        for (path, mode) in [("", 0o700), ("/scratch", 0o700), ("/log", 0o600)] as [(String, mode_t)] {
            #expect(stat("\(playground.root)/attempts/1\(path)", &status) == 0)
            #expect(status.st_mode & 0o777 == mode)
        }
    }

    @Test func `an attempt without a process cannot be executed`() async {
        let playground = Playground()
        #expect(
            await playground.execute(playground.attempt())
                == .impossible("Task 'cats.find' has no process to execute."))
    }

    @Test func `a folder that cannot be made is told`() async {
        let playground = Playground()
        playground.write("", to: "attempts")
        #expect(
            await playground.run(":")
                == .impossible(
                    "Task 'cats.find' cannot make the folder '\(playground.root)/attempts/1': Not a directory."))
    }

    @Test func `the process leads a session and ignores no signal`() async {
        let playground = Playground()
        await playground.run("cut -d' ' -f6 /proc/self/stat; echo $$; grep -E 'Sig(Blk|Ign)' /proc/self/status")
        let lines = playground.log()?.split(separator: "\n") ?? []
        #expect(lines.count == 4)
        #expect(lines.first == lines.dropFirst().first)
        // The C library itself ignores two of its own, far behind the 28 that have names everywhere.
        #expect(lines.dropFirst(2).allSatisfy { $0.hasSuffix("0000000") })
    }

    @Test func `the process inherits three descriptors and no more`() async {
        let playground = Playground()
        await playground.run("ls /proc/$$/fd")
        #expect(playground.log() == "0\n1\n2\n")
    }
}
