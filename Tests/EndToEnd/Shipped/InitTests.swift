import Testing

/// A package of one's own: begun, run, broken, mended, tested.
@Suite struct InitTests {
    @Test func aNewPackageBuildsAndRunsAsItStands() async throws {
        let sandbox = try Sandbox()
        let made = try await sandbox.bare("init own --package \(Program.repository)")
        #expect(made.code == 0)
        #expect(made.output == "made 7 files in own\nnext: cd own && driver --ds 2016-04-26\n")

        let first = try await sandbox.shell("cd own && driver --ds 2016-04-26")
        #expect(first.code == 0, "\(first.error)")
        #expect(first.lines.last == "done in <while>: 2 succeeded")
        // The language depends on nothing: nothing was fetched.
        let fetched = try await sandbox.shell("ls own/.build/checkouts own/.build/repositories 2>/dev/null | grep -v :")
        #expect(fetched.output.split(separator: "\n").isEmpty)

        // A second call asks SwiftPM nothing.
        let second = try await sandbox.shell("cd own && driver --ds 2016-04-26")
        #expect(second.error == "")
        #expect(second.lines.last == "done in <while>: 2 done before")

        let broken = try await sandbox.shell(
            "cd own && sed -i 's/depList: .greet./depList: [gret]/' Pipelines/Hello.swift && driver --ds 2016-04-26")
        #expect(broken.code == 65)
        #expect(broken.error.contains("Pipelines/Hello.swift:8:"))
        #expect(broken.error.contains("cannot find 'gret' in scope"))
        #expect(broken.complaints.last?.hasSuffix("do not build: the compiler says why above.") == true)

        let mended = try await sandbox.shell(
            "cd own && sed -i 's/gret\\]/greet]/' Pipelines/Hello.swift && driver --ds 2016-04-27")
        #expect(mended.code == 0, "\(mended.error)")
        #expect(mended.lines.last == "done in <while>: 2 succeeded")

        let tested = try await sandbox.shell("cd own && swift test 2>&1")
        #expect(tested.code == 0, "\(tested.output)")

        let check = try await sandbox.shell("cd own && driver check")
        #expect(check.code == 0, "\(check.error)")
    }

    @Test func aFolderThatIsThereIsLeftAlone() async throws {
        let sandbox = try Sandbox()
        let again = try await sandbox.shell(
            "mkdir own && touch own/mine && driver init own --package '\(Program.repository)'")
        #expect(again.code == 64)
        #expect(again.error == "driver: 'own' is there already and not empty: name another folder.\n")
        #expect(sandbox.has("own/mine"))
    }
}
