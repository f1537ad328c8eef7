import FoundationEssentials
import Glibc
import Host
import PipelineGraph

@testable import DriverCommands

/// A folder of a test's own, which is gone with it.
final class Scratch: Sendable {
    let path: String

    init() throws {
        var template = Array("/tmp/driver-commands-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Trouble() }
        path = template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Writes a file and the folders above it.
    @discardableResult
    func write(_ bytes: some Sequence<UInt8>, to name: String) throws -> String {
        let file = "\(path)/\(name)"
        try Folder.make(Folder.parent(of: file), mode: 0o755)
        guard Path.replace(file, with: Array(bytes)) else { throw Trouble() }
        return file
    }

    @discardableResult
    func write(_ text: String, to name: String) throws -> String { try write(Array(text.utf8), to: name) }

    /// What a shell prints.
    func shell(_ script: String) throws -> String {
        let file = try write(script, to: "script")
        guard let stream = popen("cd \(path) && /bin/sh \(file)", "r") else { throw Trouble() }
        var bytes: [UInt8] = []
        while case let byte = getc(stream), byte != EOF { bytes.append(UInt8(byte)) }
        guard pclose(stream) == 0 else { throw Trouble() }
        return String(decoding: bytes, as: UTF8.self)
    }

    struct Trouble: Error {}
}

/// A console of which a test sees what has come out.
final class Page {
    let console: Console
    private let scratch: Scratch
    private let descriptor: CInt

    init() throws {
        scratch = try Scratch()
        descriptor = open("\(scratch.path)/page", O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Scratch.Trouble() }
        console = Console(descriptor: descriptor)
    }

    deinit { close(descriptor) }

    var text: String { String(decoding: File.content(of: "\(scratch.path)/page") ?? [], as: UTF8.self) }

    /// What stands there now, where parts of it are erased and drawn anew.
    var lastDrawing: String {
        text.split(separator: "\u{1B}[J", omittingEmptySubsequences: false).last.map(String.init) ?? ""
    }
}

/// The sentences of what a body throws.
func sentences(_ body: () throws -> Void) -> [String] {
    do {
        try body()
        return []
    } catch let error as DriverError {
        return error.sentences
    } catch let error as PlanError {
        return error.problems
    } catch {
        return ["\(error)"]
    }
}
