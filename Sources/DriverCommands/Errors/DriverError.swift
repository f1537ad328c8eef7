import ArgumentParser
import PipelineGraph
import PipelineRecord
import Runs

/// Why a verb did not do what it was asked: sentences for the reader, and a code for the caller.
struct DriverError: Error {
    let code: Code
    let sentences: [String]

    init(_ code: Code, _ sentences: String...) {
        self.code = code
        self.sentences = sentences
    }

    init(_ code: Code, _ sentences: [String]) {
        self.code = code
        self.sentences = sentences
    }

    /// The exit codes of `driver`; those from 64 are of sysexits.h.
    enum Code: Int32 {
        /// A task failed, or what was asked about is not as it should be.
        case failed = 1
        /// The command line cannot be understood.
        case usage = 64
        /// The definitions are wrong.
        case definitions = 65
        /// The state cannot be read or written.
        case state = 74
        /// A run has claimed this.
        case busy = 75
        /// Ctrl-C.
        case interrupted = 130
        /// Asked to end.
        case terminated = 143
    }
}

/// Runs a verb, and turns what it throws into sentences on standard error and an exit code.
func reporting(_ verb: () async throws -> Void) async throws {
    do {
        try await verb()
        Console.output.flush()
        if let reason = Console.output.failure {
            throw DriverError(.state, "standard output cannot be written: \(reason).")
        }
    } catch let error as DriverError {
        try fail(error.code, error.sentences)
    } catch let error as GraphError {
        try fail(.definitions, Repetition.once(error.problems))
    } catch let error as SelectorError {
        try fail(.usage, [error.description])
    } catch let error as PlanError {
        try fail(.usage, Repetition.once(error.problems))
    } catch let error as RunFailure {
        try fail(.state, [error.cause.description, RunWords.standstill(error)])
    } catch let error as StoreError {
        try fail(.state, [error.description])
    }
}

extension DriverError {
    /// A sentence as it is printed: the compiler's own errors and those of the graph begin with a place, and of the rest
    /// it is said who speaks.
    static func line(_ sentence: String) -> String {
        Remedy.typed(sentence.contains(": error: ") ? sentence : "driver: \(sentence)")
    }
}

private func fail(_ code: DriverError.Code, _ sentences: [String]) throws -> Never {
    for sentence in sentences { Console.error.line(DriverError.line(sentence)) }
    Console.error.flush()
    throw ExitCode(code.rawValue)
}
