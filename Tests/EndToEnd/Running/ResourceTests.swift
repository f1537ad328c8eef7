import Dataswarm
import Testing

/// Resources with real folders: a market that is set up for those who trade on it, and cleared away after them.
@Suite struct ResourceTests {
    /// `mkdir` without `-p`: a market that is set up twice, or over another, fails.
    private func market(
        create: Template = "mkdir market && echo square > \(.output)/place", destroy: Template = "rm -r market",
        retries: Retries? = nil
    ) -> Resource {
        Resource("market", create: Shell(create), destroy: Shell(destroy), retries: retries)
    }

    /// Two who use the market one after the other, and one who comes when it may be gone.
    private func trade(_ market: Resource, sell: Template = "test -d market", count: Template = "true") -> Pipeline {
        Pipeline("town") {
            let sell = Task("sell", Shell(sell), uses: [market])
            let buy = Task(
                "buy", Shell("test -d market && cat \(market.output)/place"), depList: [sell], uses: [market])
            Task("count", Shell(count), depList: [buy])
        }
    }

    @Test func isThereForItsUsersAndGoneAfterTheLast() async throws {
        let sandbox = try Sandbox(trade(market(), count: "! test -d market || exit 3"))
        let run = try await sandbox.driver("--ds 2016-04-26 --jobs 1")
        run.says(
            """
            ds 2016-04-26, run 1: 3 tasks to run, 2 steps of resources
            <time> started town.market.create
            <time> succeeded town.market.create
            <time> started town.sell
            <time> succeeded town.sell
            <time> started town.buy
            <time> succeeded town.buy
            <time> started town.market.destroy
            <time> succeeded town.market.destroy
            <time> started town.count
            <time> succeeded town.count
            done in <while>: 5 succeeded
            """
        )
        #expect(!sandbox.has("market"))
        #expect(!sandbox.has(".dataswarm/published/town.market/2016-04-26"))
        #expect(try await sandbox.driver("logs buy --ds 2016-04-26").output == "square\n")

        // It lives for one run, and nobody needs it in the second.
        let second = try await sandbox.driver("--ds 2016-04-26")
        second.says(
            """
            ds 2016-04-26, run 2: 0 tasks to run, 3 done before
            done in <while>: 3 done before
            """
        )
        // It is created anew for whoever does.
        let third = try await sandbox.driver("--ds 2016-04-26 --only sell --force")
        #expect(third.lines.last == "done in <while>: 3 succeeded")
        #expect(!sandbox.has("market"))
    }

    @Test func isNotCreatedForAUserThatCannotStart() async throws {
        let market = market()
        let sandbox = try Sandbox(
            Pipeline("town") {
                let rain = Task("rain", Shell("exit 1"))
                Task("sell", Shell("true"), depList: [rain], uses: [market])
            }
        )
        let run = try await sandbox.driver("--ds 2016-04-26")
        #expect(run.code == 1)
        #expect(run.lines.contains("<time> skipped town.market.create: nothing needs it"))
        #expect(run.lines.contains("<time> skipped town.market.destroy: it was not created"))
        #expect(!run.output.contains("still there"))
        #expect(try await sandbox.driver("status --ds 2016-04-26").output.contains("live") == false)
    }

    @Test func isDestroyedAlsoWhereItsCreationFailedHalfWay() async throws {
        let sandbox = try Sandbox(trade(market(create: "mkdir market && exit 4")))
        let run = try await sandbox.driver("--ds 2016-04-26")
        #expect(run.code == 1)
        #expect(run.lines.contains("<time> failed town.market.create: exit 4"))
        #expect(run.lines.contains("<time> upstream_failed town.sell: town.market.create failed"))
        #expect(run.lines.contains("<time> succeeded town.market.destroy"))
        #expect(run.lines.last == "not done in <while>: 1 succeeded, 1 failed, 3 upstream_failed")
        #expect(!sandbox.has("market"))
        let why = try await sandbox.driver("why sell --ds 2016-04-26")
        #expect(
            why.lines.contains(
                "  It uses town.market, which is created for it. Its creation failed at <moment>: exit 4"))
    }

    @Test func isDestroyedAfterAUserThatFails() async throws {
        let sandbox = try Sandbox(trade(market(), sell: "exit 5"))
        let run = try await sandbox.driver("--ds 2016-04-26 --fail-fast")
        #expect(run.code == 1)
        #expect(run.lines.contains("<time> succeeded town.market.destroy"))
        #expect(!sandbox.has("market"))
    }

    @Test func whatCouldNotBeDestroyedStaysOnRecordAndIsDestroyedFirstByTheNextRun() async throws {
        let sandbox = try Sandbox(trade(market(destroy: "test -f cart && rm -r market")))
        let run = try await sandbox.driver("--ds 2016-04-26")
        #expect(run.code == 1)
        #expect(
            run.lines.suffix(2) == [
                "still there: town.market, which was not destroyed: the next run for 2016-04-26 does it first; 'driver clear town.market --ds 2016-04-26' forgets it",
                "not done in <while>: 4 succeeded, 1 failed",
            ]
        )
        #expect(sandbox.has("market"))
        let status = try await sandbox.driver("status --ds 2016-04-26")
        #expect(
            status.lines.last
                == "town.market is live for 2016-04-26 since <moment>, left by run 1; the next run for 2016-04-26 destroys it"
        )
        let plan = try await sandbox.driver("plan --ds 2016-04-26 --only count")
        #expect(plan.lines.first == "run  town.market.destroy  # left by run 1")

        // Whatever is selected, and though there is nothing else to do.
        try sandbox.write("", to: "cart")
        let second = try await sandbox.driver("--ds 2016-04-26 --only count")
        #expect(second.complaints == ["driver: 'town.market' was left by run 1: it is destroyed first."])
        #expect(second.lines.contains("<time> started town.market.destroy (attempt 2)"))
        #expect(second.lines.last == "done in <while>: 1 succeeded, 1 done before")
        #expect(!sandbox.has("market"))
        let third = try await sandbox.driver("--ds 2016-04-26")
        #expect(third.lines.last == "done in <while>: 3 done before")
    }

    /// Destroyed first, created anew, and destroyed again, each attempt with a number of its own.
    @Test func whatIsLeftIsDestroyedBeforeItIsCreatedAnew() async throws {
        let sandbox = try Sandbox(trade(market(destroy: "test -f cart && rm -r market")))
        _ = try await sandbox.driver("--ds 2016-04-26")
        let blocked = try await sandbox.driver("--ds 2016-04-26 --only sell --force")
        #expect(blocked.code == 1)
        #expect(blocked.lines.contains("<time> upstream_failed town.market.create: town.market.destroy failed"))
        #expect(
            blocked.lines.contains(
                "<time> upstream_failed town.sell: town.market.create was not started"
            ))
        // And not "skipped", though the destruction after the users had nothing to do.
        let why = try await sandbox.driver("why town.market.destroy --ds 2016-04-26")
        #expect(
            why.lines.first == "town.market.destroy for 2016-04-26: failed at <moment>, after 2 attempts: exit 1")
        try sandbox.write("", to: "cart")
        let run = try await sandbox.driver("--ds 2016-04-26 --only sell --force")
        #expect(run.code == 0)
        #expect(
            run.lines.filter { $0.contains("started") } == [
                "<time> started town.market.destroy (attempt 3)", "<time> started town.market.create (attempt 2)",
                "<time> started town.sell (attempt 2)", "<time> started town.market.destroy (attempt 4)",
            ]
        )
        #expect(!sandbox.has("market"))
    }

    @Test func whatNoPipelineDefinesAnyMoreIsToldAndCanBeForgotten() async throws {
        let sandbox = try Sandbox(trade(market(destroy: "exit 1")))
        _ = try await sandbox.driver("--ds 2016-04-26")
        try sandbox.define([Pipeline("town") { Task("count", Shell("true")) }])
        let warning =
            "driver: warning: 'town.market' was created by run 1 and not destroyed, and no pipeline defines it any more: do away with it by hand, and say 'driver clear town.market --ds 2016-04-26'."
        let run = try await sandbox.driver("--ds 2016-04-26")
        run.warns(warning)
        #expect(
            try await sandbox.driver("status --ds 2016-04-26").lines.last
                == "town.market is live for 2016-04-26 since <moment>, left by run 1, and no pipeline defines it any more: do away with it by hand, and say 'driver clear town.market --ds 2016-04-26'"
        )
        try await sandbox.driver("clear town.market --ds 2016-04-26").says("ds 2016-04-26: town.market forgotten")
        try sandbox.define([trade(market())])
        try await sandbox.driver("clear town.market --ds 2016-04-26").says(
            "ds 2016-04-26: town.market is not on record as live")
        try sandbox.define([Pipeline("town") { Task("count", Shell("true")) }])
        let second = try await sandbox.driver("--ds 2016-04-26")
        second.warns("")
    }

    @Test func aCommandThatHasChangedSinceIsTold() async throws {
        let sandbox = try Sandbox(trade(market(destroy: "exit 1")))
        _ = try await sandbox.driver("--ds 2016-04-26")
        try sandbox.define([trade(market(create: "mkdir bazaar", destroy: "true"))])
        let plan = try await sandbox.driver("plan --ds 2016-04-26")
        #expect(
            plan.complaints == [
                "driver: warning: 'town.market' was created by run 1 with another command than it would be now (argument 4): see to it that its destruction destroys what is there."
            ]
        )
    }

    // MARK: Interrupting

    private func interruptible(destroy: Template = "rm -r market") throws -> Sandbox {
        let sandbox = try Sandbox(
            trade(market(destroy: destroy), sell: "test -f enough || { echo up > ready; sleep 1000; }"))
        try sandbox.makePipe("ready")
        return sandbox
    }

    @Test func controlCEndsTheUsersAndThenDestroys() async throws {
        let sandbox = try interruptible(destroy: "rm -r market && echo \"$(ls)\" > after")
        let run = try await sandbox.driver("--ds 2016-04-26") { driver in
            _ = try await sandbox.hear("ready")
            driver.interrupt()
        }
        #expect(run.code == 130)
        #expect(
            run.complaints == [
                "driver: interrupted: what runs is asked to end, and has 10 s for that; then resources are destroyed, which a second request leaves out."
            ]
        )
        #expect(run.lines.contains("<time> succeeded town.market.destroy"))
        #expect(run.lines.last == "not done in <while>: 2 succeeded, 3 cancelled")
        #expect(!sandbox.has("market"))
        #expect(try await sandbox.driver("status --ds 2016-04-26").output.contains("live") == false)

        try sandbox.write("", to: "enough")
        let second = try await sandbox.driver("--ds 2016-04-26")
        #expect(second.code == 0)
        #expect(second.error == "")
    }

    @Test func aSecondControlCLeavesTheResource() async throws {
        let sandbox = try interruptible(destroy: "test -f enough || { echo up > clearing; sleep 1000; }; rm -r market")
        try sandbox.makePipe("clearing")
        let run = try await sandbox.driver("--ds 2016-04-26") { driver in
            _ = try await sandbox.hear("ready")
            driver.interrupt()
            _ = try await sandbox.hear("clearing")
            driver.interrupt()
        }
        #expect(run.code == 130)
        #expect(run.lines.contains("<time> cancelled town.market.destroy: interrupted"))
        #expect(run.output.contains("still there: town.market"))
        #expect(sandbox.has("market"))

        try sandbox.write("", to: "enough")
        let second = try await sandbox.driver("--ds 2016-04-26")
        #expect(second.code == 0)
        #expect(second.complaints == ["driver: 'town.market' was left by run 1: it is destroyed first."])
        #expect(!sandbox.has("market"))
    }

    @Test func whatACancelLeavesIsNamed() async throws {
        let sandbox = try interruptible()
        let run = try await sandbox.driver("--ds 2016-04-26") { _ in
            _ = try await sandbox.hear("ready")
            let cancel = try await sandbox.driver("cancel --ds 2016-04-26 --now")
            #expect(
                cancel.lines.last
                    == "still there: town.market, which was not destroyed: the next run for 2016-04-26 does it first; 'driver clear town.market --ds 2016-04-26' forgets it"
            )
        }
        #expect(run.code == 143)
        #expect(sandbox.has("market"))
    }

    @Test func afterAKillTheNextRunDestroysAndCreatesAnew() async throws {
        let sandbox = try interruptible()
        let run = try await sandbox.driver("--ds 2016-04-26") { driver in
            _ = try await sandbox.hear("ready")
            driver.murder()
        }
        #expect(run.code == 137)
        #expect(sandbox.has("market"))
        try sandbox.write("", to: "enough")
        let second = try await sandbox.driver("--ds 2016-04-26 --jobs 1")
        #expect(second.code == 0)
        #expect(second.complaints.contains("driver: 'town.market' was left by run 1: it is destroyed first."))
        #expect(
            second.lines.filter { $0.contains("started") } == [
                "<time> started town.market.destroy", "<time> started town.market.create (attempt 2)",
                "<time> started town.sell (attempt 2)", "<time> started town.buy",
                "<time> started town.market.destroy (attempt 2)", "<time> started town.count",
            ]
        )
        #expect(!sandbox.has("market"))
    }

    // MARK: Asking

    @Test func verbsShowIt() async throws {
        let sandbox = try Sandbox(trade(market()))
        try await sandbox.driver("list").says("town.sell\ntown.buy\ntown.count")
        try await sandbox.driver("graph").says(
            """
            town
            └─ market.create  (Shell)
               ├─ sell  (Shell)
               ├─ buy  (Shell)  ← sell, market.create
               │  └─ count  (Shell)
               └─ market.destroy  (Shell)  ← market.create, sell, buy

            marks: └─ waits for what it hangs from, ← waits for these
            """
        )
        let explained = try await sandbox.driver("explain market")
        #expect(explained.lines.contains("town.market.create"))
        #expect(explained.lines.contains("  is waited for by town.sell, town.buy, town.market.destroy"))
        #expect(explained.lines.contains("  timeout         10 min  (library)"))
        let user = try await sandbox.driver("explain buy")
        #expect(user.lines.contains("  waits for town.sell"))
        #expect(user.lines.contains("  uses town.market"))
        let check = try await sandbox.driver("check")
        #expect(check.code == 0)
        let run = try await sandbox.driver("--ds 2016-04-26 --only market")
        run.refuses(
            "driver: 'market' selects nothing: there is no task 'market'. town.market is a resource, and is there when a task that uses it runs: select such a task."
        )
    }
}
