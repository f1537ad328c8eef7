import Dataswarm
import PipelineEngine
import PipelineGraph
import PipelineRecord
import Testing

/// Tasks that say by an exit code that there is nothing to do.
@Suite struct ExitSkipTests {
    private let reason = "skipped, exit 99 says that there is nothing to do"

    @Test func anExitCodeThatIsASkipIsNoFailure() throws {
        var story = try Story { Task("fetch", work, skipOn: 99) }
        _ = story.begin()
        #expect(story.end("fetch", .exited(99)) == ["close fetch 1: \(reason)", "fetch \(reason)"])
        #expect(story.isFinished)
    }

    @Test(arguments: [(98, .failed), (99, .skipped), (100, .skipped), (0, .succeeded)] as [(Int32, TaskState)])
    func anyOtherIsWhatItWas(code: Int32, state: TaskState) throws {
        var story = try Story { Task("fetch", work, skipOn: [99, 100]) }
        _ = story.begin()
        _ = story.end("fetch", .exited(code))
        #expect(story.state("fetch") == state)
    }

    @Test func itIsNotTriedAgain() throws {
        var story = try Story { Task("fetch", work, retries: .upTo(3, on: [.exitCode(99)]), skipOn: 99) }
        _ = story.begin()
        #expect(story.end("fetch", .exited(99)).last == "fetch \(reason)")
    }

    @Test func whatWaitsForItGoesByItsRule() throws {
        var story = try Story {
            let fetch = Task("fetch", work, skipOn: 99)
            let count = Task("count", work, depList: [fetch])
            Task("sum", work, depList: [count])
            Task("join", work, depList: [fetch], when: .noneFailed)
            Task("tidy", work, depList: [fetch], when: .allDone)
            Task("alert", work, depList: [fetch], when: .oneFailed)
        }
        _ = story.begin()
        let lines = story.end("fetch", .exited(99))
        #expect(lines.contains("count skipped, p.fetch was skipped"))
        #expect(lines.contains("execute join 1") && lines.contains("execute tidy 1"))
        #expect(story.state("sum") == .skipped && story.state("alert") == .skipped)
    }

    @Test func aLayerAboveTakesItAway() throws {
        var story = try Story {
            Defaults(skipOn: 99)
            Task("fetch", work, skipOn: [])
        }
        _ = story.begin()
        _ = story.end("fetch", .exited(99))
        #expect(story.state("fetch") == .failed)
    }

    @Test func aProbesProcessSaysIt() throws {
        var story = try Story { Task("wait", WaitUntil(Command("there"), every: .seconds(1)), skipOn: 99) }
        _ = story.begin()
        #expect(
            story.answer("wait", .failed("exit 99 of there", end: .exited(99)))
                == ["close wait 1: \(reason)", "wait \(reason)"])
    }

    /// It exits because it was asked to end: that says nothing of what there is to do.
    @Test func whatWasAskedToEndHasNotSkippedItself() throws {
        var story = try Story { Task("fetch", work, timeout: .seconds(1), skipOn: 143) }
        _ = story.begin()
        _ = story.wait(until: 1_000)
        _ = story.end("fetch", .exited(143))
        #expect(story.state("fetch") == .failed)

        var stopped = try Story { Task("fetch", work, skipOn: 143) }
        _ = stopped.begin()
        _ = stopped.stop("enough")
        _ = stopped.end("fetch", .exited(143))
        #expect(stopped.state("fetch") == .cancelled)
    }

    /// What creates or destroys a resource is there or not: nothing can do without it because it says so.
    @Test func aResourceIsNotSkipped() throws {
        var story = try Story {
            Defaults(skipOn: 99)
            let database = Resource("db", create: work, destroy: work)
            Task("load", work, uses: [database])
        }
        _ = story.begin()
        _ = story.end("db.create", .exited(99))
        #expect(story.state("db.create") == .failed && story.state("load") == .upstreamFailed)
    }
}
