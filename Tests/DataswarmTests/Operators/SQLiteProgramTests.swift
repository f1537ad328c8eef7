import Dataswarm
import Testing

/// The operator's script, read by the `sqlite3` program where there is one.
@Suite(.enabled(if: Child.exists("sqlite3")))
struct SQLiteProgramTests {
    /// But for a carriage return, which the program drops from the end of each line it reads.
    @Test(arguments: NastyNames.all.filter { !$0.unicodeScalars.contains("\r") })
    func pathsInSQL(name: String) throws {
        let template: Template = """
            -- it's in \(.output), isn't it
            /* don't look at \(.output) */ SELECT \(.output), '\(.output)/x', '''' || '\(.output)';
            SELECT "\(.output)" FROM (SELECT 1 AS "\(.output)");
            """
        let path = "/tmp/\(name)"
        let script = try template.rendered(with: NastyNames.bindings(output: path), in: .sql)
        let child = try Child.run(["sqlite3", "-batch", "-bail", ":memory:"], input: script)
        #expect(child == Child(status: 0, output: "\(path)|\(path)/x|'\(path)\n1\n"))
    }

    @Test(arguments: NastyNames.all)
    func boundParameters(value: String) throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let query = SQLite("SELECT :value, typeof(:value);\n", database: ":memory:", parameters: ["value": "\(value)"])
        let bindings = Bindings(
            ds: try Datestamp("2016-04-26"), task: "p.t",
            folders: .init(output: "/o", scratch: "/s", files: folder.path, published: "/p"))
        guard case .process(let process) = try query.invocation.rendered(with: bindings, settings: .library) else {
            return
        }
        for file in process.files { try folder.write(file.content, to: file.name) }
        let child = try Child.run(process.arguments, input: process.standardInput)
        #expect(child == Child(status: 0, output: "\(value)|text\n"))
    }
}
