import Dataswarm
import Testing

/// Graphs, programs and datestamps that are not what they should be.
@Suite struct MistakeTests {
    @Test(arguments: [
        (
            "yesterdy",
            """
            driver: --ds: 'yesterdy' is neither a datestamp, such as 2016-04-26, nor a word for one: \
            write now, this-hour, last-hour, today, yesterday, tomorrow, this-month, last-month, \
            or one with a distance, such as now-1h or today-7d. Did you mean 'yesterday'?
            """
        ),
        (
            "2016-04-26..today-1h",
            """
            driver: --ds: 'today-1h' is neither a datestamp, such as 2016-04-26, nor a word for one: \
            write now, this-hour, last-hour, today, yesterday, tomorrow, this-month, last-month, \
            or one with a distance, such as now-1h or today-7d.
            """
        ),
        (
            "today..yesterday-1",
            """
            driver: --ds: 'yesterday-1' is neither a datestamp, such as 2016-04-26, nor a word for one: \
            write now, this-hour, last-hour, today, yesterday, tomorrow, this-month, last-month, \
            or one with a distance, such as now-1h or today-7d. Did you mean 'yesterday'?
            """
        ),
        (
            "20160426",
            """
            driver: --ds: '20160426' is not a datestamp: write a day (2016-04-26), an hour (2016-04-26T07) or a \
            month (2016-04).
            """
        ),
        (
            "2016-4-26",
            """
            driver: --ds: '2016-4-26' is not a datestamp: write a day (2016-04-26), an hour (2016-04-26T07) or a \
            month (2016-04).
            """
        ),
        ("2016-13-01", "driver: --ds: '2016-13-01' is not a date: months run from 01 to 12."),
        ("2015-02-29", "driver: --ds: '2015-02-29' is not a date: February 2015 has 28 days."),
        (
            "2016-04-26..2016-04-20",
            "driver: --ds: '2016-04-26..2016-04-20' runs backwards: write the older first, 2016-04-20..2016-04-26."
        ),
        (
            "0216-04-26..2016-04-26",
            """
            driver: --ds: '0216-04-26..2016-04-26' names 657438 ds: a range has at most 100000, so take it in parts.
            """
        ),
        (
            "2016-04-26..2016-05",
            "driver: --ds: '2016-04-26..2016-05' runs from a day to a month: write both as days or both as months."
        ),
        (
            "2016-04-26..",
            """
            driver: --ds: '2016-04-26..' is not a range of datestamps: write one (2016-04-26) or two with two dots \
            between them (2016-04-01..2016-04-26).
            """
        ),
        ("2016-04-26T24", "driver: --ds: '2016-04-26T24' is not an hour: hours run from 00 to 23."),
    ])
    func aDatestampThatIsNoneIsRefused(ds: String, sentence: String) async throws {
        let sandbox = try Sandbox(.quickTrip)
        for verb in ["", "plan ", "status "] {
            try await sandbox.driver("\(verb)--ds \(ds)").refuses(sentence)
        }
    }

    @Test func whereThereIsNoPackageTheWayOutIsShown() async throws {
        try await Sandbox().bare("--ds 2016-04-26").refuses(
            """
            driver: there is no Package.swift in <sandbox> nor above it: go to your package, name one with --package, or begin one with 'driver init DIR'.
            """
        )
        try await Sandbox().bare("--ds 2016-04-26 --package nowhere").refuses(
            """
            driver: --package nowhere: there is no Package.swift in it.
            """
        )
    }

    @Test(arguments: [
        ("", "line 1, column 1: the file ends too early."),
        ("{", "line 1, column 2: the file ends too early."),
        ("[1, 2]", "line 1, column 1: an object belongs here."),
        ("{\"a\": tru}", "line 1, column 7: 'true' belongs here."),
        ("\u{0}\u{1}\u{2}", "line 1, column 1: a value belongs here."),
        (
            "{}",
            "line 1, column 3: the member 'graph' is missing, which holds the pools and pipelines."
        ),
    ])
    func aGraphThatIsNoneIsRefused(content: String, sentence: String) async throws {
        let sandbox = try Sandbox()
        try sandbox.write(content, to: "graph.json")
        let list = try await sandbox.driver("list")
        #expect(list.code == 65)
        #expect(list.complaints.contains("driver: <sandbox>/graph.json: \(sentence)"))
    }

    @Test(arguments: [
        (
            "--graph nowhere.json", Int32(64),
            "driver: the graph '<sandbox>/nowhere.json' cannot be read: No such file or directory."
        ),
        ("--graph /dev/stdout", 64, "driver: the graph '/dev/stdout' cannot be read: this program writes to it."),
        ("--graph /dev/zero", 64, "driver: the graph '/dev/zero' cannot be read: it is a device."),
        ("--graph .", 64, "driver: the graph '<sandbox>/.' cannot be read: Is a directory."),
        (
            "--definitions nowhere", 64,
            "driver: there is no program '<sandbox>/nowhere': --definitions names one that writes the graph."
        ),
        (
            "--definitions .", 65,
            "driver: '<sandbox>/.' cannot be started: it is not there, or not a program that may be executed."
        ),
        ("--definitions /bin/false", 65, "driver: '/bin/false' did not write the graph: it ended with exit 1."),
        (
            "--definitions /bin/true", 65,
            "driver: '/bin/true' did not write the graph: it ended well, and there is no file."
        ),
        (
            "--definitions ./trap", 65,
            """
            driver: '<sandbox>/./trap' did not write the graph: it was ended by signal 4, which a trap in a \
            definition does. Its last words stand above.
            """
        ),
        (
            "--graph graph.json --definitions /bin/true", 64,
            "driver: --graph and --definitions both say where the graph is: give one of them."
        ),
    ])
    func aGraphThatCannotBeHadIsToldWithTheReason(options: String, code: Int32, sentence: String) async throws {
        let sandbox = try Sandbox(.quickTrip)
        try sandbox.write("#!/bin/bash\nkill -ILL $$\n", to: "trap")
        try await sandbox.shell("chmod +x trap; driver list \(options)").refuses(sentence, code: code)
    }

    @Test func mistakesInTheDefinitionsNameTheirLines() async throws {
        let sandbox = try Sandbox(
            pools: [Pool("seats", slots: 0)],
            Pipeline("trip") {
                Task("pack it", Shell("true"))
                Task("travel", Shell("true"), pool: "seat")
                Task("travel", Shell("true"), depList: [.task("trip.pac")])
            }
        )
        try await sandbox.driver("list").refuses(
            """
            <here> (line 3, column 1): error: the pool 'seats' has 0 slots: it needs from 1 to 1000000.
            <here> (line 7, column 1): error: 'trip.travel' is also defined at <here> (line 6, column 1): rename one of them.
            <here> (line 7, column 1): error: 'trip.travel' waits for 'trip.pac', which the pipeline 'trip' (<here> (line 4, column 1)) does not have.
            <here> (line 5, column 1): error: 'pack it' cannot be a task's name: a name is made of letters, digits, '_', '-' and '.', begins with none of the last two, and has at most 120 characters.
            <here> (line 6, column 1): error: 'trip.travel' names the pool 'seat', which no one declares: add Pool("seat", slots: …) to the definitions. Did you mean 'seats'?
            """, code: 65
        )
    }

    @Test func whatTheDefinitionsPrintIsNoPartOfTheAnswer() async throws {
        let sandbox = try Sandbox(Pipeline("trip") { Task("pack", NoOp()) })
        try sandbox.write("#!/bin/sh\necho hello; echo oh >&2; cp graph.json \"$1\"\n", to: "definitions")
        let list = try await sandbox.shell("chmod +x definitions; driver list --definitions ./definitions")
        #expect(list.output == "trip.pack\n")
        #expect(list.error == "hello\noh\n")
    }

    @Test func aStateFolderThatCannotBeUsedIsRefused() async throws {
        let sandbox = try Sandbox(.quickTrip)
        try sandbox.write("", to: "file")
        for (state, sentence) in [
            (
                "/proc/nowhere",
                """
                driver: the state folder '/proc/nowhere' cannot be used: No such file or directory. Name another \
                with --state.
                """
            ),
            (
                "file",
                "driver: the state folder '<sandbox>/file' cannot be used: Not a directory. Name another with --state."
            ),
        ] {
            try await sandbox.driver("--ds 2016-04-26 --state \(state)").refuses(sentence, code: 74)
        }
        try await sandbox.shell("driver list --definitions \(Program.definitions) --state /proc/nowhere").refuses(
            """
            driver: the state folder '/proc/nowhere' cannot be made: No such file or directory. Name another with --state.
            """,
            code: 74
        )
    }

    @Test func aDamagedStoreIsRefusedAndNeverTakenForAnEmptyOne() async throws {
        let sandbox = try Sandbox(.quickTrip)
        #expect(try await sandbox.driver("--ds 2016-04-26").code == 0)
        try sandbox.write("this is no database, however long one looks at it", to: ".dataswarm/store.sqlite")
        for verb in ["", "plan ", "status ", "why trip.pack "] {
            try await sandbox.driver("\(verb)--ds 2016-04-26").refuses(
                """
                driver: <sandbox>/.dataswarm/store.sqlite: this is not a store, or a damaged one (file is not a database); move store.sqlite* away to begin anew, or restore a copy.
                """, code: 74
            )
        }
    }

    @Test func anAnswerThatCannotBeWrittenIsNoSuccess() async throws {
        let sandbox = try Sandbox(.quickTrip)
        try await sandbox.shell("driver list --graph graph.json > /dev/full").refuses(
            "driver: standard output cannot be written: No space left on device.",
            code: 74
        )
        // Nobody listens: that is their affair.
        #expect(try await sandbox.shell("driver list --graph graph.json >&-").code == 0)
        #expect(try await sandbox.shell("driver --ds 2016-04-26 --graph graph.json <&- >&- 2>&-").code == 0)
        #expect(try await sandbox.driver("--ds 2016-04-26").lines.last == "done in <while>: 3 done before")
    }

    /// A graph that another program has written may say nothing of sources: then the place is in its file, and no sentence has
    /// a hole.
    @Test func whereNoSourceIsKnownThePlaceIsInTheFile() async throws {
        let sandbox = try Sandbox()
        func write(_ tasks: String) throws {
            try sandbox.write(
                #"{"dataswarm":1,"graph":{"pipelines":[{"name":"p","tasks":[\#(tasks)]}]}}"#, to: "graph.json")
        }
        let first = #"{"name":"a","run":{"arguments":["./none"]}}"#
        try write(#"\#(first),{"name":"b","after":["c"],"run":{"arguments":["true"]}},{"name":"a"}"#)
        let refusal = try await sandbox.driver("list")
        #expect(refusal.code == 65)
        let places = refusal.complaints.map { $0.replacing(/line \d+, column \d+/, with: "<place>") }
        #expect(
            places == [
                "<sandbox>/graph.json: <place>: error: 'p.a' is also defined at <sandbox>/graph.json: <place>: rename one of them.",
                "<sandbox>/graph.json: <place>: error: 'p.b' waits for 'p.c', which no pipeline defines. Did you mean 'a'?",
            ])
        try write(first)
        let check = try await sandbox.driver("check")
        #expect(check.complaints.count == 1)
        #expect(check.complaints[0].hasPrefix("<sandbox>/graph.json: line 1, column "))
        #expect(try await sandbox.driver("explain a").lines[1].hasPrefix("  at <sandbox>/graph.json: line 1, column "))
        #expect(try await sandbox.driver("list operator:x").complaints.first?.contains("''") == false)
    }
}
