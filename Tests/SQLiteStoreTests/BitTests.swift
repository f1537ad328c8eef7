import Glibc
import PipelineRecord
import Testing

@testable import SQLiteStore

/// The store and its log, cut off anywhere and with any bit flipped: refused with the way out, or as it was written.
///
/// `DATASWARM_THOROUGH=1` cuts at every byte, and flips 20,000 bits of each file, or as many as `DATASWARM_SEEDS` says.
@Suite struct BitTests {
    static let isThorough = getenv("DATASWARM_THOROUGH") != nil
    /// How many bits to flip, where there is time.
    static let seeds = getenv("DATASWARM_SEEDS").flatMap { Int(String(cString: $0)) } ?? (isThorough ? 20_000 : nil)
    let history: History
    let folder: StateFolder

    init() async throws {
        history = try await History()
        folder = try StateFolder(inMemory: true)
    }

    /// What a driver finds that starts on these files.
    private enum Finding: Hashable {
        case refused(String)
        /// - isVerified: whether a look at the whole finds nothing wrong.
        case found(Everything, isVerified: Bool)
    }

    private func look(at files: [String: [UInt8]]) async throws -> Finding {
        try folder.replace(with: files)
        do {
            let store = try await folder.open()
            let everything = try await Everything(store, ds: History.ds, tasks: History.tasks)
            let problem = await sentence { try await store.verify() }
            return .found(everything, isVerified: problem == nil)
        } catch let error as StoreError where error.kind == .damaged || error.kind == .newer {
            #expect(error.description.contains("move store.sqlite* away to begin anew, or restore a copy"))
            return .refused(error.problem)
        }
    }

    /// - Returns: whether it was refused.
    @discardableResult
    private func expect(
        _ files: [String: [UInt8]], toTell expected: [Everything], _ what: String
    ) async throws -> Bool {
        do {
            guard case .found(let found, let isVerified) = try await look(at: files) else { return true }
            if expected.contains(found) { return false }
            // A list of runs may leave one out, as long as somebody can tell.
            if !isVerified && expected.contains(where: { $0.isSame(as: found, butForRuns: true) }) { return true }
            Issue.record("\(what): it tells what never was")
        } catch {
            Issue.record("\(what): \(error)")
        }
        return false
    }

    @Test func asItWasWritten() async throws {
        try #require(Set(history.prefixes).count == history.prefixes.count)
        #expect(try await look(at: history.closed) == .found(history.whole, isVerified: true))
        #expect(try await look(at: history.killed) == .found(history.whole, isVerified: true))
        var lost = history.killed
        lost["store.sqlite-wal"] = nil
        // Only a disk that lied loses it: the last commits are gone, and what was copied back is there.
        #expect(try await look(at: lost) == .found(history.prefixes[0], isVerified: true))
    }

    /// What lengths to cut a file to: all of them, or every so many and those about which something begins.
    private func lengths(of count: Int, edge: Int, from offset: Int, every step: Int) -> [Int] {
        if Self.isThorough { return Array(0..<count) }
        let edges = stride(from: offset, through: count, by: edge).flatMap { [$0 - 1, $0, $0 + 1, $0 + 24] }
        return Set(edges + Array(stride(from: 0, to: count, by: step))).filter { (0..<count).contains($0) }.sorted()
    }

    @Test func cutOffAnywhere() async throws {
        let bytes = history.closed["store.sqlite"]!
        for length in lengths(of: bytes.count, edge: 4096, from: 0, every: 499) {
            let refused = try await expect(
                ["store.sqlite": Array(bytes[..<length])], toTell: [history.whole], "cut to \(length)")
            #expect(refused, "cut to \(length)")
        }
    }

    @Test func cutOffAnywhereBesideItsLog() async throws {
        var files = history.killed
        let bytes = files["store.sqlite"]!
        for length in lengths(of: bytes.count, edge: 4096, from: 0, every: 1997) {
            files["store.sqlite"] = Array(bytes[..<length])
            try await expect(files, toTell: [history.whole], "cut to \(length)")
        }
    }

    @Test func aLogCutOffAnywhereIsABeginningOfWhatWasCommitted() async throws {
        var files = history.killed
        let log = files["store.sqlite-wal"]!
        var found: Set<Int> = []
        // Room that was made ahead is all zeros, one as good as the other.
        let used = log.lastIndex { $0 != 0 }! + 1
        let beyond = Array(stride(from: used, through: log.count, by: 4099))
        for length in lengths(of: used, edge: 4120, from: 32, every: 1997) + beyond {
            files["store.sqlite-wal"] = Array(log[..<length])
            guard case .found(let everything, _) = try await look(at: files) else {
                Issue.record("a log cut to \(length) was refused")
                continue
            }
            let place = try #require(history.prefixes.firstIndex(of: everything), "a log cut to \(length)")
            found.insert(place)
        }
        // Each commit was the last one at some length.
        #expect(found.union([history.prefixes.count - 1]) == Set(history.prefixes.indices))
    }

    @Test func anIndexOfTheLogCutOffAnywhereIsMadeAnew() async throws {
        var files = history.killed
        let index = files["store.sqlite-shm"]!
        for length in lengths(of: index.count, edge: 4096, from: 0, every: 1997) {
            files["store.sqlite-shm"] = Array(index[..<length])
            #expect(try await look(at: files) == .found(history.whole, isVerified: true), "an index cut to \(length)")
        }
    }

    /// The bits to flip. Most of a small file is zero: half of them lie in what is not.
    private func bits(of bytes: [UInt8], some: Int, seed: UInt64) -> [Int] {
        let used = bytes.indices.filter { bytes[$0] != 0 }
        var dice = SplitMix(seed)
        return (0..<(Self.seeds ?? some)).map { round in
            let draw = dice.next()
            let byte = round.isMultiple(of: 2) ? used[Int(draw >> 3) % used.count] : Int(draw >> 3) % bytes.count
            return byte * 8 + Int(draw & 7)
        }
    }

    @Test func aFlippedBitAnywhere() async throws {
        let bytes = history.closed["store.sqlite"]!
        let bits = bits(of: bytes, some: 400, seed: 1)
        var refused = 0
        for bit in bits {
            var flipped = bytes
            flipped[bit / 8] ^= 1 << UInt8(bit % 8)
            let what = "bit \(bit % 8) of byte \(bit / 8) (page \(bit / 8 / 4096 + 1), \(bit / 8 % 4096))"
            if try await expect(["store.sqlite": flipped], toTell: [history.whole], what) { refused += 1 }
        }
        #expect(refused > bits.count / 3)
    }

    @Test(arguments: ["store.sqlite", "store.sqlite-wal", "store.sqlite-shm"])
    func aFlippedBitBesideALog(name: String) async throws {
        let bytes = history.killed[name]!
        for bit in bits(of: bytes, some: 200, seed: 2) {
            var files = history.killed
            files[name]![bit / 8] ^= 1 << UInt8(bit % 8)
            let what = "\(name), bit \(bit % 8) of byte \(bit / 8)"
            switch name {
            case "store.sqlite": try await expect(files, toTell: [history.whole], what)
            case "store.sqlite-wal":
                let refused = try await expect(files, toTell: history.prefixes, what)
                #expect(!refused, "\(what): refused")
            default: #expect(try await look(at: files) == .found(history.whole, isVerified: true), "\(what)")
            }
        }
    }
}

/// Vigna's generator SplitMix64.
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64
    init(_ seed: UInt64) { state = seed }
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}
