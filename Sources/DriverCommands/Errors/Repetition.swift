import PipelineGraph

/// One mistake, told once: a loop or a function that generates pipelines makes it as often as it generates, and every task that
/// reads from a pipeline that is not listed meets the same gap.
enum Repetition {
    /// The sentences, the first of each kind with how many more there are.
    static func once(_ sentences: [String]) -> [String] {
        var places: [String: Int] = [:]
        var found: [(sentence: String, others: Int)] = []
        for sentence in sentences {
            let key = kind(of: sentence)
            if let place = places[key] {
                found[place].others += 1
            } else {
                places[key] = found.count
                found.append((sentence, 0))
            }
        }
        return found.map { $0.others == 0 ? $0.sentence : "\($0.sentence) (So it is \($0.others) times more.)" }
    }

    /// The sentence without the names that differ where one line makes the same mistake for many.
    private static func kind(of sentence: String) -> String {
        // Which of its tasks are missed matters less than that a pipeline is.
        if let match = sentence.firstMatch(of: /, and no pipeline '([^']*)' is listed/) { return "unlisted \(match.1)" }
        // A file that another program has written is wrong in one way at many places, and a ds for many pipelines.
        if sentence.contains(/: line \d+, column \d+:\s/) {
            return sentence.replacing(/: line \d+, column \d+:\s/, with: ": ")
        }
        if let match = sentence.firstMatch(of: /^The pipeline '[^']*' (runs by .*)/) { return String(match.1) }
        guard sentence.contains(": error: ") || sentence.contains(": warning: ") else { return sentence }
        var key = sentence
        key.replace(/the pipeline '[^']*'/, with: "the pipeline ''")
        guard let subject = key.firstMatch(of: /'([^'.]*)\.([^']*)'/) else { return key }
        let (pipeline, task) = (String(subject.1), String(subject.2))
        return key.replacing("'\(pipeline).\(task)'", with: "''").replacing("'\(pipeline).", with: "'.")
    }
}
