import Testing

@testable import DriverCommands

/// What is left of a build's output.
@Suite struct CompilerWordsTests {
    @Test func eachDiagnosticIsToldOnceAndNothingElse() {
        let output = """
            Building for debugging...
            [0/8] Write sources
            [3/80] Compiling Dataswarm Task.swift
            [4/80] Emitting module Pipelines
            /p/Pipelines/Hello.swift:9:58: error: cannot find 'great' in scope
             7 |
             8 |     let greet = Task("greet")
             9 |     Task("count", depList: [great])
               |                             `- error: cannot find 'great' in scope
            10 | }
            error: emit-module command failed with exit code 1 (use -v to see invocation)
            [5/80] Compiling Pipelines Hello.swift
            /p/Pipelines/Hello.swift:9:58: error: cannot find 'great' in scope
             7 |
             9 |     Task("count", depList: [great])
            /p/Pipelines/Hello.swift:3:1: warning: unused
            [6/80] Compiling Pipelines Definitions.swift
            /p/Pipelines/Hello.swift:9:58: error: cannot find 'great' in scope
             9 |     Task("count", depList: [great])
            error: fatalError
            """
        #expect(
            CompilerWords.diagnostics(in: output) == """
                /p/Pipelines/Hello.swift:9:58: error: cannot find 'great' in scope
                 7 |
                 8 |     let greet = Task("greet")
                 9 |     Task("count", depList: [great])
                   |                             `- error: cannot find 'great' in scope
                10 | }
                /p/Pipelines/Hello.swift:3:1: warning: unused

                """)
    }

    @Test(arguments: ["error: could not find Package.swift\n", "warning: 'x': dependency is not used\n"])
    func whatSwiftPMSaysItselfIsKept(line: String) {
        #expect(CompilerWords.diagnostics(in: "Building for debugging...\n\(line)error: fatalError\n") == line)
    }

    @Test func whereNothingIsToldApartAllIsKept() {
        #expect(CompilerWords.diagnostics(in: "ld: out of memory\n") == "ld: out of memory\n")
    }
}
