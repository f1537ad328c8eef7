import Dataswarm
import LocalExecutor
import PipelineEngine
import Testing

@Suite struct SecretTests {
    private func process(_ script: String) -> RenderedProcess {
        RenderedProcess(
            arguments: ["/bin/sh", "-c", script],
            environment: [.init(name: "PASSWORD", value: .secret("mysql-password"))]
        )
    }

    @Test func `a secret reaches the process, and neither its arguments nor the log nor a file`() async {
        let playground = Playground(secrets: ["mysql-password": "open-sesame"])
        let process = process(#"[ "$PASSWORD" = "open-$(echo sesame)" ] && tr '\0' ' ' < /proc/$$/cmdline"#)
        #expect(await playground.executor.execute(playground.attempt(process)) == .exited(0))
        #expect(playground.log()?.contains("open-sesame") == false)
        #expect(playground.names(in: "attempts/1") == ["log"])
    }

    @Test func `a secret that is not there is asked for`() async {
        let playground = Playground()
        #expect(
            await playground.executor.execute(playground.attempt(process(":")))
                == .impossible(
                    "Task 'cats.find' wants the secret 'mysql-password', which is not there: "
                        + "set DATASWARM_SECRET_MYSQL_PASSWORD."))
    }

    @Test func `the advice is the driver's`() async {
        let playground = Playground(secretAdvice: { "set X, or put \($0) in secrets.json" })
        #expect(
            await playground.executor.execute(playground.attempt(process(":")))
                == .impossible(
                    "Task 'cats.find' wants the secret 'mysql-password', which is not there: "
                        + "set X, or put mysql-password in secrets.json."))
    }

    @Test func `a start that fails does not tell a secret`() async {
        let playground = Playground(secrets: ["mysql-password": "open-sesame"])
        var process = process(":")
        process.arguments.append(String(repeating: "x", count: 200_000))
        let end = await playground.executor.execute(playground.attempt(process))
        #expect(!"\(end)".contains("open-sesame"))
    }
}
