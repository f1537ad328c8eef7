import AttemptWorkspace
import Testing

@Suite struct PassedEnvironmentTests {
    @Test func `the list of what passes is short`() {
        let passed = PassedEnvironment.current()
        #expect(passed["PATH"] != nil)
        #expect(passed.keys.allSatisfy { PassedEnvironment.names.contains($0) })
        #expect(PassedEnvironment.names.allSatisfy { !$0.hasPrefix("DATASWARM") })
    }
}
