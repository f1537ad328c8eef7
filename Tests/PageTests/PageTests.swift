import PipelineRecord
import Testing

@testable import Page

/// The pages as texts: what stands on them, and that nothing that comes from outside means anything to a browser.
@Suite struct PageTests {
    private let key = TaskKey("cat_gifs.<b>dump</b>", ds: "2016-04-26")

    private func page(_ content: HTML, select: String = "") -> String {
        Frame("Now", .now, select: select, now: "2016-04-27 03:00 UTC").page(content)
    }

    @Test func aTextIsNothingButText() {
        #expect(
            HTML("<a href='x'>\"&\u{202E}\u{1B}[31m").source
                == "&lt;a href=&#39;x&#39;&gt;&quot;&amp;\u{FFFD}\u{FFFD}[31m")
        #expect(tag("a", ["href": "\"><script>"], "x").source == "<a href=\"&quot;&gt;&lt;script&gt;\">x</a>")
        #expect(HTML("two\nlines\tand").source == "two\nlines\tand")
    }

    @Test func anAddressTakesAnyCharacters() {
        let address = Address("tasks", "a/b c", "2016-04-26", query: ["select": "+x&y=ü", "none": nil, "empty": ""])
        #expect(address.source == "/tasks/a%2Fb%20c/2016-04-26?select=%2Bx%26y%3D%C3%BC")
    }

    /// One cause with 500 tasks behind it is one card.
    @Test func nowNamesCauses() {
        var now = NowPage()
        now.incidents = [
            .init(
                key, .failed, reason: "exit 1 <i>", since: "02:10", behind: (500, 40),
                log: ["<script>alert(1)</script>"])
        ]
        now.waiting = [.init("flights", ds: "2013-01-05", due: "00:00", words: "an earlier ds of its pipeline runs")]
        let text = page(now.html)
        #expect(text.contains("<h1>One thing is broken</h1>"))
        #expect(text.contains("500 tasks wait behind it in 40 pipelines."))
        #expect(text.contains("href=\"/tasks/cat_gifs.%3Cb%3Edump%3C%2Fb%3E/2016-04-26\""))
        #expect(text.contains("an earlier ds of its pipeline runs"))
        #expect(text.contains("Nothing runs."))
        #expect(!text.contains("<script>alert"))
        #expect(!text.contains("<b>dump"))
        #expect(page(NowPage().html).contains("<h1>Nothing is broken</h1>"))
    }

    @Test func theGridHasARowATaskAndAColumnADatestamp() {
        let row = GridPage.Row(
            "dump", task: "cat_gifs.dump", states: [.succeeded, .failed, nil], isWanted: [true, true, false])
        let grid = GridPage(
            "cat_gifs", select: "cat_gifs.dump+", datestamps: ["2016-04-24", "2016-04-25", "2016-04-26"],
            pipelines: [("cat_gifs", [row])], earlier: "2016-04-23", later: nil)
        let text = page(grid.html, select: "cat_gifs.dump+")
        #expect(text.contains("value=\"cat_gifs.dump+\""))
        #expect(
            text.contains(
                "<td class=\"failed\"><a href=\"/tasks/cat_gifs.dump/2016-04-25\" title=\"cat_gifs.dump for 2016-04-25: failed\""
            ))
        // What is not wanted is no cell to look into.
        #expect(!text.contains("/tasks/cat_gifs.dump/2016-04-26"))
        #expect(text.contains("/grid?select=cat_gifs.dump%2B&amp;to=2016-04-23"))
        #expect(!text.contains(">later<"))
    }

    @Test func aTaskSaysWhy() {
        let attempt = TaskPage.Attempt(
            key, number: 2, state: .failed, run: 7, began: "02:09", took: "1 min", words: "exit 1")
        let task = TaskPage(
            key, .failed, why: ["failed at 02:10, after 2 attempts: exit 1"], explanation: ["  retries  1"],
            attempts: [attempt], log: ["no space left"])
        let text = page(task.html)
        for words in ["failed at 02:10, after 2 attempts: exit 1", "no space left", "href=\"/runs/7\"", "log/2\""] {
            #expect(text.contains(words))
        }
    }

    /// By the policy that goes along with every page a browser executes nothing that stands in it.
    @Test func noPageHasCodeOrStyleInIt() {
        let pages = [
            page(NowPage().html), page(RunsPage([], next: 3).html), page(GraphPage(select: "+a").html),
            page(SignInPage(path: "/grid", problem: "That is not it.").html), page(ProblemPage("No.").html),
            page(LogPage(key, number: 1, lines: ["x"], size: 9, start: 7).html),
        ]
        for text in pages {
            #expect(text.split(separator: "<script").count == 2)
            #expect(text.contains("<script src=\"/page.js\" defer></script>"))
            #expect(!text.contains(" style=") && !text.contains(" onclick="))
            #expect(text.contains("<html lang=\"en\">") && text.contains("id=\"main\""))
        }
    }

    /// States differ in symbol and word, for whom colours say nothing.
    @Test func statesAreNotToldByColourAlone() {
        let states: [TaskState?] = [
            .succeeded, .failed, .upstreamFailed, .skipped, .cancelled, .lost, .running, .waiting, nil,
        ]
        #expect(Set(states.map { StateMark($0).symbol }).count == states.count)
        #expect(Set(states.map { StateMark($0).word }).count == states.count)
        for state in states { #expect(StyleSheet.text.contains("--\(StateMark(state).style):")) }
    }
}
