import Testing

/// A package as `driver init` makes it, from its first run over a mistake to its tests.
@Suite struct InitTests {
    @Test func aNewPackageRunsAndTellsOfMistakesAndIsTested() async throws {
        let sandbox = try Sandbox()
        // What the shell that runs the tests is set to must not reach the package.
        func run(_ script: String) async throws -> Outcome {
            try await sandbox.shell("cd my-trips && \(script)")
        }
        let made = try await sandbox.shell("driver init my-trips --package '\(Program.repository)'")
        made.says(
            """
            made 7 files in my-trips
            next: cd my-trips && driver --ds 2016-04-26
            """
        )
        try await sandbox.shell("driver init my-trips").refuses(
            "driver: 'my-trips' is there already and not empty: name another folder."
        )

        let first = try await run("driver --ds 2016-04-26 --jobs 1")
        first.says(
            """
            ds 2016-04-26, run 1: 2 tasks to run
            <time> started hello.greet
            <time> succeeded hello.greet
            <time> started hello.count
            <time> succeeded hello.count
            done in <while>: 2 succeeded
            """
        )
        #expect(first.complaints == ["driver: building the definitions in <sandbox>/my-trips…"])
        #expect(try await run("driver logs count --ds 2016-04-26").output == "18\n")
        // The language depends on nothing, so that nothing was fetched.
        #expect(try await run("find .build/checkouts .build/repositories -mindepth 1").output == "")

        // Nothing has changed, so nothing is built; from a folder below, too.
        let second = try await run("cd Pipelines && driver --ds 2016-04-26")
        #expect(second.error == "")
        #expect(second.lines.last == "done in <while>: 2 done before")

        // Nor where it is called otherwise, or a file was saved as it was.
        let link = try await sandbox.shell(
            "ln -s my-trips link; touch my-trips/Pipelines/Hello.swift; driver list --package ./link/Pipelines/..")
        #expect(link.error == "")
        #expect(link.code == 0)

        let good = try sandbox.read("my-trips/Pipelines/Hello.swift")
        try sandbox.write(
            good.replacing("depList: [greet]", with: "depList: [great]"),
            to: "my-trips/Pipelines/Hello.swift"
        )
        let broken = try await run("driver --ds 2016-04-26")
        #expect(broken.code == 65)
        #expect(broken.output == "")
        #expect(
            broken.error.matches(of: /Pipelines\/Hello\.swift:\d+:\d+: error: cannot find 'great' in scope/).count == 1)
        #expect(!broken.error.contains("Compiling"))
        #expect(
            broken.complaints.last
                == "driver: the definitions in <sandbox>/my-trips do not build: the compiler says why above."
        )

        try sandbox.write(
            good.replacing("Hello, ", with: "Good morning, "),
            to: "my-trips/Pipelines/Hello.swift"
        )
        let third = try await run("driver --ds 2016-04-26")
        #expect(third.code == 0)
        #expect(third.lines.last == "done in <while>: 2 succeeded")
        #expect(try await run("driver logs count --ds 2016-04-26").output == "25\n")

        try sandbox.write(good, to: "my-trips/Pipelines/Hello.swift")
        #expect(try await run("driver check").code == 0)
        let tests = try await run("swift test")
        #expect(tests.code == 0, "\(tests.output)\(tests.error)")
        #expect(tests.output.contains("2 tests") && tests.output.contains("passed"))
    }

    @Test func withoutAWordTheFrameworkIsTheOneThatTheDriverCameWith() async throws {
        let sandbox = try Sandbox()
        let files = """
            mkdir -p opt/bin opt/share/dataswarm && cp "$(command -v driver)" opt/bin && touch Package.swift
            echo https://example.org/tools/swarm.git > opt/share/dataswarm/framework
            opt/bin/driver init far && opt/bin/driver init near/by --package .
            """
        #expect(try await sandbox.shell(files).code == 0)
        let far = try sandbox.read("far/Package.swift")
        #expect(far.contains(#".package(url: "https://example.org/tools/swarm.git", branch: "main", traits: [])"#))
        #expect(try sandbox.read("near/by/Package.swift").contains(#"path: "../..""#))
        try await sandbox.shell("rm -r opt/share; opt/bin/driver init away").refuses(
            "driver: this driver does not know which framework it belongs to: say where that is with --package.")
        #expect(!sandbox.has("away"))
    }

    @Test func aFolderThatHoldsSomethingIsLeftAlone() async throws {
        let sandbox = try Sandbox()
        let again = try await sandbox.shell(
            "mkdir mine && touch mine/file && driver init mine --package '\(Program.repository)'")
        again.refuses("driver: 'mine' is there already and not empty: name another folder.")
        #expect(try await sandbox.shell("ls mine").output == "file\n")
    }
}
