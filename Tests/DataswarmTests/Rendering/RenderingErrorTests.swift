import Dataswarm
import Testing

@Suite struct RenderingErrorTests {
    private static let errors: [(Template, String, String)] = [
        (
            "\(.ds - 1.hours)", "2016-04-26",
            """
            2016-04-26 is a day and cannot be shifted by hours: \
            shift it by days or more, or start from an hour (2016-04-26T07).
            """
        ),
        (
            "\(.ds - 1.days)", "2016-04",
            """
            2016-04 is a month and cannot be shifted by days: \
            shift it by months or more, or start from a day (2016-04-26).
            """
        ),
        (
            "\(.ds, .hour)", "2016-04-26",
            "2016-04-26 is a day, too coarse for the format 'hour': start from an hour (2016-04-26T07)."
        ),
        (
            "\(.ds, .day)", "2016-04",
            "2016-04 is a month, too coarse for the format 'day': start from a day (2016-04-26)."
        ),
        (
            "\(.ds.start(of: .week))", "2016-04",
            """
            2016-04 is a month and in no one week: \
            ask for its month, quarter or year, or start from a day (2016-04-26).
            """
        ),
        (
            "\(.ds + 9_999.years)", "2016-04-26",
            "2016-04-26 plus 9999 years is outside the calendar: datestamps run from year 0001 to 9999."
        ),
        (
            "\(.ds - Int.max.days)", "2016-04-26",
            """
            2016-04-26 minus 9223372036854775807 days is outside the calendar: \
            datestamps run from year 0001 to 9999.
            """
        ),
    ]

    @Test(arguments: Self.errors)
    func sentences(template: Template, ds: String, expected: String) throws {
        let bindings = Bindings(ds: try Datestamp(ds), task: "p.t")
        #expect(throws: RenderingError(expected)) { try template.rendered(with: bindings) }
    }

    /// The same sentence wherever the macro stands.
    @Test func everyPlaceOfAnInvocation() throws {
        let load = Task("load", NoOp())
        let bad: Argument = "\(.ds - 1.hours)"
        let operators: [any Operator] = [
            Command("a", bad), Command("a", environment: ["A": .text(bad)]), Command("a", standardInput: bad),
            SQLite("", database: "a", parameters: ["a": bad]), WaitForFile(bad), SleepUntil(.ds - 1.hours),
            WaitUntil(Command("a", bad)), Shell("cat \(load.output(at: .ds - 1.hours))"),
        ]
        let pipeline = Pipeline("p") {
            for (index, operation) in operators.enumerated() { Task("t\(index)", operation) }
            Task("folder", Command("a"), workingFolder: bad)
            Task("variable", Command("a"), environment: ["A": .text(bad)])
        }
        for task in pipeline.tasks {
            let said = sentence { try pipeline.rendered(task.name, ds: "2016-04-26") }
            #expect(said?.hasPrefix("2016-04-26 is a day and cannot be shifted by hours:") == true, "\(task.name)")
        }
    }

    @Test func noSuchTask() {
        let pipeline = Pipeline("p") {
            Task("a", NoOp())
            Task("b", NoOp())
        }
        #expect(throws: RenderingError("Pipeline 'p' has no task 'c': it has a, b.")) {
            try pipeline.rendered("c", ds: "2016-04-26")
        }
        #expect(throws: DatestampError.self) { try pipeline.rendered("a", ds: "today") }
    }
}
