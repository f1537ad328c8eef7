import Testing

/// `cat_gifs`, from the logs to the page, against a count of the test's own.
@Suite struct CatGIFsTests {
    private struct Cat: Equatable, Decodable {
        let url: String
        let count: Int
    }

    @Test func theWeeksTopTenIsPosted() async throws {
        let repository = Repository(sandbox: try Sandbox())
        let run = try await repository.driver("--ds 2016-04-26 --only pipeline:cat_gifs")
        #expect(run.code == 0)
        #expect(run.error == "")
        #expect(run.lines.last == "done in <while>: 3 succeeded")

        let topTen = try Self.topTen()
        #expect(topTen.count == 10)
        let dumped = try Repository.lines(of: "\(repository.published("cat_gifs.dump", "2016-04-26"))/cats.tsv")
        #expect(dumped == ["count\turl"] + topTen.map { "\($0.count)\t\($0.url)" })

        // An XML parser takes the page only where it is well-formed, and gives back what was escaped.
        let page = "\(repository.published("cat_gifs.post", "2016-04-26"))/index.html"
        let posted = try await repository.python(["-c", Self.reader, page], as: [Cat].self)
        #expect(posted == topTen)
        #expect(try await repository.driver("--ds 2016-04-26").lines.last == "done in <while>: 3 done before")
    }

    @Test func aDayWithoutLogsBeforeItIsAWeekOfOne() async throws {
        let repository = Repository(sandbox: try Sandbox())
        #expect(try await repository.driver("--ds 2016-04-20 --only +dump,pipeline:cat_gifs").code == 0)
        let dumped = try Repository.lines(of: "\(repository.published("cat_gifs.dump", "2016-04-20"))/cats.tsv")
        let topTen = try Self.topTen(of: ["20"])
        #expect(dumped == ["count\turl"] + topTen.map { "\($0.count)\t\($0.url)" })
    }

    /// The ten most served cat GIFs, ties in the order of their bytes.
    private static func topTen(of days: [String] = ["20", "21", "22", "23", "24", "25", "26"]) throws -> [Cat] {
        var counts: [String: Int] = [:]
        for day in days {
            let log = "\(Program.repository)/Pipelines/Data/requests/ds=2016-04-\(day).tsv"
            for line in try Repository.lines(of: log).dropFirst() {
                let fields = line.split(separator: "\t")
                let path = fields[2].prefix { $0 != "?" }
                guard fields[1] == "GET", fields[3] == "200", path.hasSuffix(".gif"), path.dropLast(4).contains("cat")
                else { continue }
                counts[String(fields[2]), default: 0] += 1
            }
        }
        let order = counts.sorted { one, other in
            one.value == other.value
                ? one.key.utf8.lexicographicallyPrecedes(other.key.utf8) : one.value > other.value
        }
        return order.prefix(10).map { Cat(url: $0.key, count: $0.value) }
    }

    /// Prints the table of a page as JSON.
    private static let reader = """
        import json, sys, xml.etree.ElementTree as tree
        rows = tree.parse(sys.argv[1]).getroot().iter("tr")
        print(json.dumps([{"url": row.find("td/code").text, "count": int(row.findall("td")[1].text)} for row in rows]))
        """
}
