import Glibc
import Host
import Testing

@testable import ProcessKeeping

@Suite(.timeLimit(.minutes(1))) struct MeetingPointTests {
    /// A path that is longer than a socket's address may be.
    private let folder =
        "/tmp/meeting-\(getpid())-\(UInt32.random(in: 0 ... .max))/\(String(repeating: "x", count: 200))"

    private func remove() { Folder.remove(Folder.parent(of: folder)) }

    @Test func `whoever listens is found, wherever the folder is`() throws {
        defer { remove() }
        #expect(MeetingPoint.prepare(folder) == 0)
        let mark = Mark.random()
        let point = MeetingPoint(folder: folder, mark: mark)
        guard case .nobody = point.connect() else { return #expect(Bool(false), "nobody listens yet") }
        let door = try #require(point.listen())
        #expect(MeetingPoint.all(in: folder) == [mark])
        var status = stat()
        #expect(stat("\(folder)/\(mark.number)", &status) == 0 && status.st_mode & 0o777 == 0o600)
        #expect(MeetingPoint.accept(door) == nil)
        guard case .found(let far, let process) = point.connect() else { return #expect(Bool(false), "it listens") }
        #expect(process == getpid())
        let near = try #require(MeetingPoint.accept(door))
        near.send(Wire.Message(kind: 5))
        #expect(far.receive()?.kind == 5)
        near.close()
        far.close()
        close(door)
        // Who is gone leaves the name behind, and whoever comes takes it away.
        guard case .nobody = point.connect() else { return #expect(Bool(false), "nobody listens any more") }
        #expect(MeetingPoint.all(in: folder) == [])
    }

    @Test func `a folder that others may enter is refused`() {
        defer { remove() }
        #expect(MeetingPoint.prepare(folder) == 0)
        chmod(folder, 0o755)
        #expect(MeetingPoint.prepare(folder) == EPERM)
        #expect(MeetingPoint(folder: folder, mark: .random()).listen() == nil)
    }
}
