import Glibc
import Host

/// What is about to be published, in a file of the attempt's folder: whoever goes on with it, after the process is killed that has
/// begun, sees by it whether that is done.
enum PublicationNote: Equatable {
    /// The folder, which keeps its identity under its new name, and how many bytes its files have.
    case output(FileIdentity, bytes: Int64)
    /// What was published before is to be taken away.
    case nothing

    private static let name = "publishing"

    /// Reads it; `nil` where there is none, or not all of it: then the names have not been touched.
    init?(in folder: Int32) {
        guard let file = Descriptor(openat(folder, PublicationNote.name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)),
            let bytes = File.content(of: file.number), bytes.last == UInt8(ascii: "\n")
        else { return nil }
        let words = String(decoding: bytes.dropLast(), as: UTF8.self).split(separator: " ")
        if words == ["nothing"] {
            self = .nothing
            return
        }
        guard words.count == 3, let device = UInt64(words[0]), let number = UInt64(words[1]),
            let bytes = Int64(words[2])
        else { return nil }
        self = .output(FileIdentity(device: device, number: number), bytes: bytes)
    }

    /// Writes it.
    ///
    /// - Returns: the system's number where that is not possible; 0 where it is written.
    func write(in folder: Int32) -> Int32 {
        let flags = O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC | O_NOFOLLOW
        guard let file = Descriptor(openat(folder, PublicationNote.name, flags, 0o600)) else { return errno }
        let text =
            switch self {
            case .output(let identity, let bytes): "\(identity.device) \(identity.number) \(bytes)\n"
            case .nothing: "nothing\n"
            }
        return Array(text.utf8).withUnsafeBytes { File.write($0, to: file.number) }
    }

    static func remove(in folder: Int32) { unlinkat(folder, name, 0) }
}
