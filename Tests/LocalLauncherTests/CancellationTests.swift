import Dataswarm
import Glibc
import LocalLauncher
import PipelineEngine
import Testing

@Suite(.timeLimit(.minutes(1))) struct CancellationTests {
    /// Starts an attempt, waits until it has written to the pipe `ready`, cancels it, and gives back what it wrote.
    private func cancel(
        _ script: String, grace: Duration, in playground: Playground
    ) async -> (end: AttemptEnd, said: [String], took: Duration) {
        playground.makePipe("ready")
        let attempt = playground.shell(script, "\(playground.root)/ready", grace: grace)
        let execution = _Concurrency.Task { await playground.execute(attempt) }
        let said = await playground.listen(to: "ready")
        let start = ContinuousClock.now
        execution.cancel()
        let end = await execution.value
        return (end, said.split(whereSeparator: \.isWhitespace).map(String.init), ContinuousClock.now - start)
    }

    @Test func `a process is asked to end, and may do so in its own way`() async {
        let playground = Playground()
        let (end, said, took) = await cancel(
            "trap 'echo bye; echo half > $DATASWARM_OUTPUT/a; exit 0' TERM; echo $$ > $1; while :; do sleep 0.01; done",
            grace: .seconds(45),
            in: playground
        )
        #expect(end == .endedOnRequest)
        #expect(took < .seconds(45))
        #expect(playground.log()?.hasSuffix("bye\n") == true)
        #expect(!said.isEmpty && said.allSatisfy { !isAlive($0) })
        // It exited with 0, but half-way: nothing is published.
        #expect(!playground.exists("published"))
    }

    @Test func `one that does not listen is killed after the grace`() async {
        let playground = Playground()
        let (end, said, took) = await cancel(
            "trap '' TERM; echo $$ > $1; while :; do sleep 0.01; done",
            grace: .milliseconds(200),
            in: playground
        )
        #expect(end == .endedOnRequest)
        #expect(took >= .milliseconds(200))
        #expect(!said.isEmpty && said.allSatisfy { !isAlive($0) })
    }

    @Test func `without a grace it is killed at once`() async {
        let playground = Playground()
        let (end, said, _) = await cancel("trap '' TERM; echo $$ > $1; sleep 1000", grace: .zero, in: playground)
        #expect(end == .endedOnRequest)
        #expect(!said.isEmpty && said.allSatisfy { !isAlive($0) })
    }

    @Test func `its children and theirs end with it`() async {
        let playground = Playground()
        let (end, said, took) = await cancel(
            """
            mkfifo $1.child; sleep 1000 & a=$!; sh -c 'sleep 1000 & echo $! > $0; exec sleep 1000' $1.child &
            read child < $1.child; echo $$ $a $! $child > $1; wait
            """,
            grace: .seconds(45),
            in: playground
        )
        #expect(end == .endedOnRequest)
        #expect(took < .seconds(45))
        #expect(said.count == 4 && said.allSatisfy { !isAlive($0) })
    }

    @Test func `a child that does not listen is killed, though its parent has gone`() async {
        let playground = Playground()
        let (end, said, took) = await cancel(
            """
            sh -c 'trap "" TERM; echo $$ > $0; while :; do sleep 0.01; done' $1 &
            while :; do sleep 0.01; done
            """,
            grace: .milliseconds(300),
            in: playground
        )
        #expect(end == .endedOnRequest)
        #expect(took >= .milliseconds(300))
        #expect(said.count == 1 && said.allSatisfy { !isAlive($0) })
    }

    @Test(arguments: ["", #"trap "" TERM;"#])
    func `a child in another process group of the session ends as well`(trap: String) async {
        let playground = Playground()
        // With job control every background job gets a group of its own.
        let (end, said, _) = await cancel(
            """
            exec bash -c '\(trap) set -m; sleep 1000 & cut -d" " -f5 /proc/$!/stat
            echo $$ $! > $0; wait; sleep 1000' $1
            """,
            grace: .milliseconds(300),
            in: playground
        )
        #expect(end == .endedOnRequest)
        #expect(said.count == 2 && said.allSatisfy { !isAlive($0) })
        #expect(playground.log() == said.last.map { "\($0)\n" })
    }

    @Test func `a stopped process ends as well`() async {
        let playground = Playground()
        let (end, said, _) = await cancel(
            "echo $$ > $1; kill -STOP $$; sleep 1000",
            grace: .milliseconds(100),
            in: playground
        )
        #expect(end == .endedOnRequest)
        #expect(said.count == 1 && said.allSatisfy { !isAlive($0) })
    }

    @Test func `asked to end as soon as it is submitted, it ends`() async {
        let playground = Playground()
        let attempt = playground.shell("exec sleep 1000")
        let execution = _Concurrency.Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return await playground.execute(attempt)
        }
        #expect(await execution.value == .endedOnRequest)
    }

    @Test func `a look that is cancelled before it starts does not start`() async {
        let playground = Playground()
        let process = RenderedProcess(arguments: ["/bin/sh", "-c", "echo started"])
        let look = _Concurrency.Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return await playground.launcher.check(.process(process), for: playground.attempt())
        }
        #expect(await look.value == .notYet)
        #expect(playground.log() == "")
    }

    @Test func `each attempt is killed by itself`() async {
        let playground = Playground()
        playground.makePipe("ready")
        let other = _Concurrency.Task { await playground.run("echo up > ready; cat go; exit 5", number: 2) }
        playground.makePipe("go")
        _ = await playground.listen(to: "ready")
        let attempt = playground.shell("trap '' TERM; echo up > ready; while :; do sleep 1; done", number: 3)
        #expect(await playground.cancelOnceReady(attempt, hurries: true) == .endedOnRequest)
        await playground.tell("go\n", to: "go")
        #expect(await other.value == .exited(5))
    }

    @Test func `a look is killed at once`() async {
        let playground = Playground()
        playground.makePipe("ready")
        let process = RenderedProcess(
            arguments: ["/bin/sh", "-c", "trap '' TERM; echo up > ready; while :; do sleep 1; done"])
        let attempt = playground.attempt(grace: .seconds(3600))
        let look = _Concurrency.Task { await playground.launcher.check(.process(process), for: attempt) }
        _ = await playground.listen(to: "ready")
        look.cancel()
        playground.launcher.killLook(of: attempt)
        #expect(await look.value == .notYet)
    }

    @Test func `cancelled at any moment, it ends or has ended, and leaves nothing behind`() async {
        let playground = Playground()
        for number in 1...60 {
            let attempt = playground.shell("echo $$ > $DATASWARM_OUTPUT/a; sleep 0.002", number: number)
            let execution = _Concurrency.Task { await playground.execute(attempt) }
            // A different moment every time, from before the start to after the end.
            try? await _Concurrency.Task.sleep(for: .microseconds(number * 100))
            execution.cancel()
            switch await execution.value {
            case .exited(0):
                #expect(playground.names(in: "attempts/\(number)") == ["log", "scratch"])
            case .endedOnRequest:
                if let process = playground.content(of: "attempts/\(number)/output/a") { #expect(!isAlive(process)) }
            case let end:
                Issue.record("\(end)")
            }
        }
    }
}
