import Glibc

/// A temporary folder, gone when the test is over.
final class Scratch {
    let path: String

    init() {
        var template = Array("/tmp/host-XXXXXX".utf8CString)
        path = template.withUnsafeMutableBufferPointer { buffer in
            mkdtemp(buffer.baseAddress!)
            return String(cString: buffer.baseAddress!)
        }
    }

    deinit { shell("chmod -R u+rwx \(path); rm -rf \(path)") }

    /// Runs a line of a shell in the folder.
    func shell(_ line: String) {
        let stream = popen("cd \(path) && { \(line); }", "r")
        pclose(stream)
    }

    func exists(_ name: String) -> Bool {
        var status = stat()
        return lstat("\(path)/\(name)", &status) == 0
    }
}
