import Dataswarm
import PipelineGraph
import Testing

/// Macros of other tools that were left in a text.
struct ForeignMacroTests {
    @Test(arguments: [
        ("{{ ds }}", #"\(.ds)"#), ("{{ds_nodash}}", #"\(.ds, .compact)"#), ("{{ yesterday_ds }}", #"\(.ds - 1.days)"#),
        ("{{ execution_date.strftime('%Y') }}", #"\(.ds)"#), ("{{ params.table }}", #"\(limit), a Parameter"#),
        ("${session_date}", #"\(.ds)"#), ("${session_date_compact}", #"\(.ds, .compact)"#),
        ("${last_session_date}", #"\(.ds - 1.days)"#), ("<DATEID>", #"\(.ds)"#),
        (#"\(.ds - 6.days)"#, ##"\#(.ds - 6.days), for the text is a raw one"##),
    ])
    func eachNamesWhatToWrite(text: String, instead: String) {
        #expect(ForeignMacro.left(in: "x '\(text)' y \(text)").map(\.text) == [text])
        #expect(ForeignMacro.left(in: text).map(\.instead) == [instead])
    }

    @Test(arguments: [
        "{{.State.Running}}", "{{", "{{ ds", "${HOME}", "${ds}", "a < b > c", "x <<< y", "\\(", "{{ dsx }}", "{ds}", "",
    ])
    func whatMeansSomethingElseIsLeftAlone(text: String) {
        #expect(ForeignMacro.left(in: text) == [])
    }

    @Test func aVariableOfTheTasksOwnIsNone() {
        func left(_ script: String, _ variables: [RenderedProcess.Variable] = []) -> Int {
            ForeignMacro.left(in: RenderedProcess(arguments: ["sh", "-c", script], environment: variables)).count
        }
        #expect(left("echo ${session_date}") == 1)
        #expect(left("session_date=today; echo ${session_date}") == 0)
        #expect(left("read session_date; echo ${session_date}") == 0)
        #expect(left("echo ${session_date}", [.init(name: "session_date", value: .text("x"))]) == 0)
    }
}
