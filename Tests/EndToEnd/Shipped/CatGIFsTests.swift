import FoundationEssentials
import Testing

/// The first example, over the request log that the repository ships.
@Suite struct CatGIFsTests {
    private struct Count: Equatable {
        let url: String
        let hits: Int
    }

    /// The ten most requested GIFs of cats over the seven days that end at 2016-04-26, counted here and now.
    private static func expected() throws -> [Count] {
        var hits: [String: Int] = [:]
        for day in 20...26 {
            let path = "\(Program.repository)/Pipelines/Data/requests/ds=2016-04-\(day).tsv"
            let log = String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
            for line in log.split(separator: "\n").dropFirst() {
                let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
                guard fields.count >= 4, fields[1] == "GET", fields[3] == "200" else { continue }
                let name = fields[2].split(separator: "?", omittingEmptySubsequences: false)[0]
                if name.contains("cat"), name.hasSuffix(".gif") { hits[fields[2], default: 0] += 1 }
            }
        }
        let ordered = hits.map { Count(url: $0, hits: $1) }.sorted {
            $0.hits != $1.hits ? $0.hits > $1.hits : $0.url.utf8.lexicographicallyPrecedes($1.url.utf8)
        }
        return Array(ordered.prefix(10))
    }

    @Test func theTopTenIsWhatTheLogSays() async throws {
        let sandbox = try Sandbox()
        let options =
            "--package \(Program.repository) --definitions \(Program.definitions) --state \(sandbox.folder)/state"
        let run = try await sandbox.bare("--ds 2016-04-26 --only pipeline:cat_gifs \(options)")
        #expect(run.code == 0, "\(run.output)\(run.error)")
        #expect(run.lines.last == "done in <while>: 3 succeeded")

        let dump = try sandbox.read("state/published/cat_gifs.dump/2016-04-26/cats.tsv")
        let counts = dump.split(separator: "\n").dropFirst().compactMap { line -> Count? in
            let fields = line.split(separator: "\t").map(String.init)
            return fields.count == 2 ? Int(fields[0]).map { Count(url: fields[1], hits: $0) } : nil
        }
        let expected = try Self.expected()
        #expect(expected.count == 10)
        #expect(counts == expected)

        let page = try sandbox.read("state/published/cat_gifs.post/2016-04-26/index.html")
        for count in expected {
            let escaped = count.url.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
            #expect(page.contains(escaped))
        }
        let second = try await sandbox.bare("--ds 2016-04-26 --only pipeline:cat_gifs \(options)")
        #expect(second.lines.last == "done in <while>: 3 done before")
    }
}
