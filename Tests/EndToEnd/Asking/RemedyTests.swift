import Dataswarm
import Testing

/// Every command that a sentence advises does what the sentence says, as it is printed.
@Suite struct RemedyTests {
    /// Runs all commands in what was said, and expects that none of them is refused.
    private func follow(_ said: Outcome, _ sandbox: Sandbox, expecting count: Int? = nil) async throws {
        let text = said.output + said.error
        let commands = text.matches(of: /'(driver [^']*)'/).map { String($0.1) }
        #expect(!commands.isEmpty, "no command is advised: \(text)")
        if let count { #expect(commands.count == count, "\(commands)") }
        for command in commands {
            let outcome = try await sandbox.shell(command)
            #expect(outcome.code == 0 || outcome.code == 1, "\(command): \(outcome.error)")
        }
    }

    private func sandbox() async throws -> Sandbox {
        let sandbox = try Sandbox(
            Pipeline("trip", schedule: .daily) {
                let pack = Task("pack", Shell("test -e ticket"), holdAfterFailures: 1)
                let travel = Task("travel", Shell("test -e ticket"), depList: [pack])
                let sing = Task("sing", Shell("exit 3"))
                Task("unpack", Shell("true"), depList: [travel, sing])
            })
        #expect(try await sandbox.driver("--ds 2016-04-26").code == 1)
        return sandbox
    }

    @Test func whatWhyAdvisesWorks() async throws {
        for task in ["unpack", "pack", "sing"] {
            let sandbox = try await sandbox()
            try await follow(try await sandbox.driver("why \(task) --ds 2016-04-26"), sandbox)
        }
        let fresh = try await sandbox()
        try await follow(try await fresh.driver("why travel --ds 2016-04-27"), fresh)
    }

    @Test func whatStatusAndPlansAndRunsAdviseWorks() async throws {
        for line in ["status --ds 2016-04-26", "plan --ds 2016-04-26", "--ds 2016-04-26"] {
            let sandbox = try await sandbox()
            try await follow(try await sandbox.driver(line), sandbox)
        }
    }

    /// Nobody else than who gave them knows the graph and the state folder.
    @Test func theGraphAndTheStateFolderAreNamedAgain() async throws {
        let sandbox = try await sandbox()
        #expect(try await sandbox.shell("mv .dataswarm 'my state'; mv graph.json 'my graph.json'").code == 0)
        let why = try await sandbox.shell("driver why sing --ds 2016-04-26 --graph 'my graph.json' --state 'my state'")
        #expect(why.output.contains(#"--graph "my graph.json" --state "my state"'"#))
        try await follow(why, sandbox)
    }

    @Test func whatMistakesAdviseWorks() async throws {
        let sandbox = try await sandbox()
        for line in ["list state:failed", "--ds 2016-04-26 --only zzzzzzzz", "cancel 77", "runs 77"] {
            let said = try await sandbox.driver(line)
            #expect(said.code != 0)
            try await follow(said, sandbox, expecting: 1)
        }
        // What is named instead is taken in turn.
        try await sandbox.driver("explain trip").refuses(
            "driver: 'trip' is a pipeline: name one of its tasks, which are trip.pack, trip.travel, trip.sing, ….")
        #expect(try await sandbox.driver("explain trip.pack").code == 0)
        try await sandbox.driver("list trip").refuses(
            "driver: 'trip' selects nothing: there is no task 'trip'. It is a pipeline: write pipeline:trip.")
        #expect(try await sandbox.driver("list pipeline:trip").code == 0)
    }
}
