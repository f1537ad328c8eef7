import Dataswarm
import LocalLauncher
import PipelineEngine
import Testing

@Suite struct StartTests {
    private func sentence(
        _ playground: Playground, _ arguments: [String], path: String? = nil, folder: String? = nil
    ) async -> String {
        let variables = path.map { [RenderedProcess.Variable(name: "PATH", value: .text($0))] } ?? []
        let process = RenderedProcess(arguments: arguments, environment: variables, folder: folder)
        let end = await playground.execute(playground.attempt(process))
        guard case .impossible(let sentence) = end else { return "\(end)" }
        return sentence
    }

    @Test func `a program that is not in PATH`() async {
        let playground = Playground(environment: ["PATH": "/usr/bin:/bin"])
        #expect(
            await sentence(playground, ["cat-gifs"])
                == "Task 'cats.find' cannot start 'cat-gifs': it is not in PATH (/usr/bin:/bin): install it, or mend the name."
        )
        #expect(
            await sentence(playground, ["sh"], path: "/nowhere")
                == "Task 'cats.find' cannot start 'sh': it is not in PATH (/nowhere): install it, or mend the name.")
        #expect(
            await sentence(Playground(environment: [:]), ["sh"])
                == "Task 'cats.find' cannot start 'sh': it is a name without a slash, and PATH is not set: set it, or name the program's file."
        )
    }

    @Test func `PATH is the task's, and its empty and relative parts are passed over`() async {
        let playground = Playground()
        playground.makeFolder("bin")
        playground.write("#!/bin/sh\nexit 7\n", to: "bin/tool", mode: 0o700)
        playground.write("#!/bin/sh\nexit 8\n", to: "tool", mode: 0o700)
        #expect(await sentence(playground, ["tool"], path: ":.:bin:\(playground.root)/bin") == "exited(7)")
    }

    @Test func `a file in PATH that is not executable, or a folder, is passed over`() async {
        let playground = Playground()
        playground.makeFolder("bin")
        playground.makeFolder("bin/folder")
        playground.write("", to: "bin/true")
        let path = "\(playground.root)/bin"
        #expect(await sentence(playground, ["true"], path: "\(path):/usr/bin") == "exited(0)")
        #expect(
            await sentence(playground, ["true"], path: path)
                == "Task 'cats.find' cannot start 'true': '\(path)/true' is not executable: chmod +x '\(path)/true'.")
        #expect(
            await sentence(playground, ["folder"], path: path)
                == "Task 'cats.find' cannot start 'folder': it is not in PATH (\(path)): install it, or mend the name.")
    }

    @Test func `a path where there is no program`() async {
        let playground = Playground()
        playground.write("", to: "plain")
        playground.write("#!/no/such/interpreter\n", to: "script", mode: 0o700)
        playground.write("no program\n", to: "words", mode: 0o700)
        let root = playground.root
        let reasons = [
            "./missing": "there is no file '\(root)/missing': make it, or mend the name",
            "\(root)/missing": "there is no file '\(root)/missing': make it, or mend the name",
            "./plain": "'\(root)/plain' is not executable: chmod +x '\(root)/plain'",
            root: "'\(root)' is a folder: name the program in it",
            "./plain/x": "'\(root)/plain/x': Not a directory",
            "./script":
                "the interpreter '/no/such/interpreter' that '\(root)/script' names in its first line is not there: install it, or mend that line",
            "./words": "'\(root)/words' is neither a program for this machine nor a script that begins with #! and "
                + "its interpreter",
        ]
        for (program, reason) in reasons {
            #expect(
                await sentence(playground, [program]) == "Task 'cats.find' cannot start '\(program)': \(reason).")
        }
    }

    @Test func `a folder that is not there`() async {
        let playground = Playground()
        playground.write("", to: "file")
        #expect(
            await sentence(playground, ["true"], folder: "missing")
                == "Task 'cats.find' cannot start in the folder '\(playground.root)/missing': "
                + "No such file or directory. Make it, or name another."
        )
        #expect(
            await sentence(playground, ["true"], folder: "file")
                == "Task 'cats.find' cannot start in the folder '\(playground.root)/file': Not a directory. Make it, or name another."
        )
    }

    @Test func `arguments that are too long`() async {
        #expect(
            await sentence(Playground(), ["true", String(repeating: "x", count: 200_000)])
                == "Task 'cats.find' cannot start 'true': argument 1 has 200000 bytes, which is too long: give long texts as "
                + "a file or as standard input.")
        #expect(
            await sentence(
                Playground(), ["true"] + [String](repeating: String(repeating: "x", count: 100_000), count: 90))
                == "Task 'cats.find' cannot start 'true': its arguments are too long, or its environment: give long "
                + "texts as a file or as standard input.")
    }

    @Test func `arguments that cannot be given`() async {
        #expect(
            await sentence(Playground(), ["true", "a\0b"])
                == "Task 'cats.find' cannot start 'true': argument 1 has a zero byte in it.")
        #expect(
            await sentence(Playground(), []) == "Task 'cats.find' does not say which program to start: name it first.")
        #expect(
            await sentence(Playground(), [""]) == "Task 'cats.find' does not say which program to start: name it first."
        )
    }
}
