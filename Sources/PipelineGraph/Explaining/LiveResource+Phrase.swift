public import PipelineRecord

extension LiveResource {
    /// What is to be said of it where the graph has no such resource, the end of a sentence.
    public var wordsWithoutDefinition: String {
        "no pipeline defines it any more: do away with it by hand, and say 'driver clear \(name.printable) --ds \(ds)'"
    }
}
