import Glibc
import Host
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

/// Publishing that is begun by one process and gone on with by another.
@Suite struct RepeatedPublicationTests {
    private let scratch = Scratch()
    private let folder: Int32

    init() {
        for name in ["attempt", "attempt/output", "published"] { scratch.makeFolder(name) }
        folder = open("\(scratch.path)/attempt", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    }

    private var publication: Publication {
        Publication(
            task: "a.b", folder: folder, output: "\(scratch.path)/attempt/output",
            destination: "\(scratch.path)/published/day", isRepeatable: true)
    }

    @Test(arguments: [false, true]) func `what is in place stays there`(wasThere: Bool) async throws {
        defer { close(folder) }
        if wasThere {
            scratch.makeFolder("published/day")
            scratch.write("old", to: "published/day/old")
        }
        scratch.write("new", to: "attempt/output/x")
        for _ in 0..<3 {
            let bytes = try await publication.publishAgain()
            #expect(bytes == 3)
            #expect(scratch.names(in: "published/day") == ["x"])
        }
        #expect(scratch.names(in: "attempt") == ["publishing"])
        Publication.forget(in: folder)
        #expect(scratch.names(in: "attempt") == [])
    }

    /// Killed after the exchange, and before what it replaced was removed.
    @Test func `what was replaced does not come back`() async throws {
        defer { close(folder) }
        scratch.write("new", to: "attempt/output/x")
        _ = try await publication.publish()
        scratch.makeFolder("attempt/output")
        scratch.write("old", to: "attempt/output/old")
        #expect(try await publication.publishAgain() == 3)
        #expect(scratch.names(in: "published/day") == ["x"])
        #expect(scratch.names(in: "attempt") == ["publishing"])
    }

    /// Killed before the names were touched, by another attempt's output in the place.
    @Test func `what is not in place yet is put there`() async throws {
        defer { close(folder) }
        scratch.write("new", to: "attempt/output/x")
        let identity = try #require(FileIdentity("\(scratch.path)/attempt/output"))
        #expect(PublicationNote.output(identity, bytes: 3).write(in: folder) == 0)
        #expect(PublicationNote(in: folder) == .output(identity, bytes: 3))
        scratch.makeFolder("published/day")
        #expect(try await publication.publishAgain() == 3)
        #expect(scratch.names(in: "published/day") == ["x"])
    }

    /// Killed after the old output was taken away, and before it was removed.
    @Test func `what was taken away does not come back`() async throws {
        defer { close(folder) }
        #expect(PublicationNote.nothing.write(in: folder) == 0)
        scratch.write("old", to: "attempt/output/old")
        #expect(try await publication.publishAgain() == 0)
        #expect(scratch.names(in: "published") == [])
        #expect(scratch.names(in: "attempt") == ["publishing"])
    }

    @Test(arguments: ["", "nothin", "1 2", "1 2 3", "x 2 3\n"])
    func `a note that is not whole is none`(text: String) {
        defer { close(folder) }
        scratch.write(text, to: "attempt/publishing")
        #expect(PublicationNote(in: folder) == nil)
    }
}
