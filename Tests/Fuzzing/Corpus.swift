import FoundationEssentials
import Glibc

/// The files in `Corpus`: inputs for each entrance, and strings that attack.
enum Corpus {
    private static let folder = #filePath.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" } + "/Corpus"

    /// Strings that mean something to a shell, a database, a terminal, a file system or a reader.
    static let hostile: [String] = {
        let data = FileManager.default.contents(atPath: "\(folder)/hostile.json") ?? Data()
        return (try? JSONDecoder().decode([String].self, from: data)) ?? []
    }()

    /// The inputs of an entrance, by the names of their files.
    static func inputs(_ name: String) throws -> [(name: String, bytes: [UInt8])] {
        let files = try FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(name)").sorted()
        return files.map { ($0, Array(FileManager.default.contents(atPath: "\(folder)/\(name)/\($0)") ?? Data())) }
    }

    /// How many mutations of each input to try.
    static func count(_ short: Int) -> Int {
        if let seeds = getenv("DATASWARM_SEEDS").flatMap({ Int(String(cString: $0)) }) { return seeds }
        return getenv("DATASWARM_THOROUGH") == nil ? short : 5_000
    }
}
