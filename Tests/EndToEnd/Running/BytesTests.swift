import Dataswarm
import TestSupport
import Testing

/// Names and values that are no UTF-8: they pass to the byte, or are refused with a sentence.
@Suite struct BytesTests {
    private func cafe(_ script: Template, environment: [String: EnvironmentValue] = [:]) throws -> Sandbox {
        try Sandbox(Pipeline("cafe") { Task("serve", Shell(script, environment: environment)) })
    }

    @Test func aFileOfAnyNameIsPublishedAndRemoved() async throws {
        let sandbox = try cafe(
            """
            cd "$DATASWARM_OUTPUT"; d="$(printf 'caf\\351')"; mkdir -p "$d/x"; echo milk > "$d/x/$(printf 'th\\351')"
            cd "$DATASWARM_SCRATCH"; mkdir "$(printf '\\377')"; echo > "$(printf '\\377/\\376')"; exit "${1:-0}"
            """)
        let run = try await sandbox.shell("driver --ds 2016-04-26 --graph graph.json")
        #expect(run.code == 0)
        let published = ".dataswarm/published/cafe.serve/2016-04-26"
        let found = try await sandbox.shell(
            "cat \(published)/$'caf\\351'/x/$'th\\351' && driver gc --older-than 0s --graph graph.json && ls .dataswarm/attempts"
        )
        #expect(found.code == 0 && found.output.hasPrefix("milk\n"), "\(found.output)\(found.error)")
        #expect(!found.output.contains("2016"))
    }

    @Test func variablesAndSecretsPassToTheByte() async throws {
        let sandbox = try cafe(
            "printf %s \"$HOME\" | od -An -tx1; printf %s \"$KEY\" | od -An -tx1; printf %s \"$FILE\" | od -An -tx1; echo \"<$KEY>\"",
            environment: ["KEY": .secret("key"), "FILE": .secret("file")])
        let run = try await sandbox.shell(
            """
            mkdir -p .dataswarm/secrets; printf 'file\\375\\n' > .dataswarm/secrets/file
            HOME=$'/caf\\351' DATASWARM_SECRET_KEY=$'key\\377\\376' driver --ds 2016-04-26 --graph graph.json
            cat .dataswarm/attempts/2016-04-26/cafe.serve@1/log
            """)
        #expect(
            run.output.hasSuffix(" 2f 63 61 66 e9\n 6b 65 79 ff fe\n 66 69 6c 65 fd\n<***>\n"),
            "\(run.output)\(run.error)")
    }

    @Test func aPriorityIsInherited() async throws {
        let sandbox = try cafe("nice")
        let run = try await sandbox.shell(
            "nice -n 7 driver --ds 2016-04-26 --graph graph.json && cat .dataswarm/attempts/2016-04-26/cafe.serve@1/log; nice"
        )
        // This process may have a priority of its own.
        let said = run.output.split(separator: "\n").suffix(2).compactMap { Int($0) }
        #expect(said.count == 2 && said[0] == min(19, said[1] + 7), "\(run.output)")
    }

    @Test func definitionsAreBuiltInSurroundingsOfAnyBytes() async throws {
        let sandbox = try cafe("true")
        try sandbox.write(
            "#!/bin/sh\nprintf %s \"$CUP\" | od -An -tx1 > seen\nenv >> seen\ncp graph.json \"$1\"\n", to: "describe")
        let list = try await sandbox.shell(
            "chmod +x describe; export CUP=$'caf\\351' $'DATASWARM_SECRET_A=\\377'; driver list --definitions describe")
        #expect(list.code == 0, "\(list.error)")
        let seen = try sandbox.read("seen")
        #expect(seen.hasPrefix(" 63 61 66 e9\n") && !seen.contains("SECRET"))
    }

    @Test func wordsOfTheCommandLineAndTheCurrentFolderAreRefused() async throws {
        let sandbox = try cafe("true")
        let word = try await sandbox.shell("driver --ds 2016-04-26 --graph graph.json --state $'caf\\351'")
        word.refuses(
            "driver: the argument 'caf�' is no UTF-8: rename what it names, or name a link to it whose name is.")
        #expect(!sandbox.has(".dataswarm"))
        let folder = try await sandbox.shell(
            "mkdir $'caf\\351'; ln -s $'caf\\351' cafe; cd cafe; driver --ds 2016-04-26 --graph ../graph.json")
        folder.refuses(
            "driver: the current folder '<sandbox>/caf�' has a name that is no UTF-8: rename it, or start from another folder."
        )
        // As the first of the two sentences says.
        let link = try await sandbox.shell("driver --ds 2016-04-26 --graph graph.json --state cafe; ls -A cafe/")
        #expect(link.output.contains("store.sqlite"), "\(link.error)")
    }
}
