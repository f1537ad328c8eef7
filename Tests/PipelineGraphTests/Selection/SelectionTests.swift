import Dataswarm
import PipelineGraph
import PipelineRecord
import Testing

/// What selectors select.
struct SelectionTests {
    private let graph = Fixture.everything

    @Test(arguments: [
        ("dump", "cat_gifs.dump"),
        ("cat_gifs.dump", "cat_gifs.dump"),
        ("replicate_*.swap", "replicate_orders.swap replicate_visits.swap"),
        ("load_?", "replicate_orders.load_0 replicate_orders.load_1 replicate_visits.load_0 replicate_visits.load_1"),
        ("+dump", "cat_gifs.find cat_gifs.dump"),
        ("dump+", "cat_gifs.dump cat_gifs.post report.7"),
        ("1+post", "cat_gifs.dump cat_gifs.post"),
        ("2+post", "cat_gifs.find cat_gifs.dump cat_gifs.post"),
        ("find+1", "cat_gifs.find cat_gifs.dump"),
        ("1+dump+1", "cat_gifs.find cat_gifs.dump cat_gifs.post report.7"),
        ("7", "report.7"),
        ("1+7", "cat_gifs.dump replicate_visits.swap report.7"),
        ("7+", "report.7"),
        ("tag:nightly", "cat_gifs.find cat_gifs.dump cat_gifs.post"),
        ("tag:sql", "cat_gifs.find"),
        ("owner:growth", "cat_gifs.find cat_gifs.dump"),
        ("owner:growth*", "cat_gifs.find cat_gifs.dump report.7"),
        ("operator:WaitForFile", "replicate_orders.wait replicate_visits.wait"),
        ("pipeline:report", "report.7"),
        ("pipeline:*_gifs", "cat_gifs.find cat_gifs.dump cat_gifs.post"),
    ])
    func selects(_ selector: String, _ names: String) throws {
        #expect(try graph.selected(selector) == names)
    }

    @Test func closureTakesWhatTheFollowersNeed() throws {
        #expect(
            try graph.selected("@dump")
                == "cat_gifs.find cat_gifs.dump cat_gifs.post replicate_visits.wait replicate_visits.load_0 replicate_visits.load_1 replicate_visits.swap report.7"
        )
    }

    @Test func commaIntersects() throws {
        #expect(try graph.selected("pipeline:cat_gifs,operator:Shell") == "cat_gifs.dump")
        #expect(try graph.selected("+7,load_*,*.load_0") == "replicate_visits.load_0")
        #expect(
            try sentence { try graph.selected("find,post") }
                == "'find,post' selects nothing: no task matches all of its terms.")
        #expect(
            try sentence { try graph.selected("find,") }
                == "'' selects nothing: a name belongs in it, such as dump, +dump, dump+1 or tag:nightly.")
    }

    @Test func argumentsUnite() throws {
        #expect(try graph.selected("find", "post", "find+1") == "cat_gifs.find cat_gifs.dump cat_gifs.post")
    }

    @Test func exclusionTakesAway() throws {
        #expect(try graph.selected("pipeline:cat_gifs", excluding: ["dump"]) == "cat_gifs.find cat_gifs.post")
        #expect(try graph.selected(excluding: ["replicate_*.*", "+post"]) == "report.7")
        #expect(
            try sentence { try graph.selected("dump", excluding: ["+dump"]) }
                == "nothing is left: '--exclude +dump' takes away all that was selected. Exclude less, or select more.")
        #expect(
            try sentence { try graph.selected(excluding: ["*"]) }
                == "nothing is left: '--exclude *' takes away all that was selected. Exclude less, or select more.")
        #expect(
            try sentence { try graph.selected(excluding: ["dmup"]) }
                == "'dmup' selects nothing: there is no task 'dmup'. Did you mean 'dump'?")
    }

    @Test func nothingSaidIsEverythingButGroups() throws {
        #expect(try Selection(only: [], in: graph).count == 12)
        #expect(Selection(all: graph).count == 12)
        #expect(Selection(graph.nodes.indices, in: graph).count == 12)
    }

    @Test func stateIsWhatIsOnRecord() throws {
        let find = try #require(graph.index(of: "cat_gifs.find"))
        let dump = try #require(graph.index(of: "cat_gifs.dump"))
        let state: (Int) -> TaskState? = { $0 == find ? .succeeded : $0 == dump ? .upstreamFailed : nil }
        func selected(_ selector: String) throws -> [String] {
            graph.names(try Selection(only: [selector], in: graph, state: state))
        }
        #expect(try selected("state:succeeded") == ["cat_gifs.find"])
        #expect(try selected("state:upstream_failed") == ["cat_gifs.dump"])
        #expect(try selected("state:none").count == 10)
        #expect(try selected("state:none,pipeline:cat_gifs") == ["cat_gifs.post"])
        #expect(try selected("state:lost").isEmpty)
        #expect(try selected("state:lost,pipeline:cat_gifs").isEmpty)
    }

    @Test func stateIsRefusedWhereNoDatestampIsNamed() throws {
        for (selector, term) in [
            ("state:failed", "state:failed"), ("+state:none", "+state:none"), ("dump,state:lost+1", "state:lost+1"),
        ] {
            let words =
                "'\(term)' asks what is on record for a datestamp, and none is named: 'driver list \(term) --ds 2016-04-26' lists such tasks."
            #expect(try sentence { try graph.selected(selector) } == words)
            #expect(try sentence { try graph.selected("dump", excluding: [selector]) } == words)
        }
    }

    @Test func whatIsTakenAwayByStateMayLeaveNothing() throws {
        let selection = try Selection(
            only: ["dump"], excluding: ["state:succeeded"], in: graph, state: { _ in .succeeded })
        #expect(selection.count == 0)
    }

    @Test func ancestorsAreAddedAcrossPipelines() throws {
        var selection = try Selection(only: ["7"], in: graph)
        selection.addAncestors(in: graph)
        #expect(
            graph.names(selection).joined(separator: " ")
                == "cat_gifs.find cat_gifs.dump replicate_visits.wait replicate_visits.load_0 replicate_visits.load_1 replicate_visits.swap report.7"
        )
        selection.filter { graph.nodes[$0].operatorName == "Shell" }
        #expect(selection.count == 4)
    }

    @Test(arguments: [
        ("dmup", "'dmup' selects nothing: there is no task 'dmup'. Did you mean 'dump'?"),
        ("+dmup", "'+dmup' selects nothing: there is no task 'dmup'. Did you mean 'dump'?"),
        (
            "cat_gif.dump",
            "'cat_gif.dump' selects nothing: there is no task 'cat_gif.dump'. Did you mean 'cat_gifs.dump'?"
        ),
        ("zzzzzzzz", "'zzzzzzzz' selects nothing: there is no task 'zzzzzzzz'. 'driver list' shows what there is."),
        (
            "cat_gifs",
            "'cat_gifs' selects nothing: there is no task 'cat_gifs'. It is a pipeline: write pipeline:cat_gifs."
        ),
        (
            "pipeline:cat_gif",
            "'pipeline:cat_gif' selects nothing: there is no pipeline 'cat_gif'. Did you mean 'cat_gifs'?"
        ),
        ("group:load", "'group:load' selects nothing: there is no group 'load'. Did you mean 'loads'?"),
        ("group:dump", "'group:dump' selects nothing: there is no group 'dump'. 'driver list' shows what there is."),
        ("operator:Shel", "'operator:Shel' selects nothing: there is no operator 'Shel'. Did you mean 'Shell'?"),
        ("owner:grwoth", "'owner:grwoth' selects nothing: there is no owner 'grwoth'. Did you mean 'growth'?"),
        ("tag:nigthly", "'tag:nigthly' selects nothing: there is no tag 'nigthly'. Did you mean 'nightly'?"),
        ("dump,tag:sq", "'tag:sq' selects nothing: there is no tag 'sq'. Did you mean 'sql'?"),
    ])
    func suggests(_ selector: String, _ expected: String) throws {
        #expect(try sentence { try graph.selected(selector) } == expected)
    }

    private func sentence(_ body: () throws -> some Any) throws -> String {
        let error = try #require(throws: SelectorError.self) { _ = try body() }
        return error.description
    }
}
