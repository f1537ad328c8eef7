import PipelineGraph
import Testing

/// How one term is read.
struct SelectorTests {
    @Test(arguments: [
        ("dump", Selector.Match.name("dump"), 0, 0),
        ("cat_gifs.dump", .name("cat_gifs.dump"), 0, 0),
        ("replicate_*.swap", .name("replicate_*.swap"), 0, 0),
        ("+dump", .name("dump"), Int.max, 0),
        ("dump+", .name("dump"), 0, Int.max),
        ("+dump+", .name("dump"), Int.max, Int.max),
        ("2+dump", .name("dump"), 2, 0),
        ("dump+1", .name("dump"), 0, 1),
        ("2+dump+1", .name("dump"), 2, 1),
        ("0+dump", .name("dump"), 0, 0),
        ("7", .name("7"), 0, 0),
        ("7+", .name("7"), 0, Int.max),
        ("+7", .name("7"), Int.max, 0),
        ("2+7+1", .name("7"), 2, 1),
        ("tag:nightly", .tag("nightly"), 0, 0),
        ("+tag:nightly+3", .tag("nightly"), Int.max, 3),
        ("owner:growth", .owner("growth"), 0, 0),
        ("operator:Shell", .operation("Shell"), 0, 0),
        ("pipeline:cat_gifs", .pipeline("cat_gifs"), 0, 0),
        ("group:loads", .group("loads"), 0, 0),
        ("state:upstream_failed", .state("upstream_failed"), 0, 0),
        ("state:none", .state("none"), 0, 0),
        ("owner:a:b", .owner("a:b"), 0, 0),
    ])
    func reads(_ term: String, _ match: Selector.Match, _ ancestors: Int, _ descendants: Int) throws {
        let selector = try Selector(term)
        #expect(selector.match == match)
        #expect(selector.ancestors == ancestors)
        #expect(selector.descendants == descendants)
        #expect(!selector.isClosure)
    }

    @Test func closure() throws {
        let selector = try Selector("@tag:nightly")
        #expect(selector.match == .tag("nightly"))
        #expect(selector.isClosure)
    }

    @Test(arguments: [
        ("", "'' selects nothing: a name belongs in it, such as dump, +dump, dump+1 or tag:nightly."),
        ("+", "'+' selects nothing: a name belongs in it, such as dump, +dump, dump+1 or tag:nightly."),
        ("@", "'@' selects nothing: a name belongs in it, such as dump, +dump, dump+1 or tag:nightly."),
        ("tag:", "'tag:' says no tag: write tag:something."),
        (
            "tags:nightly",
            "'tags:nightly' cannot be read: before the colon stands one of tag, owner, operator, pipeline, group, state. Did you mean 'tag'?"
        ),
        (
            "owners:",
            "'owners:' cannot be read: before the colon stands one of tag, owner, operator, pipeline, group, state. Did you mean 'owner'?"
        ),
        (
            "colour:red",
            "'colour:red' cannot be read: before the colon stands one of tag, owner, operator, pipeline, group, state."
        ),
        (
            "state:succeded",
            "'succeded' is no state: it is one of waiting, ready, running, succeeded, failed, upstream_failed, skipped, cancelled, lost, none. Did you mean 'succeeded'?"
        ),
        (
            "\u{1B}[2J:x",
            "'\\u{1B}[2J:x' cannot be read: before the colon stands one of tag, owner, operator, pipeline, group, state."
        ),
    ])
    func refuses(_ term: String, _ sentence: String) {
        #expect(throws: SelectorError.self) { try Selector(term) }
        do { _ = try Selector(term) } catch { #expect(error.description == sentence) }
    }
}
