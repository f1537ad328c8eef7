import Testing

@testable import AttemptWorkspace

@Suite struct PublicationTests {
    @Test(arguments: [false, true])
    func `where names cannot be exchanged, it takes two steps`(isThere: Bool) throws {
        let scratch = Scratch()
        for folder in ["new", "old"] + (isThere ? ["place"] : []) { scratch.makeFolder(folder) }
        scratch.write("new", to: "new/a")
        if isThere { scratch.write("old", to: "place/b") }
        let publication = Publication(
            task: "a.b",
            folder: -1,
            output: "\(scratch.path)/new",
            destination: "\(scratch.path)/place"
        )
        try publication.replaceInTwoSteps()
        #expect(scratch.names(in: "place") == ["a"])
        #expect(scratch.names(in: ".") == ["old", "place"])
    }
}
