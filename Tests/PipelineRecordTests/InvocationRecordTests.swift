import Dataswarm
import PipelineGraph
import PipelineRecord
import Testing

@Suite struct InvocationRecordTests {
    private func record(_ arguments: String..., folder: String? = nil, input: String? = nil) -> String {
        let process = RenderedProcess(arguments: arguments, standardInput: input, folder: folder)
        return InvocationRecord.text(of: .process(process))
    }

    @Test func aProcess() {
        let process = RenderedProcess(
            arguments: ["sh", "-c", "a\nb\\n"],
            environment: [.init(name: "A", value: .text("x=y")), .init(name: "T", value: .secret("token"))],
            standardInput: "in",
            files: [.init(name: "q.sql", content: "SELECT")],
            folder: "jobs"
        )
        #expect(
            InvocationRecord.text(of: .process(process)) == #"""
                program=sh
                argument 1=-c
                argument 2=a\nb\\n
                variable A=x=y
                variable T=secret token
                input=in
                file q.sql=SELECT
                folder=jobs

                """#
        )
    }

    @Test func probesAndNothing() throws {
        let file = RenderedProbe(condition: .fileExists("a", folder: "in"), interval: .seconds(1))
        #expect(InvocationRecord.text(of: .probe(file)) == "path=a\nfolder=in\n")
        let ds = try Datestamp("2016-04-26")
        let time = RenderedProbe(condition: .time(ds, seconds: 60, timeZone: "UTC"), interval: .seconds(1))
        #expect(InvocationRecord.text(of: .probe(time)) == "time=2016-04-26 + 60 s in UTC\n")
        #expect(InvocationRecord.text(of: .nothing) == "")
    }

    @Test func changedFields() {
        let old = record("sh", "-c", "a", folder: "x")
        #expect(InvocationRecord.changedFields(from: old, to: old) == [])
        #expect(
            InvocationRecord.changedFields(from: old, to: record("sh", "-c", "b", input: "i")) == [
                "argument 2", "folder", "input",
            ])
        #expect(InvocationRecord.value(of: "argument 2", in: old) == "a")
        #expect(InvocationRecord.value(of: "argument 3", in: old) == nil)
    }

    @Test func longValuesAreKeptAsTheirHash() {
        let long = String(repeating: "x", count: 2_049)
        let hash = SHA256.hexDigest(of: Array(long.utf8))
        #expect(InvocationRecord.value(of: "argument 1", in: record("a", long)) == "sha256:\(hash)")
        #expect(InvocationRecord.changedFields(from: record("a", long), to: record("a", long + "y")) == ["argument 1"])
    }

    /// Values that join with the line's own marks to one `Character`, and such as are equal as strings only.
    @Test(arguments: ["\r", "\u{301}", "a\r\n", "=\u{301}=", "\n\u{301}", "", "\u{1F1E9}"])
    func valuesAreComparedByteByByte(value: String) {
        let record = record("a", value, "last")
        #expect(InvocationRecord.value(of: "argument 2", in: record) == "last")
        let shown = value.unicodeScalars.contains("\n") ? nil : value
        if let shown { #expect(InvocationRecord.value(of: "argument 1", in: record) == shown) }
        #expect(
            InvocationRecord.changedFields(from: record, to: self.record("a", value + "x", "last")) == ["argument 1"])
        #expect(InvocationRecord.changedFields(from: self.record("é"), to: self.record("e\u{301}")) == ["program"])
    }
}

@Suite struct TaskStateTests {
    @Test func finalStatesLeadNowhere() {
        let final = TaskState.allCases.filter(\.isFinal)
        #expect(final == [.succeeded, .failed, .upstreamFailed, .skipped, .cancelled, .lost])
        #expect(TaskState.transitions.keys.count == TaskState.allCases.count)
    }

    @Test func everyStateCanBeReached() {
        var reached: Set<TaskState> = [.waiting]
        for _ in TaskState.allCases { reached.formUnion(reached.flatMap { TaskState.transitions[$0] ?? [] }) }
        #expect(reached == Set(TaskState.allCases))
    }
}
