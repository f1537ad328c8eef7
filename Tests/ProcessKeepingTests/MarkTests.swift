import ProcessKeeping
import Testing

@Suite struct MarkTests {
    @Test func `a stranger with the number of a process of ours is not touched`() throws {
        // What a keeper of an earlier start of the machine has left on record means nothing: nobody bears it.
        let mark = try #require(Mark(recorded: Mark.random().number))
        #expect(Leftovers.end(mark) == 0)
        #expect(Mark(recorded: 0) == nil)
        #expect(Mark(recorded: .max) == nil)
        #expect(Mark(recorded: -1) == nil)
    }
}
