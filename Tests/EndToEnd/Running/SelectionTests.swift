import Dataswarm
import Testing

/// One grammar for every verb; `list` shows best what it selects.
@Suite struct SelectionTests {
    private func sandbox() throws -> Sandbox {
        try Sandbox(
            Pipeline("trip") {
                Defaults(owner: "family", tags: ["summer"])
                let pack = Task("pack", Shell("true"), tags: ["indoors"])
                let travel = Group("travel", depList: [pack]) {
                    let train = Task("train", Command("true"))
                    Task("bus", Shell("test -f ticket"), depList: [train])
                }
                Task("unpack", Shell("true"), depList: [travel], tags: ["indoors"])
            },
            Pipeline("home") { Task("pack", Shell("true"), owner: "nobody") }
        )
    }

    @Test(arguments: [
        ("pack", ["trip.pack", "home.pack"]),
        ("trip.pack", ["trip.pack"]),
        ("*.?a*", ["trip.pack", "home.pack"]),
        ("travel", ["trip.train", "trip.bus"]),
        ("group:travel", ["trip.train", "trip.bus"]),
        ("tag:indoors", ["trip.pack", "trip.unpack"]),
        ("owner:nobody", ["home.pack"]),
        ("operator:Command", ["trip.train"]),
        ("pipeline:home", ["home.pack"]),
        ("+bus", ["trip.pack", "trip.train", "trip.bus"]),
        ("1+bus", ["trip.train", "trip.bus"]),
        ("train+", ["trip.train", "trip.bus", "trip.unpack"]),
        ("train+1", ["trip.train", "trip.bus", "trip.unpack"]),
        ("@train", ["trip.pack", "trip.train", "trip.bus", "trip.unpack"]),
        ("tag:summer,operator:Shell", ["trip.pack", "trip.bus", "trip.unpack"]),
        ("tag:indoors,+bus", ["trip.pack"]),
        ("bus owner:nobody", ["trip.bus", "home.pack"]),
        ("pipeline:trip --exclude group:travel", ["trip.pack", "trip.unpack"]),
        ("--exclude pack --exclude bus", ["trip.train", "trip.unpack"]),
    ])
    func aSelectorSelects(selectors: String, tasks: [String]) async throws {
        let list = try await sandbox().driver("list \(selectors)")
        #expect(list.lines.sorted() == tasks.sorted())
    }

    @Test(arguments: [
        ("trian", "driver: 'trian' selects nothing: there is no task 'trian'. Did you mean 'train'?"),
        ("trip.buss", "driver: 'trip.buss' selects nothing: there is no task 'trip.buss'. Did you mean 'trip.bus'?"),
        ("tag:sumer", "driver: 'tag:sumer' selects nothing: there is no tag 'sumer'. Did you mean 'summer'?"),
        ("owner:nobdy", "driver: 'owner:nobdy' selects nothing: there is no owner 'nobdy'. Did you mean 'nobody'?"),
        (
            "operator:Shel",
            "driver: 'operator:Shel' selects nothing: there is no operator 'Shel'. Did you mean 'Shell'?"
        ),
        ("pipeline:trp", "driver: 'pipeline:trp' selects nothing: there is no pipeline 'trp'. Did you mean 'trip'?"),
        (
            "group:travels",
            "driver: 'group:travels' selects nothing: there is no group 'travels'. Did you mean 'travel'?"
        ),
        ("trip", "driver: 'trip' selects nothing: there is no task 'trip'. It is a pipeline: write pipeline:trip."),
        (
            "tga:summer",
            """
            driver: 'tga:summer' cannot be read: before the colon stands one of tag, owner, operator, pipeline, \
            group, state. Did you mean 'tag'?
            """
        ),
        (
            "state:faild",
            """
            driver: 'faild' is no state: it is one of waiting, ready, running, succeeded, failed, upstream_failed, \
            skipped, cancelled, lost, none. Did you mean 'failed'?
            """
        ),
        ("tag:", "driver: 'tag:' says no tag: write tag:something."),
        ("+", "driver: '+' selects nothing: a name belongs in it, such as dump, +dump, dump+1 or tag:nightly."),
        ("bus,pack", "driver: 'bus,pack' selects nothing: no task matches all of its terms."),
    ])
    func aSelectorThatSelectsNothingGetsASuggestion(selector: String, sentence: String) async throws {
        let sandbox = try sandbox()
        for verb in ["list", "--ds 2016-04-26 --only"] {
            try await sandbox.driver("\(verb) \(selector)").refuses(sentence)
        }
    }

    @Test func unionsIntersectionsAndExclusionsSelectWhatRuns() async throws {
        let sandbox = try sandbox()
        let run = try await sandbox.driver(
            "--ds 2016-04-26 --only tag:indoors,trip.* home.pack --exclude unpack --jobs 1")
        #expect(
            run.lines.filter { $0.contains("succeeded ") }.sorted() == [
                "<time> succeeded home.pack", "<time> succeeded trip.pack",
            ])
    }

    @Test func whatFailedCanBeSelectedByItsState() async throws {
        let sandbox = try sandbox()
        #expect(try await sandbox.driver("--ds 2016-04-26").code == 1)
        try sandbox.write("", to: "ticket")
        let again = try await sandbox.driver("--ds 2016-04-26 --only state:failed+ --jobs 1")
        #expect(again.code == 0)
        #expect(
            again.lines.filter { $0.contains("succeeded ") } == [
                "<time> succeeded trip.bus", "<time> succeeded trip.unpack",
            ])
    }

    /// What is on record is of a datestamp: a verb answers for the one that is named, and refuses where none is.
    @Test func whatIsAskedOfTheRecordIsAnsweredOrRefused() async throws {
        let sandbox = try sandbox()
        #expect(try await sandbox.driver("--ds 2016-04-26").code == 1)
        for verb in ["list state:failed", "list --exclude state:failed", "graph state:failed", "check state:failed"] {
            try await sandbox.driver(verb).refuses(
                "driver: 'state:failed' asks what is on record for a datestamp, and none is named: 'driver list state:failed --ds 2016-04-26' lists such tasks."
            )
        }
        try await sandbox.driver("list state:failed --ds 2016-04-26").says("trip.bus")
        try await sandbox.driver("list state:failed --ds 2016-04-25..2016-04-27").says("trip.bus")
        try await sandbox.driver("list state:lost --ds 2016-04-26").warns(
            "driver: no task is in such a state for 2016-04-26.")
        #expect(try await sandbox.driver("graph state:failed --ds 2016-04-26").output.contains("bus"))
        #expect(try await sandbox.driver("check state:failed --ds 2016-04-26").output.hasPrefix("2 pipelines, 1 task:"))
        #expect(
            try await sandbox.driver("why state:failed --ds 2016-04-26").output.hasPrefix("trip.bus for 2016-04-26"))
        try await sandbox.driver("why state:lost --ds 2016-04-26").refuses(
            "driver: 'state:lost' matches no task for 2016-04-26: 'driver status --ds 2016-04-26' shows what there is.")
        // It failed for another ds than the last.
        let grid = try await sandbox.driver("status --ds 2016-04-25..2016-04-27 state:failed")
        #expect(grid.lines.contains { $0.hasPrefix("trip.bus") && $0.contains("✗") })
        #expect(!grid.output.contains("trip.pack"))
        try await sandbox.driver("status --ds 2016-04-20..2016-04-21 state:failed").warns(
            "driver: no task is in such a state for 2016-04-20..2016-04-21.")
        try await sandbox.driver("--ds 2016-04-26 --only state:lost").says(
            "ds 2016-04-26: no task is in such a state")
    }

    @Test(arguments: [
        ("--ds 2016-04-26 --only bus --exclude bus", "bus", "was selected"),
        ("plan --ds 2016-04-26 --only bus --exclude +bus", "+bus", "was selected"),
        ("--ds 2016-04-26 --exclude *", "*", "was selected"),
        ("--ds 2016-04-26..2016-04-27 --exclude *", "*", "was selected"),
        ("--ds 2016-04-26 --exclude pipeline:trip pipeline:home", "pipeline:trip pipeline:home", "was selected"),
        ("list bus --exclude travel", "travel", "was selected"),
        ("graph --exclude *", "*", "was selected"),
    ])
    func anExclusionThatLeavesNothingIsRefused(line: String, excluded: String, what: String) async throws {
        try await sandbox().driver(line).refuses(
            "driver: nothing is left: '--exclude \(excluded)' takes away all that \(what). Exclude less, or select more."
        )
    }

    @Test func anExclusionOfAllThatIsScheduledIsRefused() async throws {
        let sandbox = try Sandbox(
            Pipeline("daily", schedule: .daily) { Task("post", Shell("true")) },
            Pipeline("hourly", schedule: .hourly) { Task("post", Shell("true")) })
        try await sandbox.driver("--ds 2016-04-26 --exclude daily.post").refuses(
            "driver: nothing is left: '--exclude daily.post' takes away all that is scheduled for 2016-04-26. Exclude less, or select more."
        )
    }

    /// What is left on another day is no mistake today.
    @Test func anExclusionOfAllThatIsScheduledTodayIsTold() async throws {
        let sandbox = try Sandbox(
            Pipeline("daily", schedule: .daily) { Task("post", Shell("true")) },
            Pipeline("weekly", schedule: .weekly) { Task("post", Shell("true")) })
        let plan = try await sandbox.driver("plan --ds 2016-04-27 --exclude pipeline:daily")
        plan.warns(
            "driver: warning: nothing is left: '--exclude pipeline:daily' takes away all that is scheduled for 2016-04-27. Exclude less, or select more."
        )
        #expect(plan.lines == ["ds 2016-04-27: 0 tasks to run"])
    }

    @Test func aGraphWithoutTasksSaysSo() async throws {
        let sandbox = try Sandbox()
        for verb in ["list", "graph"] {
            try await sandbox.driver(verb).warns(
                "driver: no pipeline is defined: list one in Pipelines/Definitions.swift.")
        }
    }
}
