import Testing

@testable import PipelineGraph

@Suite struct LineTableTests {
    @Test func placesInAnyOrder() {
        Array("ab\n\nc".utf8).withUnsafeBufferPointer { bytes in
            var lines = LineTable(bytes)
            #expect(lines.place(of: 4) == "line 3, column 1")
            #expect(lines.place(of: 0) == "line 1, column 1")
            #expect(lines.place(of: 2) == "line 1, column 3")
            #expect(lines.place(of: 3) == "line 2, column 1")
            #expect(lines.place(of: 5) == "line 3, column 2")
        }
    }

    @Test func nothing() {
        [UInt8]().withUnsafeBufferPointer { bytes in
            var lines = LineTable(bytes)
            #expect(lines.place(of: 0) == "line 1, column 1")
        }
    }
}
