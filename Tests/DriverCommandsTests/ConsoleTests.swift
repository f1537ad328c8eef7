import Glibc
import Testing

@testable import DriverCommands

@Suite struct ConsoleTests {
    @Test func textIsHeldBackUntilItIsSentOut() throws {
        let page = try Page()
        page.console.line("one")
        page.console.write("two")
        #expect(page.text == "")
        page.console.flush()
        #expect(page.text == "one\ntwo")
        page.console.flush()
        #expect(page.text == "one\ntwo")
    }

    @Test func muchTextIsNotHeldBack() throws {
        let page = try Page()
        for number in 1...20_000 { page.console.line("line \(number)") }
        #expect(page.text.utf8.count > 100_000)
        page.console.flush()
        #expect(page.text.hasSuffix("line 19999\nline 20000\n"))
    }

    @Test func bytesPassAsTheyAre() throws {
        let page = try Page()
        page.console.write([0x61, 0x0A, 0x62] as [UInt8])
        page.console.flush()
        #expect(page.text == "a\nb")
    }

    @Test func aReaderThatHasGoneEndsNothing() throws {
        var ends: [CInt] = [-1, -1]
        try #require(pipe(&ends) == 0)
        // As the driver has it, whose readers may go at any time.
        signal(SIGPIPE, SIG_IGN)
        close(ends[0])
        let console = Console(descriptor: ends[1])
        console.line("nobody reads this")
        console.flush()
        console.line("nor this")
        console.flush()
        close(ends[1])
    }

    @Test func aSlowReaderGetsEverything() throws {
        var ends: [CInt] = [-1, -1]
        try #require(pipe(&ends) == 0)
        // A full pipe that refuses to wait must be waited for all the same.
        _ = fcntl(ends[1], F_SETFL, O_NONBLOCK)
        let writing = ends[1]
        let writer = Thread {
            let console = Console(descriptor: writing)
            for number in 1...50_000 { console.line("\(number)") }
            console.flush()
            close(writing)
        }
        var lines = 0
        var buffer = [UInt8](repeating: 0, count: 1 << 12)
        while case let count = read(ends[0], &buffer, buffer.count), count > 0 {
            lines += buffer[..<count].count { $0 == UInt8(ascii: "\n") }
        }
        writer.join()
        close(ends[0])
        #expect(lines == 50_000)
    }

    @Test func aFileIsNoTerminal() throws {
        let page = try Page()
        #expect(!page.console.isTerminal)
        #expect(!page.console.hasColors)
        #expect(page.console.size == (80, 24))
        #expect(Style(for: page.console).red("plain") == "plain")
    }
}

/// A thread that a test waits for.
private struct Thread {
    private var thread = pthread_t()

    private final class Work {
        let body: () -> Void
        init(_ body: @escaping () -> Void) { self.body = body }
    }

    init(_ body: @escaping () -> Void) {
        let work = Unmanaged.passRetained(Work(body))
        pthread_create(
            &thread,
            nil,
            { argument in
                Unmanaged<Work>.fromOpaque(argument!).takeRetainedValue().body()
                return nil
            },
            work.toOpaque()
        )
    }

    func join() { pthread_join(thread, nil) }
}
