import Dataswarm
import Testing

@Suite struct LogTests {
    private func twoTries() throws -> Sandbox {
        try Sandbox(
            Pipeline("trip") {
                Task("pack", Shell("echo try >> tries; wc -l < tries; test $(wc -l < tries) = 2"), retries: .upTo(1))
            }
        )
    }

    @Test func theLastAttemptIsShownUnlessAnotherIsAskedFor() async throws {
        let sandbox = try twoTries()
        #expect(try await sandbox.driver("--ds 2016-04-26").code == 0)
        #expect(try await sandbox.driver("logs pack --ds 2016-04-26").output == "2\n")
        #expect(try await sandbox.driver("logs pack --ds 2016-04-26 --attempt 1").output == "1\n")
        #expect(try await sandbox.driver("logs pack --ds 2016-04-26 --follow").output == "2\n")
        try await sandbox.driver("logs pack --ds 2016-04-26 --attempt 3").refuses(
            """
            driver: 'trip.pack' has no attempt 3 for 2016-04-26: it has 1, 2.
            """
        )
    }

    @Test func whatHasNotRunHasNoLog() async throws {
        try await twoTries().driver("logs pack --ds 2016-04-26").refuses(
            """
            driver: 'trip.pack' has no attempt for 2016-04-26, and so no log.
            """
        )
    }

    @Test func aLogComesThroughAPipeAsItIs() async throws {
        let sandbox = try Sandbox(
            Pipeline("trip") { Task("pack", Shell(#"printf 'a\tb\033[31m\377\000no line end'"#)) }
        )
        #expect(try await sandbox.driver("--ds 2016-04-26").code == 0)
        let bytes = try await sandbox.shell("driver logs pack --ds 2016-04-26 --graph graph.json | od -An -c -w64")
        #expect(bytes.output.split(separator: " ").joined() == #"a\tb033[31m377\0nolineend"# + "\n")
    }

    @Test func aReaderThatHasEnoughEndsInPeace() async throws {
        let sandbox = try Sandbox(Pipeline("trip") { Task("pack", Shell("seq 100000")) })
        #expect(try await sandbox.driver("--ds 2016-04-26").code == 0)
        let head = try await sandbox.shell("driver logs pack --ds 2016-04-26 --graph graph.json | head -n 2")
        #expect(head.output == "1\n2\n")
        #expect(head.error == "")
    }

    @Test func followingShowsWhatComesAndEndsWithTheAttempt() async throws {
        let sandbox = try Sandbox(
            Pipeline("trip") { Task("pack", Shell("echo one; echo up > ready; read -r word < go; echo $word")) }
        )
        try sandbox.makePipe("ready")
        try sandbox.makePipe("go")
        let run = try await sandbox.driver("--ds 2016-04-26") { _ in
            _ = try await sandbox.hear("ready")
            // Only once its first line has arrived may the task go on.
            let logs = try await sandbox.shell(

                """
                driver logs pack --ds 2016-04-26 --follow --graph graph.json | { read -r first; echo two > go; echo \
                $first; cat; }
                """
            )
            #expect(logs.output == "one\ntwo\n")
        }
        #expect(run.code == 0)
    }
}
