import Testing

@testable import DriverCommands

/// One mistake that one line makes for many, or that many meet.
@Suite struct RepetitionTests {
    @Test func whatALoopMakesIsToldOnce() {
        let many = (0..<48).map {
            "P.swift:7: error: 'copy_\($0).swap' waits for 'copy_\($0).lod', which no pipeline defines."
        }
        #expect(
            Repetition.once(many) == [
                "P.swift:7: error: 'copy_0.swap' waits for 'copy_0.lod', which no pipeline defines. (So it is 47 times more.)"
            ])
        let warnings = (0..<3).map {
            "P.swift:7: warning: 'x' is no part of the pipeline 'copy_\($0)': nothing lists it."
        }
        #expect(Repetition.once(warnings).count == 1)
    }

    @Test func aPipelineThatIsNotListedIsMissedOnce() {
        let many = (1...48).map {
            "P.swift:\($0): error: 'p.t\($0)' waits for 'q.u\($0)', and no pipeline 'q' is listed: add it to the Definitions(…)."
        }
        let other =
            "P.swift:9: error: 'p.t' reads the output of 'r.u', and no pipeline 'r' is listed: add it to the Definitions(…)."
        #expect(Repetition.once(many + [other]) == [many[0] + " (So it is 47 times more.)", other])
    }

    @Test func whatIsWrongWithADatestampOrAFileIsToldOnce() {
        let pipelines = (0..<48).map {
            "The pipeline 'p\($0)' runs by the hour, and 2016-04-26 is a day: name another."
        }
        #expect(Repetition.once(pipelines) == ["\(pipelines[0]) (So it is 47 times more.)"])
        let places = (1...48).map { "g.json: line \($0), column 5: a text belongs here." }
        #expect(Repetition.once(places + ["g.json: line 9, column 1: a list belongs here."]).count == 2)
    }

    @Test func whatDiffersIsToldEachTime() {
        let sentences = [
            "P.swift:7: error: 'p.a' waits for 'p.b', which no pipeline defines.",
            "P.swift:8: error: 'p.a' waits for 'p.b', which no pipeline defines.",
            "P.swift:7: error: 'p.a' waits for 'p.c', which no pipeline defines.",
            "'p.a' has not run for 2016-04-26.", "'p.b' has not run for 2016-04-26.",
        ]
        #expect(Repetition.once(sentences) == sentences)
    }
}
