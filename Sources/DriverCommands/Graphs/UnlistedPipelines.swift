import Host
import PipelineGraph

/// Pipelines that a package's sources describe by name and that its definitions do not list: they never run, and nothing
/// else would say so.
struct UnlistedPipelines {
    let package: String

    /// A warning each.
    func warnings(for graph: Graph) -> [String] {
        let listed = Set(graph.pipelines.map(\.name))
        var warnings: [String] = []
        for file in sources() {
            guard let content = File.content(of: "\(package)/\(file)") else { continue }
            for (line, name) in UnlistedPipelines.described(in: String(decoding: content, as: UTF8.self))
            where !listed.contains(name) {
                warnings.append(
                    "\(file.printable):\(line): warning: the pipeline '\(name.printable)' is not listed, so that it never runs: list it in Pipelines/Definitions.swift."
                )
            }
        }
        return warnings
    }

    /// The names of pipelines, each with its line. One that is put together from others is a template's.
    static func described(in source: String) -> [(line: Int, name: String)] {
        var code = ""
        var isComment = false
        for line in source.split(separator: "\n", omittingEmptySubsequences: false) {
            let text = line.drop { $0 == " " || $0 == "\t" }
            if text.hasPrefix("/*") { isComment = true }
            if !isComment, !text.hasPrefix("//") { code += line }
            code += "\n"
            if text.contains("*/") { isComment = false }
        }
        return code.matches(of: /\bPipeline\(\s*"([^"\\]+)"/).map { match in
            (code[..<match.range.lowerBound].count { $0 == "\n" } + 1, String(match.1))
        }
    }

    /// The Swift files in the folder of pipelines, from the package's folder, in order.
    private func sources() -> [String] {
        var files: [String] = []
        var folders = ["Pipelines"]
        while let folder = folders.popLast() {
            for entry in (try? Folder.entries(of: "\(package)/\(folder)")) ?? []
            where !entry.name.description.hasPrefix(".") {
                let path = "\(folder)/\(entry.name)"
                if entry.name.description.hasSuffix(".swift") { files.append(path) } else { folders.append(path) }
            }
        }
        return files.sorted()
    }
}
