import Glibc
import Host

/// A temporary folder, gone when the test is over.
final class Scratch {
    let path: String

    init() {
        var template = Array("/tmp/attempt-workspace-XXXXXX".utf8CString)
        path = template.withUnsafeMutableBufferPointer { buffer in
            mkdtemp(buffer.baseAddress!)
            return String(cString: buffer.baseAddress!)
        }
    }

    deinit { Folder.remove(path) }

    func makeFolder(_ name: String) { mkdir("\(path)/\(name)", 0o700) }

    func write(_ text: String, to name: String) {
        let file = open("\(path)/\(name)", O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0o600)
        _ = Array(text.utf8).withUnsafeBytes { File.write($0, to: file) }
        close(file)
    }

    func content(of name: String) -> String? {
        File.content(of: "\(path)/\(name)").map { String(decoding: $0, as: UTF8.self) }
    }

    /// The names in a folder, in order.
    func names(in name: String) -> [String] {
        ((try? Folder.entries(of: "\(path)/\(name)")) ?? []).map(\.name.description).sorted()
    }
}
