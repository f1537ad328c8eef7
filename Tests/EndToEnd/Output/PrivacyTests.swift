import Dataswarm
import TestSupport
import Testing

/// What others on the machine, and processes that it is no business of, get to see.
@Suite struct PrivacyTests {
    private func trip() throws -> Sandbox {
        try Sandbox(Pipeline("trip") { Task("pack", Shell(#"ls -l /proc/$$/fd > "$DATASWARM_OUTPUT/files""#)) })
    }

    @Test(arguments: ["000", "022", "077"])
    func theStateFolderIsTheUsersAlone(umask: String) async throws {
        let sandbox = try trip()
        let state = try await sandbox.shell(
            """
            umask \(umask); driver --ds 2016-04-26 --graph graph.json > /dev/null && stat -c %a .dataswarm
            umask 022; driver --ds 2016-04-27 --graph graph.json --state b > /dev/null && stat -c %a b
            chmod 711 b; driver --ds 2016-04-28 --graph graph.json --state b > /dev/null && stat -c %a b \
            b/attempts b/published b/published/trip.pack/2016-04-28 b/published/trip.pack/2016-04-28/files
            """)
        #expect(state.output == "700\n700\n711\n700\n755\n755\n644\n")
        #expect(state.error == "")
    }

    @Test func aTaskHasNoFilesOpenButItsOwn() async throws {
        let sandbox = try trip()
        let run = try await sandbox.shell("driver --ds 2016-04-26 --graph graph.json 9< graph.json 77> other")
        #expect(run.code == 0)
        let files = try sandbox.read(".dataswarm/published/trip.pack/2016-04-26/files").split(separator: "\n")
            .dropFirst()
        let names = files.compactMap { $0.split(separator: " ").dropLast(2).last }
        #expect(names == ["0", "1", "2"])
    }

    @Test func definitionsSeeNoSecrets() async throws {
        let sandbox = try trip()
        try sandbox.write("#!/bin/sh\nenv > seen\ncp graph.json \"$1\"\n", to: "describe")
        let list = try await sandbox.shell(
            "chmod +x describe; driver list --definitions describe",
            environment: ["DATASWARM_SECRET_TOKEN": "tok-9f8e7d6c5b4a3210", "OTHER": "passes"])
        #expect(list.code == 0)
        #expect(try !sandbox.read("seen").contains("SECRET"))
        #expect(try sandbox.read("seen").contains("OTHER=passes\n"))
    }

    @Test func aSecretThatIsTooShortIsToldOnce() async throws {
        let sandbox = try Sandbox(
            Pipeline("trip") {
                for number in 1...2 { Task("pack_\(number)", Shell("true", environment: ["PIN": .secret("pin")])) }
            })
        let warning =
            "the secret 'pin' has 3 bytes, and is not kept out of logs: one of fewer than 4 stands everywhere. Take a longer one."
        let run = try await sandbox.driver("--ds 2016-04-26", environment: ["DATASWARM_SECRET_PIN": "123"])
        run.warns("driver: warning: \(warning)")
        let check = try await sandbox.driver("check", environment: ["DATASWARM_SECRET_PIN": "123"])
        #expect((check.output + check.error).split(separator: warning, omittingEmptySubsequences: false).count == 2)
        let longer = try await sandbox.driver("--ds 2016-04-27", environment: ["DATASWARM_SECRET_PIN": "1234"])
        longer.warns("")
    }
}
