package import Testing

/// What a program said, and how it ended.
package struct Outcome {
    /// The exit code; 128 and the signal's number where a signal ended it.
    package let code: Int32
    package let output: String
    package let error: String

    /// What it said on standard output, without what differs from run to run, line by line.
    package var lines: [String] { Plain.lines(of: output) }
    /// What it said on standard error, without what differs from run to run, line by line.
    package var complaints: [String] { Plain.lines(of: error) }

    /// Expects all that it said on standard output, and how it ended.
    package func says(_ expected: String, code: Int32 = 0, sourceLocation: SourceLocation = #_sourceLocation) {
        let text = lines.joined(separator: "\n")
        #expect(text == expected, sourceLocation: sourceLocation)
        #expect(self.code == code, sourceLocation: sourceLocation)
    }

    /// Expects that it refused: what it said on standard error, nothing on standard output, and the exit code.
    package func refuses(_ expected: String, code: Int32 = 64, sourceLocation: SourceLocation = #_sourceLocation) {
        let complaint = complaints.joined(separator: "\n")
        #expect(complaint == expected, sourceLocation: sourceLocation)
        #expect(output == "", sourceLocation: sourceLocation)
        #expect(self.code == code, sourceLocation: sourceLocation)
    }

    /// Expects that it did what it was asked, and all that it said on standard error beside.
    package func warns(_ expected: String, sourceLocation: SourceLocation = #_sourceLocation) {
        let complaint = complaints.joined(separator: "\n")
        #expect(complaint == expected, sourceLocation: sourceLocation)
        #expect(code == 0, sourceLocation: sourceLocation)
    }
}
