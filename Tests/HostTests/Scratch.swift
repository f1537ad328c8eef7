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

    /// The number that a line of a shell prints.
    func number(_ line: String) -> Int64 {
        guard let stream = popen("cd \(path) && { \(line); }", "r") else { return -1 }
        defer { pclose(stream) }
        var digits = ""
        while case let byte = getc(stream), byte != EOF { digits.unicodeScalars.append(Unicode.Scalar(UInt8(byte))) }
        return Int64(digits.prefix { $0.isNumber }) ?? -1
    }

    func exists(_ name: String) -> Bool {
        var status = stat()
        return lstat("\(path)/\(name)", &status) == 0
    }
}
