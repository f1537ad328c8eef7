import Dataswarm
import Testing

/// A resource that two runs for one ds need: each has it for itself, one after the other.
@Suite struct ResourceSharingTests {
    private func sandbox() throws -> Sandbox {
        let market = Resource(
            "market", create: Shell("mkdir market; echo create >> log"),
            destroy: Shell("echo destroy >> log; rm -r market"))
        let sandbox = try Sandbox(
            Pipeline("town") {
                Task(
                    "sell",
                    Shell("test -f enough || { echo up > ready; read -r _ < go; }; test -d market; echo sell >> log"),
                    uses: [market])
                Task("buy", Shell("test -d market; echo buy >> log"), uses: [market])
            }
        )
        try sandbox.makePipe("ready")
        try sandbox.makePipe("go")
        return sandbox
    }

    private static let buy = "driver --ds 2016-04-26 --only buy --graph graph.json"
    private static let wait = "waits town.market.create for run 1"

    @Test func isNeverDestroyedUnderTheFeetOfTheOther() async throws {
        let sandbox = try sandbox()
        var buy: Outcome?
        let sell = try await sandbox.driver("--ds 2016-04-26 --only sell") { _ in
            _ = try await sandbox.hear("ready")
            buy = try await sandbox.shell(ResourceSharingTests.buy, until: ResourceSharingTests.wait) {
                #expect(
                    try await sandbox.driver("status --ds 2016-04-26").lines.last
                        == "town.market is live for 2016-04-26 since <moment>, while run 1 needs it")
                try await sandbox.say("on", to: "go")
            }
        }
        #expect(sell.code == 0)
        #expect(sell.lines.last == "done in <while>: 3 succeeded")
        #expect(buy?.code == 0)
        #expect(buy?.error == "")
        #expect(buy?.lines.last == "done in <while>: 3 succeeded")
        #expect(try sandbox.read("log") == "create\nsell\ndestroy\ncreate\nbuy\ndestroy\n")
        #expect(!sandbox.has("market"))
        #expect(try await sandbox.driver("status --ds 2016-04-26").output.contains("live") == false)
    }

    @Test func isCreatedAnewWhereTheOtherIsKilled() async throws {
        let sandbox = try sandbox()
        var buy: Outcome?
        let sell = try await sandbox.driver("--ds 2016-04-26 --only sell") { driver in
            _ = try await sandbox.hear("ready")
            buy = try await sandbox.shell(ResourceSharingTests.buy, until: ResourceSharingTests.wait) {
                driver.murder()
            }
        }
        #expect(sell.code == 137)
        #expect(buy?.code == 0, "\(buy?.output ?? "")\(buy?.error ?? "")")
        #expect(try sandbox.read("log") == "create\ndestroy\ncreate\nbuy\ndestroy\n")
        #expect(!sandbox.has("market"))
        #expect(try await sandbox.driver("status --ds 2016-04-26").output.contains("live") == false)
    }
}
