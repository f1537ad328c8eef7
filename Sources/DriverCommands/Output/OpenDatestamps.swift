import PipelineRecord

/// The datestamps that a run has under way, for whoever tells of it: where there are several, a task is named with its own.
struct OpenDatestamps {
    private var open: [String] = []

    var isEmpty: Bool { open.isEmpty }

    mutating func begin(_ ds: String) { open.append(ds) }

    mutating func end(_ ds: String) { if let place = open.firstIndex(of: ds) { open.remove(at: place) } }

    /// `cat_gifs.find`, or `cat_gifs.find@2016-04-26` where it would not be clear of which ds that is.
    func name(_ key: TaskKey) -> String {
        open.isEmpty || open.count == 1 && open[0] == key.ds ? key.task : key.description
    }

    /// `2016-04-26`, or `2016-04-26 and 2 more`.
    var phrase: String {
        guard let first = open.first else { return "" }
        return open.count == 1 ? first : "\(first) and \(open.count - 1) more"
    }
}
