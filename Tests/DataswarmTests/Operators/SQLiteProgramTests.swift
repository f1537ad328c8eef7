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

    /// Dot commands split words at blanks, know no escape in single quotes, and take backslashes in double quotes.
    @Test(arguments: NastyNames.all)
    func pathsInDotCommands(name: String) throws {
        let places: [Template] = [
            ".print \(.output)/x", ".print '\(.output)/x'", "-- it's\n\n.print \"\(.output)/x\"",
            "CREATE TRIGGER t AFTER INSERT ON d BEGIN SELECT 'it'; SELECT 1; END;\n.print \"\(.output)/x\"",
            "SELECT \n'.print don''t' = '\n' -- it's\nWHERE 0;\n.print \"\(.output)/x\"",
            "# don't\n.print \"\(.output)/x\"",
            ".print don't\n.print \"\(.output)/x\"", "SELECT 1 AS [it's] WHERE 0;\n.print \"\(.output)/x\"",
        ]
        let path = "/tmp/\(name)"
        let bindings = try NastyNames.bindings(output: path)
        for script in places {
            do {
                let create: Template = "CREATE TABLE d(a);\n"
                let process = try SQLite(create + script + "\n", database: ":memory:").invocation
                    .rendered(with: bindings, settings: .library).process
                let child = try Child.run(try #require(process).arguments, input: process?.standardInput)
                #expect(child.status == 0 && child.output.hasSuffix("\(path)/x\n"), "\(process?.standardInput ?? "")")
            } catch let error as RenderingError {
                // Nothing but the kind of quotes is to blame, and the sentence says which to take.
                let isSingle = error.description.hasSuffix("write double quotes around the word.")
                #expect(isSingle || path.unicodeScalars.contains { "\n\r".unicodeScalars.contains($0) }, "\(error)")
            }
        }
    }

    @Test func waitsForOthersThatWriteToTheFile() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let file = "\(folder.path)/a.db"
        // Another holds the file until it sees that the operator's process, which the shell becomes, has opened it.
        let first = """
            sqlite3 \(file) 'CREATE TABLE t(a);'
            sqlite3 -cmd 'BEGIN EXCLUSIVE;' \(file) ".shell touch \(folder.path)/held; until ls -l /proc/$$/fd | grep -q a.db; do :; done" 'COMMIT;' &
            until test -e \(folder.path)/held; do :; done
            """
        let query = SQLite("INSERT INTO t VALUES (1); SELECT count(*) FROM t;\n", database: "\(file)")
        let process = try query.invocation.rendered(with: NastyNames.bindings(output: "/o"), settings: .library).process
        let arguments = ["bash", "-c", first + "\nexec \"$@\"", "bash"] + (try #require(process).arguments)
        let child = try Child.run(arguments, input: process?.standardInput)
        #expect(child.status == 0 && child.output.hasSuffix("1\n"), "\(child)")
        let impatient = SQLite("", database: "a", busyTimeout: .milliseconds(5)).invocation
        #expect(
            try impatient.rendered(with: NastyNames.bindings(output: "/o"), settings: .library).arguments.contains(
                ".timeout 5"))
    }
}
