import Dataswarm
import PipelineEngine
import PipelineGraph
import PipelineRecord
import Testing

/// Resources: when they are created and destroyed, and what becomes of those that use them.
@Suite struct ResourceTests {
    private func database(retries: Retries? = nil, depList: [Dataswarm.Node] = []) -> Resource {
        Resource("db", create: work, destroy: work, depList: depList, retries: retries)
    }

    /// find → load → check, of which the last two use a database.
    private func story(
        retries: Retries? = nil, jobs: Int = 8, failureMode: FailureMode = .finish
    ) throws -> Story {
        let database = database(retries: retries)
        return try Story(jobs: jobs, failureMode: failureMode) {
            let find = Task("find", work)
            let load = Task("load", work, depList: [find], uses: [database])
            Task("check", work, depList: [load], uses: [database])
        }
    }

    @Test func isCreatedOnceTheFirstUserCouldStartAndDestroyedAfterTheLast() throws {
        var story = try story()
        #expect(story.begin() == ["claim find 1", "execute find 1"])
        #expect(story.end("find").suffix(2) == ["claim db.create 1", "execute db.create 1"])
        #expect(story.state("load") == .waiting)
        #expect(story.end("db.create").suffix(2) == ["claim load 1", "execute load 1"])
        #expect(story.end("load").suffix(2) == ["claim check 1", "execute check 1"])
        #expect(story.end("check").suffix(2) == ["claim db.destroy 1", "execute db.destroy 1"])
        #expect(!story.isFinished)
        #expect(story.end("db.destroy").last == "db.destroy succeeded")
        #expect(story.isFinished)
    }

    @Test func isNotCreatedWhereNoUserComesSoFar() throws {
        var story = try story()
        _ = story.begin()
        #expect(
            Set(story.end("find", .exited(1))) == [
                "close find 1: failed, exit 1", "find failed, exit 1", "load upstream_failed, p.find failed",
                "check upstream_failed, p.load was not started",
                "db.create skipped, nothing needs it", "db.destroy skipped, it was not created",
            ]
        )
        #expect(story.isFinished)
    }

    @Test func halfACreationIsDestroyedAndItsUsersDoNotStart() throws {
        var story = try story()
        _ = story.begin()
        _ = story.end("find")
        #expect(
            story.end("db.create", .exited(1)) == [
                "close db.create 1: failed, exit 1", "db.create failed, exit 1",
                "load upstream_failed, p.db.create failed",
                "check upstream_failed, p.load was not started",
                "claim db.destroy 1", "execute db.destroy 1",
            ]
        )
    }

    @Test func aCreationThatEndsWhenNobodyNeedsItAnyMoreIsDestroyed() throws {
        var story = try Story {
            let cluster = Resource("cluster", create: work, destroy: work)
            Task("load", work, uses: [cluster, database()])
        }
        _ = story.begin()
        let ends = [("cluster.create", 1), ("db.create", 0)].map {
            Event.ended(item: story.place(of: $0), .exited($1))
        }
        #expect(
            story.happen(ends).filter { $0.hasPrefix("db") || $0.contains(" db") } == [
                "end db.create", "close db.create 1: succeeded", "db.create succeeded",
                "claim db.destroy 1", "execute db.destroy 1",
            ]
        )
    }

    @Test func bothStepsAreRepeated() throws {
        var story = try story(retries: .upTo(1))
        _ = story.begin()
        _ = story.end("find")
        #expect(story.end("db.create", .exited(1)).last == "execute db.create 2")
        _ = story.end("db.create")
        _ = story.end("load", .exited(1))
        #expect(story.end("db.destroy", .exited(1)).last == "execute db.destroy 2")
        #expect(story.end("db.destroy", .exited(2)).last == "db.destroy failed, exit 2")
        #expect(story.isFinished)
    }

    @Test func aStopEndsTheUsersFirstAndDestroysThen() throws {
        var story = try story()
        _ = story.begin()
        _ = story.end("find")
        _ = story.end("db.create")
        #expect(story.stop("interrupted") == ["check cancelled, interrupted", "end load"])
        #expect(story.end("load", .endedOnRequest).suffix(2) == ["claim db.destroy 1", "execute db.destroy 1"])
        #expect(story.end("db.destroy").last == "db.destroy succeeded")
        #expect(story.isFinished)
    }

    @Test func aStopWhileItIsCreatedDestroysWhatThereIs() throws {
        var story = try story()
        _ = story.begin()
        _ = story.end("find")
        #expect(story.stop("interrupted").last == "end db.create")
        #expect(story.end("db.create", .endedOnRequest).last == "execute db.destroy 1")
    }

    @Test func aDestructionIsRepeatedInAStoppedRun() throws {
        var story = try story(retries: .upTo(1))
        _ = story.begin()
        _ = story.end("find")
        _ = story.end("db.create")
        _ = story.stop("interrupted")
        _ = story.end("load", .endedOnRequest)
        #expect(story.end("db.destroy", .exited(1)).last == "execute db.destroy 2")
    }

    @Test func aSecondStopEndsTheDestruction() throws {
        var story = try story()
        _ = story.begin()
        _ = story.end("find")
        _ = story.end("db.create")
        _ = story.stop("interrupted")
        _ = story.end("load", .endedOnRequest)
        #expect(story.stop("interrupted again") == ["end db.destroy"])
        #expect(story.end("db.destroy", .signalled(9)).last == "db.destroy cancelled, interrupted again")
        #expect(story.isFinished)
    }

    @Test func aSecondStopLeavesADestructionThatHasNotBegun() throws {
        var story = try story()
        _ = story.begin()
        _ = story.end("find")
        _ = story.end("db.create")
        _ = story.stop("interrupted")
        #expect(story.stop("interrupted again") == ["db.destroy cancelled, interrupted again"])
        #expect(!story.isFinished)
        #expect(story.end("load", .endedOnRequest).last == "load cancelled, interrupted")
        #expect(story.isFinished)
    }

    @Test(arguments: [FailureMode.stop, .cancel]) func aFailureThatStopsTheRestDoesNotKeepItFromBeingDestroyed(
        mode: FailureMode
    ) throws {
        var story = try story(failureMode: mode)
        _ = story.begin()
        _ = story.end("find")
        _ = story.end("db.create")
        #expect(story.end("load", .exited(1)).last == "execute db.destroy 1")
    }

    @Test func itWaitsForTasksItself() throws {
        var story = try Story {
            let image = Task("image", work)
            Task("load", work, uses: [database(depList: [image])])
        }
        #expect(story.begin() == ["claim image 1", "execute image 1"])
        #expect(story.end("image").last == "execute db.create 1")
    }

    @Test func whatItWaitsForFails() throws {
        var story = try Story {
            let image = Task("image", work)
            Task("load", work, uses: [database(depList: [image])])
        }
        let states = story.play(failing: ["image"])
        #expect(states["db.create"] == .upstreamFailed)
        #expect(states["load"] == .upstreamFailed)
        #expect(states["db.destroy"] == .skipped)
    }

    /// Its rule may come true by a failure; without the resource it cannot run all the same.
    @Test func aRuleStandsForTasksAndNotForResources() throws {
        var story = try Story {
            let find = Task("find", work)
            Task("clean", work, depList: [find], uses: [database()], when: .allDone)
        }
        _ = story.begin()
        #expect(story.end("find", .exited(1)).last == "execute db.create 1")
        #expect(story.end("db.create", .exited(1)).contains("clean upstream_failed, p.db.create failed"))
    }

    /// Of two resources, one cannot be created: the other is not gone on with.
    @Test func aCreationThatNothingNeedsAnyMoreIsEnded() throws {
        let (slow, bad) = (
            Resource("slow", create: work, destroy: work), Resource("bad", create: work, destroy: work)
        )
        var story = try Story { Task("load", work, uses: [slow, bad]) }
        #expect(Set(story.begin()).isSuperset(of: ["execute slow.create 1", "execute bad.create 1"]))
        let lines = story.end("bad.create", .exited(1))
        #expect(lines.contains("end slow.create"))
        #expect(lines.contains("execute bad.destroy 1"))
        #expect(
            story.end("slow.create", .endedOnRequest).prefix(2) == [
                "close slow.create 1: cancelled, nothing needs it", "slow.create skipped, nothing needs it",
            ]
        )
        #expect(story.state("slow.destroy") == .running)
    }

    @Test func theDestructionComesBeforeWhatElseIsReady() throws {
        var story = try Story(jobs: 1) {
            let load = Task("load", work, uses: [database()], priority: 2)
            Task("next", work, depList: [load], priority: 9)
            Task("other", work, priority: -1)
        }
        _ = story.begin()
        #expect(story.end("db.create").last == "execute load 1")
        #expect(story.end("load").last == "execute db.destroy 1")
        #expect(story.end("db.destroy").last == "execute next 1")
    }
}
