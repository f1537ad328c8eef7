extension Graph {
    /// The largest graph that is read, in bytes: places in it fit the 32 bits that edges have for them.
    private static let sizeLimit = 1 << 30

    /// Reads graph JSON and validates it; see `GraphFormat.md` for the grammar.
    ///
    /// - Parameters:
    ///   - bytes: the file's content.
    ///   - name: how sentences call the file.
    ///   - isByHand: whether people write the file: then problems name line and column in it beside the place in the
    ///     source that it names. Where it names none, they always do.
    /// - Throws: all problems at once, each with its place.
    public static func load(
        _ bytes: UnsafeBufferPointer<UInt8>, named name: String, isByHand: Bool = false
    ) throws(GraphError) -> Graph {
        guard bytes.count <= sizeLimit else {
            throw GraphError(details: [
                Problem(
                    .format, at: name.printable,
                    "the graph has \(bytes.count) bytes, and at most \(sizeLimit) are read: define fewer pipelines in one package."
                )
            ])
        }
        do {
            return try Graph(try read(bytes, named: name, addsPlaces: false))
        } catch {
            // Read once more, because only what is wrong needs these places.
            if isByHand { _ = try Graph(try read(bytes, named: name, addsPlaces: true)) }
            throw error
        }
    }

    private static func read(
        _ bytes: UnsafeBufferPointer<UInt8>, named name: String, addsPlaces: Bool
    ) throws(GraphError) -> GraphDescription {
        var reader = JSONReader(bytes, named: name, addsPlaces: addsPlaces)
        let description: GraphDescription
        do {
            description = try GraphDescription(&reader)
        } catch {
            let problems = reader.problems + [error.problem]
            throw GraphError(details: problems.map { Problem(.format, at: name.printable, $0.description) })
        }
        if !reader.problems.isEmpty {
            throw GraphError(details: reader.problems.map { Problem(.format, at: name.printable, $0.description) })
        }
        return description
    }

    /// Reads graph JSON from an array.
    public static func load(
        _ bytes: [UInt8], named name: String = "graph", isByHand: Bool = false
    ) throws(GraphError) -> Graph {
        let result = bytes.withUnsafeBufferPointer { buffer in
            Result { () throws(GraphError) in try load(buffer, named: name, isByHand: isByHand) }
        }
        return try result.get()
    }
}
