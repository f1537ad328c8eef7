import Host
import PipelineGraph
import PipelineRecord
import Runs

/// A run that the service is told to see to, by a file: a line for each word and its value, such as `ds 2016-04-26`.
struct WantedRun {
    /// The file's name. The run bears it on record, so that it is not begun a second time by the next service.
    let name: String
    let graph: Graph
    let request: RunRequest

    /// - Parameter root: the folder of the file, and of the graph that it names.
    init(_ name: String, in root: String, _ archive: GraphArchive) throws {
        self.name = name
        let text = String(decoding: File.content(of: "\(root)/\(name)") ?? [], as: UTF8.self)
        let lines = text.split(separator: "\n").map { $0.split(separator: " ", maxSplits: 1).map(String.init) + [""] }
        func value(_ word: String) -> String? { lines.first { $0[0] == word }?[1] }
        let file = "\(root)/\(value("graph") ?? "graph.json")"
        graph = try Graph.load(File.content(of: file) ?? [], named: file)
        // A run whose graph is not kept cannot be gone on with.
        archive.copy(file, as: graph.sha256)
        var request = RunRequest(graphHash: graph.sha256, ds: value("ds") ?? "")
        request.only = lines.filter { $0[0] == "only" }.map { $0[1] }
        request.force = value("force") != nil
        request.retriesFailed = value("retry") != nil
        request.onFailure = value("on-failure") ?? "finish"
        request.jobs = value("jobs").flatMap { Int($0) }
        request.trigger = .service
        request.reason = name
        self.request = request
    }
}
