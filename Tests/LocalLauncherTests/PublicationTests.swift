import Dataswarm
import Dispatch
import Glibc
import LocalLauncher
import PipelineEngine
import Testing

@Suite struct PublicationTests {
    private let published = "published/cats.find/2016-04-26"

    @Test func `an output appears whole after a success`() async {
        let playground = Playground()
        let script = """
            cd $DATASWARM_OUTPUT; mkdir -p a/b; echo 1 > cats.tsv; echo 2 > a/b/c; ln -s cats.tsv link; mkfifo pipe
            """
        #expect(await playground.run(script) == .exited(0))
        #expect(playground.names(in: published) == ["a", "cats.tsv", "link", "pipe"])
        #expect(playground.content(of: "\(published)/link") == "1\n")
        #expect(playground.content(of: "\(published)/a/b/c") == "2\n")
        #expect(playground.names(in: "attempts/1") == ["log", "scratch"])
    }

    @Test func `a second success replaces all of the first`() async {
        let playground = Playground()
        await playground.run("cd $DATASWARM_OUTPUT; mkdir x; echo 1 > x/old; chmod 0 x; echo 1 > both", number: 1)
        #expect(await playground.run("echo 2 > $DATASWARM_OUTPUT/both", number: 2) == .exited(0))
        #expect(playground.names(in: published) == ["both"])
        #expect(playground.content(of: "\(published)/both") == "2\n")
        #expect(playground.names(in: "attempts/2") == ["log", "scratch"])
    }

    @Test func `what an attempt of the same number has left before is not published`() async {
        let playground = Playground()
        #expect(await playground.run("echo half > $DATASWARM_OUTPUT/half; exit 1") == .exited(1))
        #expect(await playground.run("echo whole > $DATASWARM_OUTPUT/whole") == .exited(0))
        #expect(playground.names(in: "published/cats.find/2016-04-26") == ["whole"])
    }

    @Test func `a reader finds the old or the new one at any moment`() async {
        let playground = Playground()
        await playground.run("echo 0 > $DATASWARM_OUTPUT/a", number: 1)
        let path = "\(playground.root)/\(published)/a"
        async let looks = Self.look(for: path, until: "\(playground.root)/done")
        for number in 2...20 {
            await playground.run("echo \(number) > $DATASWARM_OUTPUT/a", number: number)
        }
        playground.write("", to: "done")
        let (found, missed) = await looks
        #expect(missed == 0)
        #expect(found > 0)
    }

    private static func look(for path: String, until end: String) async -> (found: Int, missed: Int) {
        // On a thread of its own, because it does not rest.
        await withCheckedContinuation { continuation in
            DispatchQueue(label: "reader").async {
                var looks = (found: 0, missed: 0)
                while access(end, F_OK) != 0 {
                    if access(path, F_OK) == 0 { looks.found += 1 } else { looks.missed += 1 }
                }
                continuation.resume(returning: looks)
            }
        }
    }

    @Test(arguments: ["exit 1", "kill -9 $$"])
    func `a failure publishes nothing, and keeps what was published`(ending: String) async {
        let playground = Playground()
        await playground.run("echo half > $DATASWARM_OUTPUT/a; \(ending)", number: 1)
        #expect(!playground.exists("published"))
        #expect(playground.content(of: "attempts/1/output/a") == "half\n")

        await playground.run("echo 1 > $DATASWARM_OUTPUT/a", number: 2)
        await playground.run("echo half > $DATASWARM_OUTPUT/a; \(ending)", number: 3)
        #expect(playground.content(of: "\(published)/a") == "1\n")
    }

    @Test(arguments: [":", "rmdir $DATASWARM_OUTPUT"])
    func `a success with no output publishes nothing, and takes away what was published`(script: String) async {
        let playground = Playground()
        #expect(await playground.run(script, number: 1) == .exited(0))
        #expect(!playground.exists("published"))

        await playground.run("echo 1 > $DATASWARM_OUTPUT/a", number: 2)
        #expect(await playground.run(script, number: 3) == .exited(0))
        #expect(playground.names(in: "published/cats.find") == [])
        #expect(playground.names(in: "attempts/3/output") == [])
    }

    @Test func `what somebody else has put in its place is replaced as well`() async {
        let playground = Playground()
        playground.makeFolder("published")
        playground.makeFolder("published/cats.find")
        playground.write("a file", to: published)
        #expect(await playground.run("echo 1 > $DATASWARM_OUTPUT/a") == .exited(0))
        #expect(playground.names(in: published) == ["a"])
    }

    @Test func `what somebody else has put in its place is taken away as well`() async {
        let playground = Playground()
        playground.makeFolder("published")
        playground.makeFolder("published/cats.find")
        playground.write("a file", to: published)
        #expect(await playground.run(":") == .exited(0))
        #expect(playground.names(in: "published/cats.find") == [])
        playground.makeFolder("elsewhere")
        symlink("../../elsewhere", "\(playground.root)/\(published)")
        #expect(await playground.run(":", number: 2) == .exited(0))
        #expect(playground.names(in: "published/cats.find") == [])
        #expect(playground.exists("elsewhere"))
    }

    @Test func `an output that is no folder is refused`() async {
        let playground = Playground()
        #expect(
            await playground.run("rmdir $DATASWARM_OUTPUT; echo x > $DATASWARM_OUTPUT")
                == .impossible(
                    "Task 'cats.find' has something else in the place of its output folder: write into "
                        + "'\(playground.root)/attempts/1/output'."))
    }

    @Test func `a place where nothing can be published is told`() async {
        let playground = Playground()
        playground.write("", to: "published")
        #expect(
            await playground.run("echo 1 > $DATASWARM_OUTPUT/a")
                == .impossible(
                    "Task 'cats.find' cannot make the folder '\(playground.root)/published/cats.find': Not a directory."
                ))
        #expect(playground.content(of: "attempts/1/output/a") == "1\n")
    }

    @Test func `another file system is told`() async {
        let playground = Playground()
        var attempt = playground.shell("echo 1 > $DATASWARM_OUTPUT/a")
        attempt.destination = "/dev/shm/local-launcher-\(getpid())"
        #expect(
            await playground.execute(attempt)
                == .impossible(
                    "Task 'cats.find' cannot publish '\(attempt.destination)': it is on another file system than "
                        + "'\(attempt.outputPath)', and only within one can a folder be moved in one step."))
    }
}
