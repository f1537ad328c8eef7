import Dataswarm
import Testing

@Suite struct RenderedInvocationTests {
    @Test func environmentIsSortedMergedAndKeepsSecrets() throws {
        let pipeline = Pipeline("p") {
            Defaults(
                environment: ["TOKEN": .secret("api-token"), "REGION": "eu", "B": "\(.ds)"],
                workingFolder: "jobs/\(.ds)")
            Task("a", Command("curl", environment: ["A": "operator", "REGION": "us"]), environment: ["A": "task"])
        }
        let expected = RenderedProcess(
            arguments: ["curl"],
            environment: [
                .init(name: "A", value: .text("operator")), .init(name: "B", value: .text("2016-04-26")),
                .init(name: "REGION", value: .text("us")), .init(name: "TOKEN", value: .secret("api-token")),
            ],
            folder: "jobs/2016-04-26")
        #expect(try pipeline.rendered("a", ds: "2016-04-26") == .process(expected))
    }

    @Test func probes() throws {
        let pipeline = Pipeline("p") {
            Task("file", WaitForFile("\(.ds).ok", every: .seconds(1)), workingFolder: "in")
            Task("time", SleepUntil(.ds + 1.days, at: 6, in: "Europe/Berlin"))
            Task("process", WaitUntil(Command("ask", "\(.ds)")), workingFolder: "in")
            Task("nothing", NoOp(), environment: ["A": "\(.ds - 1.hours)"])
        }
        #expect(
            try pipeline.rendered("file", ds: "2016-04-26")
                == .probe(RenderedProbe(condition: .fileExists("2016-04-26.ok", folder: "in"), interval: .seconds(1))))
        let time = RenderedProbe.Condition.time(try Datestamp("2016-04-27"), seconds: 21_600, timeZone: "Europe/Berlin")
        #expect(
            try pipeline.rendered("time", ds: "2016-04-26")
                == .probe(RenderedProbe(condition: time, interval: .seconds(30))))
        let process = RenderedProcess(arguments: ["ask", "2016-04-26"], folder: "in")
        #expect(
            try pipeline.rendered("process", ds: "2016-04-26")
                == .probe(RenderedProbe(condition: .process(process), interval: .minutes(1))))
        #expect(try pipeline.rendered("nothing", ds: "2016-04-26") == .nothing)
    }

    @Test func filesAreSorted() throws {
        let operation = Bringing(files: ["b.sql": .script("'\(.output)'", in: .sql), "a.txt": "\(.ds)"])
        let bindings = try NastyNames.bindings(output: "/it's")
        let expected = RenderedProcess(
            arguments: ["run", "/it's/a.txt"],
            files: [.init(name: "a.txt", content: "2016-04-26"), .init(name: "b.sql", content: "'/it''s'")])
        #expect(try operation.invocation.rendered(with: bindings, settings: .library) == .process(expected))
    }
}

private struct Bringing: Operator {
    let files: [String: Argument]
    var invocation: Invocation { .process(["run", .file("a.txt")], files: files) }
}
