import ArgumentParser
import Dataswarm
import Glibc
import PipelineGraph
import Runs
import Synchronization
import Testing

@testable import DriverCommands

/// Every entrance with its corpus, with the strings that attack, and with mutations of both.
///
/// The input of the moment is kept in `/tmp/dataswarm-fuzzing-NAME`, where a trap leaves it. `DATASWARM_SEEDS=10000` tries so many mutations
/// of each input; `DATASWARM_THOROUGH=1` tries 5,000.
@Suite(.serialized) struct FuzzTests {
    static let entrances: [(name: String, take: @Sendable ([UInt8]) -> [String])] =
        Entrances.all + [("setting", setting), ("time", time), ("commandLine", commandLine)]

    @Test(arguments: entrances.map(\.name)) func itIsTakenOrRefusedWithASentence(name: String) throws {
        let take = try #require(Self.entrances.first { $0.name == name }).take
        let inputs = try Corpus.inputs(name)
        let strings = Corpus.hostile.map { Array($0.utf8) }
        try #require(inputs.count > 10 && strings.count > 200)
        let mutations = Mutations(corpus: inputs.map(\.bytes), pieces: strings)
        let trial = try Trial(name)
        var refusals = 0
        for (file, bytes) in inputs + strings.enumerated().map({ ("string \($0)", $1) }) {
            refusals += try trial.run(bytes, "\(name)/\(file)", take) ? 1 : 0
        }
        // Large files take longer, and have had their share.
        for (file, bytes) in inputs {
            var dice = Dice(file.utf8.reduce(17) { $0 &* 31 &+ UInt64($1) })
            let count = Corpus.count(bytes.count > 3_000 || name == "commandLine" ? 10 : 40)
            for round in 0..<count {
                let input = mutations.mutate(bytes, &dice)
                refusals += try trial.run(input, "\(name)/\(file), mutation \(round)", take) ? 1 : 0
            }
        }
        #expect(refusals > 50)
        try trial.end()
    }

    @Sendable private static func setting(_ bytes: [UInt8]) -> [String] {
        do {
            let settings = try SettingOverrides.parse([Entrances.text(bytes)], in: Entrances.sample)
            var request = PlanRequest(ds: try Datestamp("2016-04-26"), selection: Selection(all: Entrances.sample))
            request.overrides = settings
            return try Plan(Entrances.sample, request, records: [:]).warnings
        } catch let error as PlanError {
            return error.problems
        } catch {
            return ["\(error)"]
        }
    }

    @Sendable private static func time(_ bytes: [UInt8]) -> [String] {
        do {
            _ = try TimeText.moment(Entrances.text(bytes))
            return []
        } catch let error as DriverError {
            return error.sentences
        } catch {
            return ["\(error)"]
        }
    }

    /// Words between line breaks, parsed and not executed.
    @Sendable private static func commandLine(_ bytes: [UInt8]) -> [String] {
        // The parser takes time that grows with the square of the words.
        let words = Entrances.text(Array(bytes.prefix(1_000))).split(separator: "\n", omittingEmptySubsequences: false)
            .map(String.init)
        if let sentence = CommandLineAdvice.inTheValues(words) { return [sentence] }
        if let sentence = CommandLineAdvice.inTheVerb(words) { return [sentence] }
        do {
            _ = try Driver.parseAsRoot(words)
            return []
        } catch {
            return Driver.refusal(for: error).filter { !$0.isEmpty }
        }
    }
}

/// Runs inputs one after the other, with the one of the moment on disk and an eye on the time and the memory.
private final class Trial {
    private let name: String
    private let descriptor: CInt
    private var path: String { "/tmp/dataswarm-fuzzing-\(name)" }
    private let watch = Watch()

    init(_ name: String) throws {
        self.name = name
        descriptor = open("/tmp/dataswarm-fuzzing-\(name)", O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        try #require(descriptor >= 0)
        watch.start("/tmp/dataswarm-fuzzing-\(name)")
    }

    /// - Returns: whether it was refused.
    func run(_ input: [UInt8], _ label: String, _ take: ([UInt8]) -> [String]) throws -> Bool {
        ftruncate(descriptor, 0)
        pwrite(descriptor, input, input.count, 0)
        watch.begin()
        let sentences = take(input)
        watch.end()
        for sentence in sentences {
            if let flaw = Trial.flaw(in: sentence, for: input) {
                Issue.record("\(label): \(flaw): \(sentence.debugDescription)")
            }
        }
        return !sentences.isEmpty
    }

    func end() throws {
        watch.stop()
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        #expect(usage.ru_maxrss < 2_000_000, "kilobytes")
        close(descriptor)
        unlink(path)
    }

    /// What keeps a text from being a sentence that may be shown.
    private static func flaw(in sentence: String, for input: [UInt8]) -> String? {
        if sentence.isEmpty { return "nothing is said" }
        for scalar in sentence.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator:
                return "U+\(String(scalar.value, radix: 16)) is shown as it is"
            default: break
            }
        }
        // Each scalar of the input may stand there in ten characters, thrice.
        if sentence.utf8.count > 4_000 + 60 * input.count { return "it is too long" }
        return nil
    }
}

/// Ends the process where an input takes more than a minute, and names it.
private final class Watch: Sendable {
    private let beganAt = Atomic<Int>(0)
    private let isOver = Atomic<Bool>(false)

    func begin() { beganAt.store(time(nil), ordering: .relaxed) }
    func end() { beganAt.store(0, ordering: .relaxed) }
    func stop() { isOver.store(true, ordering: .relaxed) }

    func start(_ path: String) {
        var thread = pthread_t()
        let watch = Unmanaged.passRetained(Box(self, path))
        pthread_create(
            &thread, nil,
            { box in
                let box = Unmanaged<Box>.fromOpaque(box!).takeRetainedValue()
                while !box.watch.isOver.load(ordering: .relaxed) {
                    let beganAt = box.watch.beganAt.load(ordering: .relaxed)
                    precondition(beganAt == 0 || time(nil) - beganAt < 60, "the input in \(box.path) takes too long")
                    usleep(100_000)
                }
                return nil
            }, watch.toOpaque())
        pthread_detach(thread)
    }

    private final class Box {
        let watch: Watch
        let path: String
        init(_ watch: Watch, _ path: String) { (self.watch, self.path) = (watch, path) }
    }
}
