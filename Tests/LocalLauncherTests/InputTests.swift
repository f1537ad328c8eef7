import Dataswarm
import LocalLauncher
import PipelineEngine
import Testing

@Suite struct InputTests {
    @Test func `arguments arrive as they are`() async {
        let playground = Playground()
        let arguments = ["", "a b", "'", "\"", "\\", "$HOME", "`x`", "*", "two\nlines", "ä😀", "-n", "; exit 9"]
        let process = RenderedProcess(arguments: ["/bin/sh", "-c", #"printf '<%s>' "$@""#, "sh"] + arguments)
        #expect(await playground.execute(playground.attempt(process)) == .exited(0))
        #expect(playground.log() == arguments.map { "<\($0)>" }.joined())
    }

    @Test func `the program is told the name that the task gave it`() async {
        let playground = Playground()
        let process = RenderedProcess(arguments: ["sh", "-c", "echo $0"])
        #expect(await playground.execute(playground.attempt(process)) == .exited(0))
        #expect(playground.log() == "sh\n")
    }

    @Test func `without a text there is nothing to read`() async {
        let playground = Playground()
        #expect(await playground.run("cat; readlink /proc/$$/fd/0") == .exited(0))
        #expect(playground.log() == "/dev/null\n")
    }

    @Test(arguments: ["", "one line\n", "two\nlines, and no end", String(repeating: "0123456789", count: 100_000)])
    func `a text is read whole`(text: String) async {
        let playground = Playground()
        let process = RenderedProcess(arguments: ["cat"], standardInput: text)
        #expect(await playground.execute(playground.attempt(process)) == .exited(0))
        #expect(playground.log() == text)
    }

    @Test func `a text that nobody reads is in nobody's way`() async {
        let playground = Playground()
        let process = RenderedProcess(arguments: ["true"], standardInput: String(repeating: "x", count: 1 << 20))
        #expect(await playground.execute(playground.attempt(process)) == .exited(0))
    }

    @Test func `files are there, and may be programs`() async {
        let playground = Playground()
        let attempt = playground.attempt()
        let process = RenderedProcess(
            arguments: ["\(attempt.filesPath)/run me"],
            files: [
                .init(name: "data", content: "ä\n"),
                .init(name: "run me", content: "#!/bin/sh\ncat ${0%/*}/data\n"),
            ]
        )
        #expect(await playground.execute(playground.attempt(process)) == .exited(0))
        #expect(playground.log() == "ä\n")
    }

    @Test(arguments: ["", ".", "..", "a/b", "/etc/passwd", "a\0b"])
    func `what is no name for a file is refused`(name: String) async {
        let playground = Playground()
        let process = RenderedProcess(arguments: ["true"], files: [.init(name: name, content: "")])
        #expect(
            await playground.execute(playground.attempt(process))
                == .impossible("Task 'cats.find' brings a file named '\(name)', which is no name for a file."))
    }

    @Test func `a process starts in the package, or in a folder of it, or anywhere`() async {
        let playground = Playground()
        playground.makeFolder("a b")
        for (folder, expected) in [
            (nil, playground.root), ("a b", "\(playground.root)/a b"), ("/usr", "/usr"),
        ] as [(String?, String)] {
            let process = RenderedProcess(arguments: ["/bin/pwd", "-P"], folder: folder)
            #expect(await playground.execute(playground.attempt(process)) == .exited(0))
            #expect(playground.log()?.hasSuffix("\(expected)\n") == true)
        }
    }

    @Test func `a relative program lies in the folder where it starts`() async {
        let playground = Playground()
        playground.makeFolder("bin")
        playground.write("#!/bin/sh\necho here\n", to: "bin/tool", mode: 0o700)
        let process = RenderedProcess(arguments: ["./tool"], folder: "bin")
        #expect(await playground.execute(playground.attempt(process)) == .exited(0))
        #expect(playground.log() == "here\n")
    }
}
