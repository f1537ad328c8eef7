import Dataswarm
import Glibc
import LocalLauncher
import PipelineEngine
import Testing

@Suite struct ProbeTests {
    @Test func `a file is there or not yet`() async {
        let playground = Playground()
        playground.makeFolder("data")
        playground.write("", to: "data/a b")
        symlink("a b", "\(playground.root)/data/link")
        symlink("nowhere", "\(playground.root)/data/dangling")
        let answers: [(String, String?, ProbeAnswer)] = [
            ("data/a b", nil, .yes), ("a b", "data", .yes), ("a b", "\(playground.root)/data", .yes),
            ("\(playground.root)/data", "/nowhere", .yes), ("data/link", nil, .yes), ("data/dangling", nil, .notYet),
            ("a b", nil, .notYet), ("data/a b/c", nil, .notYet), ("/nowhere/at/all", nil, .notYet),
        ]
        for (path, folder, expected) in answers {
            #expect(
                await playground.launcher.check(.fileExists(path, folder: folder), for: playground.attempt())
                    == expected)
        }
    }

    @Test func `a question about a file that cannot be asked`() async {
        let playground = Playground()
        let long = String(repeating: "x", count: 300)
        #expect(
            await playground.launcher.check(.fileExists(long, folder: nil), for: playground.attempt())
                == .failed(
                    "Task 'cats.find' cannot look whether '\(playground.root)/\(long)' is there: File name too long."))
        for path in ["", "a\0b"] {
            #expect(
                await playground.launcher.check(.fileExists(path, folder: nil), for: playground.attempt())
                    == .failed("Task 'cats.find' waits for a file and names none."))
        }
    }

    @Test func `a moment has come when its second has begun`() async throws {
        let ds = try Datestamp("2016-04-26")
        // 06:30 in Berlin is 04:30 UTC in summer.
        let moment: Int64 = 1_461_645_000_000
        for (now, expected) in [(moment - 1, .notYet), (moment, .yes), (moment + 1, .yes)] as [(Int64, ProbeAnswer)] {
            let playground = Playground(now: { now })
            let condition = RenderedProbe.Condition.time(ds, seconds: 6 * 3_600 + 1_800, timeZone: "Europe/Berlin")
            #expect(await playground.launcher.check(condition, for: playground.attempt()) == expected)
        }
    }

    @Test func `an hour begins when it begins, and UTC needs no table`() async throws {
        let ds = try Datestamp("2016-04-26T07")
        let moment: Int64 = 1_461_654_000_000
        for (now, expected) in [(moment - 1, .notYet), (moment, .yes)] as [(Int64, ProbeAnswer)] {
            let playground = Playground(now: { now }, timeZoneFolders: [])
            let condition = RenderedProbe.Condition.time(ds, seconds: 0, timeZone: "UTC")
            #expect(await playground.launcher.check(condition, for: playground.attempt()) == expected)
        }
    }

    @Test(arguments: ["Europe/Berlinn", "", "../../etc/passwd", "/etc/localtime", "Europe", "a\0b"])
    func `a zone that is not there`(zone: String) async throws {
        let playground = Playground(timeZoneFolders: ["/usr/share/zoneinfo"])
        let condition = RenderedProbe.Condition.time(try Datestamp("2016-04-26"), seconds: 0, timeZone: zone)
        #expect(
            await playground.launcher.check(condition, for: playground.attempt())
                == .failed(
                    "Task 'cats.find' waits for a time in the zone '\(zone)', which is not in /usr/share/zoneinfo: "
                        + "write a name of the IANA database, such as Europe/Berlin, or install it (package tzdata)."))
    }

    @Test func `a file that is no zone`() async throws {
        let playground = Playground()
        playground.write("not a zone", to: "Zone")
        let other = Playground(timeZoneFolders: [playground.root])
        let condition = RenderedProbe.Condition.time(try Datestamp("2016-04-26"), seconds: 0, timeZone: "Zone")
        #expect(
            await other.launcher.check(condition, for: other.attempt())
                == .failed(
                    "Task 'cats.find' waits for a time in the zone 'Zone', which cannot be read from "
                        + "'\(playground.root)/Zone', because it is no time zone file: install it anew (package tzdata)."
                ))
    }

    @Test func `a process answers by its exit code`() async {
        let playground = Playground()
        let answers: [(String, ProbeAnswer)] = [
            ("exit 0", .yes), ("exit 1", .notYet),
            (
                "exit 2",
                .failed(
                    "Task 'cats.find' got exit code 2 from '/bin/sh', where 0 is yes and 1 is not yet.", end: .exited(2)
                )
            ),
            (
                "kill -9 $$",
                .failed("Task 'cats.find' got no answer from '/bin/sh': signal 9 ended it.", end: .signalled(9))
            ),
        ]
        for (script, expected) in answers {
            let process = RenderedProcess(arguments: ["/bin/sh", "-c", script])
            #expect(await playground.launcher.check(.process(process), for: playground.attempt()) == expected)
        }
        let process = RenderedProcess(arguments: ["no-such-program"])
        #expect(
            await playground.launcher.check(.process(process), for: playground.attempt())
                == .failed(
                    "Task 'cats.find' cannot start 'no-such-program': it is not in PATH (/usr/bin:/bin): install it, or mend the name."
                ))
    }

    @Test func `every try of a process starts afresh, writes to one log, and publishes nothing`() async {
        let playground = Playground()
        let script = """
            cat; ls $DATASWARM_OUTPUT $DATASWARM_SCRATCH | grep try
            touch $DATASWARM_OUTPUT/try $DATASWARM_SCRATCH/try; exit $1
            """
        for (code, text) in [("1", "first\n"), ("1", "second\n"), ("0", "third\n")] {
            let process = RenderedProcess(arguments: ["/bin/sh", "-c", script, "sh", code], standardInput: text)
            let answer = await playground.launcher.check(.process(process), for: playground.attempt())
            #expect(answer == (code == "0" ? .yes : .notYet))
        }
        #expect(playground.log() == "first\nsecond\nthird\n")
        #expect(playground.names(in: "attempts/1") == ["log"])
        #expect(!playground.exists("published"))
    }

    @Test(.timeLimit(.minutes(1))) func `a process that is cancelled ends`() async {
        let playground = Playground()
        playground.makePipe("ready")
        let process = RenderedProcess(arguments: ["/bin/sh", "-c", "echo $$ > \(playground.root)/ready; sleep 1000"])
        let check = _Concurrency.Task { await playground.launcher.check(.process(process), for: playground.attempt()) }
        let said = await playground.listen(to: "ready")
        check.cancel()
        #expect(await check.value == .notYet)
        #expect(!said.isEmpty && !isAlive(said))
    }
}
