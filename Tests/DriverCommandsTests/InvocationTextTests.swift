import Dataswarm
import Testing

@testable import DriverCommands

@Suite struct InvocationTextTests {
    @Test(arguments: [
        "plain", "", " ", "two words", "it's", "\"quoted\"", "$HOME", "`ls`", "$(ls)", "a\\b", "a\nb", "*.txt", "~",
        "#no", "!x",
        "--flag=value", "a;b&c|d>e<f", "{a,b}", "ünï", "$DATASWARM_OUTPUT", "$DATASWARM_OUTPUT/x y",
        "it's in $DATASWARM_OUTPUT", "\"$HOME\" `ls` \\ $DATASWARM_OUTPUT and $DATASWARM_OUTPUT/b $",
    ])
    func aShellReadsAWordAsWhatItWas(text: String) throws {
        let scratch = try Scratch()
        let word = InvocationText.word(text)
        let read = try scratch.shell("DATASWARM_OUTPUT=/folder\nprintf '<%s>' \(word)\n")
        #expect(read == "<\(text.replacing("$DATASWARM_OUTPUT", with: "/folder"))>")
    }

    @Test func wordsThatNeedNoQuotesGetNone() {
        #expect(InvocationText.word("/usr/bin/env") == "/usr/bin/env")
        #expect(InvocationText.word("ds=2016-04-26,x%+@:") == "ds=2016-04-26,x%+@:")
        #expect(InvocationText.word("$DATASWARM_OUTPUT/cats.tsv") == "$DATASWARM_OUTPUT/cats.tsv")
        #expect(InvocationText.word("it's") == #"'it'\''s'"#)
    }

    @Test func aTextOfSeveralLinesGoesOnBelow() throws {
        let pipeline = Pipeline("trip") {
            Task("pack", SQLite("SELECT 1;\n\nSELECT '\(.ds)';\n", database: "a b.db"))
        }
        let lines = InvocationText.lines(of: try pipeline.rendered("pack", ds: "2016-04-26"))
        #expect(
            lines == [
                "sqlite3 -batch -bail -init /dev/null -cmd '.timeout 60000' 'a b.db'", "standard input:", "  SELECT 1;",
                "  ",
                "  SELECT '2016-04-26';",
            ]
        )
    }
}
