import Glibc
import Host
import Testing

@Suite struct FolderTests {
    @Test func `a folder is made with those above it, and one that is there is fine`() throws {
        let scratch = Scratch()
        let path = "\(scratch.path)/a/b/c"
        try Folder.make(path, mode: 0o700, above: 0o755, durable: true)
        try Folder.make(path, mode: 0o700, durable: true)
        var status = stat()
        #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o700)
        #expect(stat("\(scratch.path)/a", &status) == 0 && status.st_mode & 0o777 == 0o755)
    }

    @Test func `a file in the place of a folder is told`() {
        let scratch = Scratch()
        scratch.shell(": > file")
        for path in ["\(scratch.path)/file", "\(scratch.path)/file/x"] {
            #expect(throws: HostError(path: path, cannot: "make the folder '\(path)'", code: ENOTDIR)) {
                try Folder.make(path, mode: 0o700)
            }
        }
    }

    @Test func `a tree is removed whatever rights it has, and links are not followed`() {
        let scratch = Scratch()
        scratch.shell(
            "mkdir -p tree/a/b elsewhere; : > elsewhere/kept; ln -s ../../elsewhere tree/a/link; : > tree/a/b/x; "
                + "chmod 0 tree/a/b; chmod 500 tree/a; ln -s elsewhere link")
        #expect(Folder.remove("\(scratch.path)/tree"))
        #expect(!scratch.exists("tree"))
        #expect(Folder.remove("\(scratch.path)/link"))
        #expect(scratch.exists("elsewhere/kept"))
        #expect(Folder.remove("\(scratch.path)/nothing"))
    }

    /// A path to the last of them would be too long for any call, and a descriptor for each too many.
    @Test func `a tree of any depth is removed`() {
        let scratch = Scratch()
        var folder = open(scratch.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        for name in ["deep"] + Array(repeating: "folder", count: 1_500) {
            mkdirat(folder, name, 0o700)
            let next = openat(folder, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
            close(folder)
            folder = next
        }
        close(folder)
        #expect(Folder.remove("\(scratch.path)/deep"))
        #expect(!scratch.exists("deep"))
    }

    @Test func `what is written to the disk is counted`() throws {
        let scratch = Scratch()
        scratch.shell("mkdir -p out/a; printf 12345 > out/x; printf 678 > out/a/y; ln -s x out/link")
        #expect(try Folder.synchronizeAll(in: "\(scratch.path)/out") == 8)
    }

    /// Latin-1, a byte that no UTF-8 has, half of a letter, and a name that differs from another in such a byte alone.
    @Test func `names of any bytes are those of the system`() throws {
        let scratch = Scratch()
        scratch.shell(
            #"""
            cd .; for name in 'caf\351' '\377' '\303' '\376'; do
                d="$(printf "out/$name")"; mkdir -p "$d/in"; printf 123 > "$d/x"; printf 4 > "$d/in/$(printf "$name")"; done
            """#)
        let out = "\(scratch.path)/out"
        #expect(try Folder.synchronizeAll(in: out) == 16)
        #expect(Set(try Folder.entries(of: out).map(\.name)).count == 4)
        let folder = try #require(OpenFolder(path: scratch.path))
        // As the disk counts them: each small file takes a block, and so does each folder.
        let bytes = scratch.number("du -s --block-size=1 out")
        #expect(folder.size(of: "out") == bytes)
        #expect(folder.remove("out") == bytes)
        #expect(!scratch.exists("out"))
    }

    @Test func `a name with nothing in it is empty, and one that is missing`() {
        let scratch = Scratch()
        scratch.shell("mkdir empty full; : > full/x; : > file")
        let root = open(scratch.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        defer { close(root) }
        #expect(Folder.isEmpty("empty", in: root) == true)
        #expect(Folder.isEmpty("missing", in: root) == true)
        #expect(Folder.isEmpty("full", in: root) == false)
        #expect(Folder.isEmpty("file", in: root) == nil)
    }
}
