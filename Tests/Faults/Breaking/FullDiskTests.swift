import Dataswarm
import Glibc
import TestSupport
import Testing

extension FaultTests {
    /// A disk that is full or broken, at each write, and one that really is full.
    @Suite struct FullDiskTests {
        private static let tasks = ["p.a", "p.b", "p.c"]

        private func sandbox() throws -> Sandbox {
            let a = Deed.task("a", .quick)
            let b = Deed.task("b", .quick, depList: [a])
            return try Sandbox.witnessed(Pipeline("p") { Deed.task("c", .quick, depList: [a, b]) })
        }

        private func count(_ calls: [String]) throws -> Int {
            let sandbox = try sandbox()
            let ended = try sandbox.start("--ds 2016-04-26 --jobs 1", Meddler(calls: calls, log: "calls")).end()
            try #require(ended.code == 0, "\(ended.error)")
            return try sandbox.read("calls").split(separator: "\n").count
        }

        private static let writing = ["write", "pwrite64", "mkdir", "mkdirat", "open", "openat", "link", "ftruncate64"]

        @Test func aDiskThatIsFullFromAnyWriteOnIsToldAndNothingIsCalledDone() throws {
            try sweep(FullDiskTests.writing, ENOSPC, goesOn: true, step: Effort.times(9, thoroughly: 1))
        }

        @Test func aSingleWriteForWhichThereIsNoRoomIsToldOrDoesNoHarm() throws {
            try sweep(FullDiskTests.writing, ENOSPC, goesOn: false, step: Effort.times(11, thoroughly: 1))
        }

        @Test func aFlushThatFailsIsToldAndNothingIsCalledDone() throws {
            try sweep(["fsync", "fdatasync"], EIO, goesOn: true, step: Effort.times(3, thoroughly: 1))
            try sweep(["fsync", "fdatasync"], EIO, goesOn: false, step: Effort.times(4, thoroughly: 1))
        }

        /// Has each of some calls fail in turn, and the next start make it good.
        private func sweep(_ calls: [String], _ code: CInt, goesOn: Bool, step: Int) throws {
            let count = try count(calls)
            try #require(count > 10)
            var chance = Chance(Effort.seed)
            for call in stride(from: chance.number(in: 1...step), through: count, by: step) {
                let context =
                    "\(calls[0]) … \(call) of \(count), \(goesOn ? "on" : "once"), \(Effort.replay(Effort.seed))"
                let sandbox = try sandbox()
                defer { sandbox.clean() }
                let meddler = Meddler(calls: calls, at: call, goesOn: goesOn, deed: .fail(code))
                let ended = try sandbox.start("--ds 2016-04-26 --jobs 1 --json", meddler).end()
                try expectHonesty(ended, sandbox, context)
                let next = try sandbox.finish("--ds 2016-04-26 --jobs 1")
                #expect(next.code == 0, "\(next.error) \(context)")
                expectNone(try Oracle.problems(sandbox, ds: "2016-04-26", done: FullDiskTests.tasks), context)
            }
        }

        /// What a driver that ran into trouble may say, and how it may end.
        private func expectHonesty(_ ended: Ended, _ sandbox: Sandbox, _ context: String) throws {
            #expect([0, 1, 74].contains(ended.code), "\(ended.code), \(ended.error) \(context)")
            if ended.code == 74 {
                let lines = ended.error.split(separator: "\n")
                #expect(!lines.isEmpty && lines.count <= 3, "\(ended.error) \(context)")
                #expect(lines.allSatisfy { $0.hasPrefix("driver: ") && $0.hasSuffix(".") }, "\(ended.error) \(context)")
            }
            // It gave up, rather than try for ever.
            #expect(ended.processorTime < 20, "s, \(context)")
            let told = ended.events.filter { $0.event == "task_changed" && $0.state == "succeeded" }.compactMap(\.task)
            if !told.isEmpty {
                let record = try Record(sandbox, ds: "2016-04-26")
                for task in told { #expect(record.tasks[task] == "succeeded", "\(task), \(context)") }
            }
            if ended.code == 0 { #expect(told.count == FullDiskTests.tasks.count, "\(context)") }
            expectNone(sandbox.leftovers().map { "left behind: \($0)" }, context)
        }

        @Test func whoCannotKeepTheRecordSaysWhatIsDoneAndWhatIsLeft() throws {
            let sandbox = try Sandbox.witnessed(
                Pipeline("p") {
                    let a = Deed.task("a", .quick)
                    let hold = Deed.task("hold", .hold, depList: [a])
                    let last = Task("last", Command("/bin/sh", "-c", "touch full"), depList: [a])
                    Deed.task("c", .quick, depList: [hold, last])
                }
            )
            defer { sandbox.clean() }
            let meddler = Meddler(calls: ["pwrite64"], at: 1, goesOn: true, deed: .fail(ENOSPC), gate: "full")
            let ended = try sandbox.start("--ds 2016-04-26 --jobs 2", meddler).end()
            #expect(ended.code == 74)
            #expect(
                ended.error == """
                    driver: \(sandbox.folder)/.dataswarm/store.sqlite: its disk is full; make room, then start again.
                    driver: 1 task on record as done; what was under way was ended and counts as not done; \
                    left: p.hold, p.last, p.c.

                    """)
            expectNone(sandbox.leftovers().map { "left behind: \($0)" }, "afterwards")
            try sandbox.write("", to: "enough")
            let next = try sandbox.finish("--ds 2016-04-26 --jobs 2")
            #expect(next.code == 0, "\(next.error)")
            #expect(next.lines.last?.hasSuffix("3 succeeded, 1 done before") == true, "\(next.lines)")
        }

        @Test func anOutputThatCannotBeFlushedIsNotPublished() throws {
            let sandbox = try Sandbox(
                Pipeline("p") {
                    Task("page", Command("/bin/sh", "-c", "echo new > \"$DATASWARM_OUTPUT/page\"; touch broken"))
                }
            )
            let meddler = Meddler(calls: ["fsync"], at: 1, deed: .fail(EIO), under: "/attempts", gate: "broken")
            let ended = try sandbox.start("--ds 2016-04-26", meddler).end()
            #expect(ended.code == 1, "\(ended.error)")
            #expect(try Record(sandbox, ds: "2016-04-26").tasks == ["p.page": "failed"])
            #expect(!sandbox.has(".dataswarm/published/p.page/2016-04-26"))
            #expect(try sandbox.finish("--ds 2016-04-26").code == 0)
            #expect(try sandbox.read(".dataswarm/published/p.page/2016-04-26/page") == "new\n")
        }

        @Test func aSuccessWhoseRecordCannotBeFlushedIsNotTold() throws {
            let sandbox = try Sandbox(Pipeline("p") { Task("page", Command("/bin/sh", "-c", "touch broken")) })
            let meddler = Meddler(
                calls: ["fsync", "fdatasync"], at: 1, goesOn: true, deed: .fail(EIO), under: "/store", gate: "broken")
            let ended = try sandbox.start("--ds 2016-04-26 --json", meddler).end()
            #expect(ended.code == 74, "\(ended.error)")
            #expect(ended.events.map(\.event) == ["run_began", "attempt_began"])
            #expect(ended.error.contains("0 tasks on record as done"))
            #expect(try sandbox.finish("--ds 2016-04-26").code == 0)
        }

        /// A file system of 8 MiB, in a name space of its own that goes with the script.
        @Test func aDiskThatReallyIsFullIsToldAndThereIsANextStart() throws {
            let sandbox = try Sandbox.witnessed(
                Pipeline("p") {
                    let a = Deed.task("a", .quick)
                    Task(
                        "big", Command("/bin/sh", "-c", "head -c 3000000 /dev/zero > \"$DATASWARM_OUTPUT/big\""),
                        depList: [a])
                    Deed.task("b", .quick, depList: [a])
                }
            )
            defer { sandbox.clean() }
            let script = """
                set -eu
                mkdir .dataswarm && mount -t tmpfs -o size=8m tmpfs .dataswarm
                run() { code=0; "$driver" --ds 2016-04-26 --jobs 1 --graph graph.json > "$1.out" 2> "$1.err" || code=$?; echo $code; }
                fill() { head -c 100000000 /dev/zero > .dataswarm/filler 2> /dev/null || true; }
                fill; run nothing
                rm .dataswarm/filler; head -c 6500000 /dev/zero > .dataswarm/filler; run little
                rm .dataswarm/filler; run room; stat -c %s .dataswarm/published/p.big/2016-04-26/big
                fill; run done
                rm .dataswarm/filler; run again
                """
            var program = sandbox.program("")
            program = Program(
                path: "/usr/bin/env",
                arguments: ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script],
                environment: program.environment.merging(["driver": Program.driver]) { $1 }, folder: sandbox.folder)
            let ended = try Driver(program).end()
            try #require(ended.code == 0, "no small file system can be mounted: \(ended.error)")
            // No room at all; too little for one output, and perhaps for the word that it failed; enough; none again, with
            // nothing to do; enough.
            try #require(ended.lines.count == 6, "\(ended.lines)")
            #expect(ended.lines[0] == "74")
            #expect(["1", "74"].contains(ended.lines[1]))
            #expect(ended.lines[2...] == ["0", "3000000", "74", "0"])
            for run in ["nothing", "done"] {
                let error = try sandbox.read("\(run).err")
                #expect(error.hasPrefix("driver: ") && error.hasSuffix(".\n"), "\(error)")
                #expect(error.contains("disk is full") || error.contains("No space left on device"), "\(error)")
                #expect(error.split(separator: "\n").count == 1, "\(error)")
            }
            #expect(!(try sandbox.read("little.out")).contains("succeeded p.big"))
            #expect(try sandbox.read("room.out").contains("succeeded p.big"))
            #expect(try Witness(sandbox).lines.filter { $0.verb == .start }.map(\.task) == ["p.a", "p.b"])
        }

        /// Programs that find no room seldom say so where it can be read.
        @Test func aDiskThatATaskHasFilledIsNamed() throws {
            let script = "head -c 100000000 /dev/zero > \"$TMPDIR/x\" 2> /dev/null"
            let sandbox = try Sandbox(Pipeline("p") { Task("a", Command("/bin/sh", "-c", "\(script)")) })
            let around = """
                mkdir small && mount -t tmpfs -o size=1m tmpfs small
                TMPDIR=$PWD/small "$driver" --ds 2016-04-26 --graph graph.json
                """
            let program = Program(
                path: "/usr/bin/env",
                arguments: ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", around],
                environment: sandbox.program("").environment.merging(["driver": Program.driver]) { $1 },
                folder: sandbox.folder)
            let ended = try Driver(program).end()
            #expect(ended.code == 1)
            #expect(
                ended.lines.contains("✗ p.a exit 1; the disk that '\(sandbox.folder)/small' is on is full"),
                "\(ended.lines) \(ended.error)")
        }
    }
}
