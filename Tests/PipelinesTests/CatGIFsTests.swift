import Dataswarm
import Testing

@testable import Pipelines

/// What the author of a pipeline tests: that its tasks are there, in order, and what each executes for a day.
@Suite struct CatGIFsTests {
    @Test func findsDumpsAndPosts() {
        #expect(catGIFs.tasks.map(\.name) == ["find", "dump", "post"])
        #expect(catGIFs.task(named: "post")?.dependencies.map(\.name) == ["dump"])
        #expect(catGIFs.task(named: "dump")?.dependencies.map(\.name) == ["find"])
    }

    @Test func findsCatsOfTheSevenDaysThatEndAtTheDS() throws {
        let find = try catGIFs.process("find", ds: "2016-04-26")
        #expect(
            find.arguments.last
                == "Scripts/cat_gifs/find.sh 2016-04-20 2016-04-26 Data/requests $DATASWARM_OUTPUT"
        )
    }

    @Test func weekBeginsInTheMonthBefore() throws {
        let find = try catGIFs.process("find", ds: "2016-03-03")
        #expect(find.arguments.last?.contains("2016-02-26 2016-03-03") == true)
    }

    @Test func dumpsWhatWasFoundForTheSameDS() throws {
        let dump = try catGIFs.process("dump", ds: "2016-04-26")
        #expect(
            dump.arguments == [
                "/bin/bash", "-euo", "pipefail", "-c",
                "Scripts/cat_gifs/dump.sh $DATASWARM_PUBLISHED/cat_gifs.find/2016-04-26/cat_gifs.tsv $DATASWARM_OUTPUT",
            ]
        )
        #expect(dump.folder == "Pipelines")
    }

    @Test func postsWhatWasDumped() throws {
        let post = try catGIFs.process("post", ds: "2016-04-26")
        #expect(
            post.arguments.last
                == "Scripts/cat_gifs/post.sh 2016-04-26 $DATASWARM_PUBLISHED/cat_gifs.dump/2016-04-26/cats.tsv "
                + "$DATASWARM_OUTPUT"
        )
    }

    @Test func saysWhichTasksThereAre() throws {
        let error = #expect(throws: RenderingError.self) { try catGIFs.rendered("dmup", ds: "2016-04-26") }
        #expect(
            error?.description == "Pipeline 'cat_gifs' has no task 'dmup': it has find, dump, post."
        )
    }

    @Test func isForTheDaysOfTheLogs() {
        #expect(catGIFs.schedule.problems.isEmpty)
        #expect(catGIFs.schedule.description == "daily from 2016-04-20 until 2016-04-26")
    }
}
